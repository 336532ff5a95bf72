//! Pieces that several screens share.

mod confirm;
mod exit;
mod help;
mod links;
mod page;

pub use confirm::{clear_all, confirm};
pub use exit::{exit, exit_strip};
pub use help::{help_lines, help_now};
pub use links::{link_out, link_to, nav_button};
pub use page::{Back, beneath, page};
