//! Everything that needs no browser: the rules, the stored forms, the content, the markup, the shape of the source.

mod actions;
mod backup;
mod branch;
mod brand;
mod change_language;
mod cms;
mod common;
#[cfg(debug_assertions)]
mod complexity;
mod config;
mod config_laws;
mod config_syntax;
#[path = "../shared/configs.rs"]
mod configs;
mod content;
mod crates;
mod csv;
mod deferred_write;
mod deletion;
mod demands;
#[allow(dead_code, reason = "the tests of the lock use all of it")]
#[path = "../../crates/vault/tests/lock/device.rs"]
mod device;
mod effects;
mod embedded;
mod engine;
mod engine_laws;
mod exit;
mod explain;
mod fhir;
mod first;
mod first_steps;
mod focus;
mod golden;
mod guidance;
mod handed_over;
mod help;
mod help_rules;
mod ics;
mod instruments;
mod json;
mod json_types;
mod languages;
mod leave;
mod lock;
mod locked;
mod markup;
mod merge;
mod minute;
mod modules;
mod moment;
mod navigation;
mod note;
mod number;
mod paper;
mod phone;
mod plan;
mod press_guard;
mod random_walk;
mod renewal;
mod response_shape;
mod restore;
mod retry;
mod score;
mod scripts;
mod sealed_tab;
mod server_checks;
mod sheet;
#[path = "../shared/sheets.rs"]
mod sheets;
mod sort;
mod state;
mod storage_faults;
mod synthetic_packs;
mod tab_conflicts;
mod tabs;
#[path = "../../crates/vault/tests/lock/tasks.rs"]
mod tasks;
mod text;
mod theme;
mod tidy;
mod translation;
mod trend;
mod types;
mod vault;
mod words;
