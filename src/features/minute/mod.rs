//! "Take a minute": a paced breath, and noticing what is around one.
//!
//! The session knows nothing of it but the screen. Whether the circle of the breath moves is an attribute of the page,
//! like what is unfolded, so it ends with the screen, whichever way the person leaves it.

pub mod view;
