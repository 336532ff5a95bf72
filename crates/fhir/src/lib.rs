//! FHIR Questionnaires (R4, R5) to packs and back.
//!
//! A score is never approximate: what cannot be scored exactly is refused, with the reason and the place.
//!
//! ```
//! use fhir::{Options, Release, export, import};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let pack = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/examples/wellbeing.json"));
//! // A pack as a Questionnaire, and beside it a bands file with what a Questionnaire cannot say.
//! let exported = export(pack, &[], Release::R5)?;
//!
//! let options = Options {
//!     bands: Some(("wellbeing.bands.json".to_owned(), exported.bands)),
//!     ..Options::default()
//! };
//! let (imported, report) = import(&exported.questionnaire, &options);
//! let imported = imported.unwrap_or_else(|| panic!("{report:?}"));
//! let again = instrument::Pack::read(&imported.pack)?;
//! assert_eq!(again.scales(), instrument::Pack::read(pack)?.scales());
//! # Ok(())
//! # }
//! ```
//!
//! | module | concern |
//! |---|---|
//! | [`problem`] | what is reported about a file: refusals and notes, each with its place |
//! | `json` | parses strict JSON into a tree with positions; limits its size and depth |
//! | `lines` | the lines of a text |
//! | `cursor`, `log` | a position in that tree; the problems found while reading |
//! | `layout` | JSON formatted for people |
//! | `import` | the whole import, from a Questionnaire to a pack |
//! | `read` | R4 and R5 to a [`form::Form`] |
//! | [`form`] | a questionnaire as read |
//! | `path` | a parser for FHIRPath expressions |
//! | [`score`] | what those expressions score |
//! | `branch` | `enableWhen`: by which answers an item is shown; refuses conditions that depend on themselves |
//! | [`bands`] | the bands file: what a pack contains and a Questionnaire cannot |
//! | `validate` | reads a bands file and checks it against its schema |
//! | `understood` | the form, what it scores, and when its items are shown |
//! | `to_pack` | from a form to a pack |
//! | `agree` | checks that the bands file and the form agree on scoring and conditions |
//! | [`mod@export`] | from a pack to a Questionnaire and a bands file |
//! | `own` | this project's own extensions and `linkId`s |
//! | `words` | default texts for an imported pack |

mod agree;
pub mod bands;
mod branch;
mod cursor;
pub mod export;
pub mod form;
mod import;
mod json;
mod layout;
mod lines;
mod log;
mod own;
mod path;
pub mod problem;
mod read;
pub mod score;
mod to_pack;
mod understood;
mod validate;
mod words;

pub use branch::Shown;
pub use export::{Exported, export};
pub use form::Release;
pub use import::{Imported, Options, import, read};
pub use understood::Read;
pub use words::is_stand_in;
