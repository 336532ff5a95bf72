//! FHIR Questionnaires (R4, R5) to packs and back.
//!
//! What is not understood is refused by name: nothing is inferred past it.
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
//! | [`problem`] | what is told: refusals and notes, each with its place |
//! | `json` | JSON as a tree with places, never too large or too deep |
//! | `cursor`, `log` | a walk through that tree; the problems found on the way |
//! | `layout` | JSON laid out for people |
//! | `read` | R4 and R5 to a [`form::Form`] |
//! | [`form`] | a questionnaire as read |
//! | `path` | FHIRPath expressions as trees |
//! | [`score`] | what those expressions score |
//! | `branch` | `enableWhen`: by which answers an item is shown, and that nothing waits for itself |
//! | [`bands`] | the bands file: what a pack says and a Questionnaire does not |
//! | `held` | a bands file held against its schema, and what is wrong with it in words |
//! | `lower` | from a form to a pack |
//! | `agree` | that the pack works everything out as the form does |
//! | [`mod@export`] | from a pack to a Questionnaire and a bands file |
//! | `own` | what this project's own Questionnaires say beside FHIR |

mod agree;
pub mod bands;
mod branch;
mod cursor;
pub mod export;
pub mod form;
mod held;
mod import;
mod json;
mod layout;
mod log;
mod lower;
mod own;
mod path;
pub mod problem;
mod read;
pub mod score;
mod words;

pub use branch::Shown;
pub use export::{Exported, export};
pub use form::Release;
pub use import::{Imported, Options, Read, import, read};
pub use words::is_stand_in;
