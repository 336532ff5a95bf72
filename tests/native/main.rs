//! Everything that needs no browser: the rules, the stored forms, the content, the markup, the shape of the source.

mod backup;
mod branch;
mod brand;
mod cms;
mod common;
mod config;
mod config_laws;
#[path = "../shared/configs.rs"]
mod configs;
mod content;
mod crates;
mod csv;
#[allow(dead_code, reason = "the tests of the lock use all of it")]
#[path = "../../crates/vault/tests/lock/device.rs"]
mod device;
mod dropped;
mod embedded;
mod engine;
mod engine_laws;
mod exit;
mod explain;
mod faults;
mod fhir;
mod first;
mod golden;
#[cfg(debug_assertions)]
mod growth;
mod guidance;
mod handed_over;
mod ics;
mod instruments;
mod json;
mod json_types;
mod languages;
mod late;
mod leave;
mod lock;
mod locked;
mod made;
mod markup;
mod merge;
mod moment;
mod navigation;
mod note;
mod number;
mod order;
mod paper;
mod phone;
mod plan;
mod presses;
mod renewal;
mod response_shape;
mod restore;
mod score;
mod scripts;
mod sealed_tab;
mod served;
mod sheet;
#[path = "../shared/sheets.rs"]
mod sheets;
mod speak;
mod state;
mod tabs;
#[path = "../../crates/vault/tests/lock/tasks.rs"]
mod tasks;
mod text;
mod theme;
mod tidy;
mod translation;
mod trend;
mod twins;
mod types;
mod vault;
mod waiting;
mod walk;
mod words;
mod written;
