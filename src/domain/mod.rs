//! The rules: packs, answers, scores, guidance. Pure: no browser, no clock, no randomness.

pub mod answers;
pub mod check;
pub mod config;
pub mod exact;
pub mod exit;
pub mod explain;
pub mod guidance;
pub mod json;
pub mod later;
mod measure;
pub mod moment;
pub mod note;
pub mod number;
pub mod order;
pub mod pack;
pub mod plain;
pub mod plan;
pub mod score;
pub mod theme;
pub mod trend;

pub use answers::{Answer, Answers};
pub use check::{Check, CheckId};
pub use config::Config;
pub use explain::explain;
pub use guidance::{Guidance, guide};
pub use moment::Moment;
pub use note::Note;
pub use pack::Pack;
pub use plan::Plan;
pub use score::{Profile, score};
pub use trend::trend;
