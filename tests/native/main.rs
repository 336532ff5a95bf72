//! Everything that needs no browser: the rules, the stored forms, the content, the markup, the shape of the source.

mod common;
mod content;
mod csv;
mod explain;
mod faults;
mod fhir;
mod guidance;
mod ics;
mod json;
mod markup;
mod moment;
mod number;
mod order;
mod score;
mod state;
mod text;
mod tidy;
mod trend;
mod vault;
mod walk;
