//! How a result came about, item by item.

pub mod fhir;
pub mod view;
