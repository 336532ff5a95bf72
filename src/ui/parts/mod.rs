//! Pieces that several screens share.

mod confirm;
mod help;
mod links;
mod page;

pub use confirm::{clear_all, confirm};
pub use help::{help_lines, help_now};
pub use links::{link_out, nav_button};
pub use page::{Back, page, plan_asked};
