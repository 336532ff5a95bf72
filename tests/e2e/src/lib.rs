//! The harness of the end-to-end tests: three engines, a served copy of `dist/`, and the page as an object.
//!
//! | module | concern |
//! |---|---|
//! | [`programs`] | finds browsers, drivers and axe-core |
//! | [`process`] | kills a driver with everything it started |
//! | [`display`] | a virtual display for WebKit |
//! | [`browser`] | a browser under WebDriver, and how it is emptied for the next trial |
//! | [`site`] | a copy of `dist/` that a test may damage, and its server |
//! | [`pack`] | the questions, as far as the tests need them |
//! | [`app`] | the page object |
//! | [`elements`] | finding, reading, tapping and filling elements |
//! | [`pseudolocale`] | generated languages, to see what a translation would break |
//! | [`hosts`] | the demo's host pages around that copy |
//! | [`embedded`] | the check in a host's page: from outside, and the way into it |
//! | [`input`] | taps and keys with exact timing |
//! | [`storage`] | what the page stores on the device |
//! | [`flows`] | flows that several scenarios share, and the files the page saves |
//! | [`offline`] | the service worker, seen from the page |
//! | [`accessibility`] | tap targets, overflow, focus, axe-core |
//! | [`tour`] | every screen, one after another |
//! | [`trial`] | one scenario in one engine: set-up, deadline, evidence |
//! | [`wait`] | conditions with a deadline |

pub mod accessibility;
pub mod app;
pub mod browser;
pub mod display;
pub mod elements;
pub mod embedded;
pub mod flows;
pub mod hosts;
pub mod input;
pub mod offline;
pub mod pack;
pub mod process;
pub mod programs;
pub mod pseudolocale;
pub mod site;
pub mod storage;
pub mod tour;
pub mod trial;
pub mod wait;
