//! Parts of screens that several features use.

pub mod answer;
mod confirm;
mod exit;
pub mod forms;
mod help;
mod links;
mod page;
pub mod prose;
mod review;
pub mod scoring_text;
pub mod status;
pub mod view;

pub use confirm::{clear_all, confirm};
pub use exit::{exit, exit_strip};
pub use help::{
    HelpDetails, call, contact, help_for_everyone, help_groups, help_line, help_now, no_details,
    sms,
};
pub use links::{link_out, link_to, minute_button, nav_button};
pub use page::{Back, Page, page};
pub use review::review;
pub use view::ViewContext;
