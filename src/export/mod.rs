//! The forms in which things leave the device, each at the person's own hand: made as texts here, handed over elsewhere.

pub mod csv;
pub mod fhir;
pub mod ics;
pub mod sheet;
