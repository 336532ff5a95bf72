//! The harness of the end-to-end tests: three engines, a served copy of `dist/`, and the page as an object.
//!
//! | module | concern |
//! |---|---|
//! | [`programs`] | where browsers, drivers and axe-core are |
//! | [`process`] | a driver with everything it started, ended together |
//! | [`display`] | a display for WebKit to draw on |
//! | [`browser`] | one browser under WebDriver, with a profile of its own |
//! | [`site`] | a copy of `dist/` that a test may damage, and its server |
//! | [`pack`] | the questions, as the tests need to know them |
//! | [`app`] | the page, in the words of its own attributes |
//! | [`elements`] | elements of the page: found, read, tapped and typed into |
//! | [`pseudo`] | languages that nobody speaks, to see what a translation would break |
//! | [`hosts`] | the host pages of the demo around that copy |
//! | [`guest`] | the check on a host's page: from outside, and the way into it |
//! | [`hand`] | taps and keys whose timing is tested |
//! | [`store`] | what the page keeps on the device |
//! | [`doings`] | longer ways through the page, and the files it saves |
//! | [`offline`] | the service worker, seen from the page |
//! | [`look`] | what can be seen: sizes, widths, focus, axe-core |
//! | [`tour`] | every screen, one after another |
//! | [`trial`] | one scenario in one engine: set-up, deadline, evidence |
//! | [`wait`] | conditions with a deadline |

pub mod app;
pub mod browser;
pub mod display;
pub mod doings;
pub mod elements;
pub mod guest;
pub mod hand;
pub mod hosts;
pub mod look;
pub mod offline;
pub mod pack;
pub mod process;
pub mod programs;
pub mod pseudo;
pub mod site;
pub mod store;
pub mod tour;
pub mod trial;
pub mod wait;
