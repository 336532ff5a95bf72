//! What is wrong with a file, in the words of the page at `?check-config`.

use std::sync::LazyLock;

use site_config::audit::{AuditTexts, Problem};

/// The words of the page at `?check-config`.
static AUDIT_TEXTS: LazyLock<AuditTexts> = LazyLock::new(|| {
    let words = include_str!("../../../web/check-config.json");
    // Never panics in a release: `tests/config.rs` reads the same file.
    AuditTexts::read(words).unwrap_or_else(|wrong| panic!("web/check-config.json: {wrong}"))
});

/// A problem in words: what is wrong, and what to do about it.
pub fn sentences(problem: &Problem) -> [String; 2] {
    AUDIT_TEXTS.of(problem)
}
