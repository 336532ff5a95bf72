//! The places where code of the first load calls browser functions that are loaded lazily.

use super::{Browser, Host, IdleTimer, PressFilter, config_audit, departure, idle_timer, lock};
use crate::session::Departure;
use split_point::split_points;
use vault::VaultSnapshot;

split_points! {
    /// Calls `on_idle` once the person has been away for as long as the lock allows.
    "0201" pub fn watch(timer: &IdleTimer, snapshot: &VaultSnapshot, on_idle: Box<dyn Fn()>) = idle_timer::watch;

    /// The report about the configuration for its editor, as JSON.
    "0206" pub fn audited(host: &Host) -> Option<String> = config_audit::audited;

    /// Reads and decrypts what other tabs have written, then calls `done`.
    "0207" pub fn refresh(store: &Browser, done: Box<dyn FnOnce()>) = lock::refresh;

    /// The control that was just pressed, and the scroll position. A second call returns `None`.
    "0208" pub fn departure(presses: &PressFilter) -> Option<Departure> = departure::departure;

    /// Restores focus to the control, and the scroll position. Used on our own page. Returns whether the control is
    /// still there.
    "0209" pub fn return_to(host: &Host, departure: &Departure) -> bool = departure::return_to;
}
