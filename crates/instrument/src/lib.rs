//! Questionnaires as data: packs, answers, exact scores, guidance, trends. The crate is pure: it uses no browser API,
//! no clock and no randomness.
//!
//! A pack is a JSON text with questions, scales, bands and the words for each band. It is checked when it is read, so a
//! whole [`Pack`] can be scored whatever the answers are. Scores are exact fractions, so every machine finds the same
//! band.
//!
//! ```
//! use instrument::number::Decimal;
//! use instrument::score::Outcome;
//! use instrument::{Answer, Answers, Pack, explain, score};
//!
//! # fn main() -> Result<(), instrument::pack::PackErrors> {
//! # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/examples/wellbeing.json"));
//! let pack = Pack::read(text)?;
//!
//! // Every question answered with its last option, but for the first, which gets its first.
//! let mut answers = Answers::blank(pack.len());
//! for item in 0..pack.len() {
//!     let options = pack.options(item);
//!     let chosen = if item == 0 { options.first() } else { options.last() };
//!     answers.set(item, Answer::Chosen(chosen.expect("an item has options").value));
//! }
//!
//! let profile = score(&pack, &answers);
//! let Outcome::Scored { value, band } = profile.scales[0].outcome else {
//!     panic!("every question was answered");
//! };
//! assert_eq!(value.to_text(1).as_deref(), Some("80"));
//! assert_eq!(pack.bands(&pack.scales()[0])[band].id, "full");
//!
//! // What each answer counted, and where the band begins.
//! let explained = &explain(&pack, &answers)[0];
//! assert_eq!(explained.parts[0].counted, Some(Decimal::from(0).into()));
//! assert_eq!(explained.parts[1].counted, Some(Decimal::from(4).into()));
//! let edges = explained.edges.as_ref().expect("a scored scale has a band");
//! assert_eq!(edges.from.at.to_text(), "62.5");
//! # Ok(())
//! # }
//! ```
//!
//! | module | concern |
//! |---|---|
//! | [`pack`] | the format of a pack, and the rules that it has to keep |
//! | [`answers`], [`check`] | the answers to a pack; one check of one person |
//! | [`mod@score`] | from answers to one outcome for each scale |
//! | [`mod@explain`] | how an outcome came about, and how near the edges of its band are |
//! | [`guidance`] | which words and which next step fit a result |
//! | [`mod@trend`] | how outcomes change from check to check |
//! | [`rational`], [`number`] | exact fractions, and decimals as they are written |
//! | [`moment`] | points in time, with the offset of the user's own clock |
//! | [`order`] | a sort, and a search in sorted lists |
//! | [`hash`] | a hash that tells texts apart |
//! | [`invisible`] | control characters and invisible characters |
//! | [`percent`] | percent-encoding for addresses |

pub mod answers;
pub mod check;
pub mod explain;
pub mod guidance;
pub mod hash;
pub mod invisible;
mod measure;
pub mod moment;
pub mod number;
pub mod order;
pub mod pack;
pub mod percent;
pub mod rational;
pub mod score;
pub mod trend;

pub use answers::{Answer, Answers};
pub use check::{Check, CheckId};
pub use explain::explain;
pub use guidance::{Guidance, guide};
pub use moment::Moment;
pub use pack::Pack;
pub use score::{Profile, score};
pub use trend::trend;
