//! The text of a host page, as data: each framework wants other classes on the same paragraphs.

use std::collections::BTreeMap;

use serde::Deserialize;

/// An article of the made-up organisation, and the words around it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Article {
    pub(super) lang: String,
    pub(super) dir: String,
    pub(super) organisation: String,
    pub(super) home: String,
    pub(super) section: String,
    pub(super) skip: String,
    pub(super) title: String,
    /// The part before the check.
    pub(super) before: Vec<Block>,
    /// The part between two checks.
    pub(super) between: Vec<Block>,
    /// The part after the check.
    pub(super) after: Vec<Block>,
    /// The text that the editor puts inside the element, and the text of the link in it.
    pub(super) fallback: String,
    pub(super) open: String,
    pub(super) footer: String,
}

/// A piece of the article.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Block {
    P(String),
    H2(String),
    Ul(Vec<String>),
    Blockquote(String),
}

/// The HTML of the pieces. Each element has the class that the host uses for it.
pub(super) fn html(blocks: &[Block], classes: &BTreeMap<String, String>) -> String {
    let wrap = |element: &str, content: &str| {
        let class = class(element, classes);
        format!("<{element}{class}>{content}</{element}>")
    };
    let block = |block: &Block| match block {
        Block::P(text) => wrap("p", &escape(text)),
        Block::H2(text) => wrap("h2", &escape(text)),
        Block::Blockquote(text) => wrap("blockquote", &wrap("p", &escape(text))),
        Block::Ul(entries) => {
            let entries = entries.iter().map(|entry| wrap("li", &escape(entry)));
            wrap("ul", &entries.collect::<String>())
        }
    };
    blocks.iter().map(block).collect()
}

/// The `class` attribute of an element, after a space. Empty if the host has no class for it.
pub(super) fn class(element: &str, classes: &BTreeMap<String, String>) -> String {
    let class = classes.get(element);
    class.map_or_else(String::new, |class| {
        format!(r#" class="{}""#, escape(class))
    })
}

/// Escapes text for use in an element or an attribute.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
