//! One host: an entry of `demo/hosts/hosts.json`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::article::{Article, class, escape, html};
use super::variant::{Mode, Variant};

/// A kind of page that organisations have.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Host {
    /// Its path, without the slash.
    pub name: String,
    /// What it is called in the index.
    pub title: String,
    /// What is special about it.
    pub about: String,
    pub(super) page: String,
    pub(super) styles: Vec<String>,
    #[serde(default)]
    pub(super) classes: BTreeMap<String, String>,
    #[serde(default = "english")]
    pub(super) article: String,
    /// The element that shows the check.
    #[serde(default)]
    pub element: Element,
    /// How many checks the page has.
    #[serde(default = "one")]
    pub widgets: usize,
    /// Names of boxes that size to their content, in various ways of CSS and HTML. The query says in which of them the
    /// page shows the check. Empty for most hosts.
    #[serde(default)]
    pub boxes: Vec<String>,
    policy: Option<Policy>,
    /// The headers of the page other than its policy.
    #[serde(default)]
    pub(super) headers: BTreeMap<String, String>,
}

/// The shadow root of the box `slotted`: a component of the host's own, in which the check is slotted.
const SHADOW: &str = r#"<template shadowrootmode="open"><link rel="stylesheet" href="/files/boxes.css" /><div class="shadow"><slot></slot></div></template>"#;

fn english() -> String {
    "en.json".to_owned()
}

fn one() -> usize {
    1
}

/// The element that shows the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Element {
    /// The custom element `<compassion-check>`.
    #[default]
    CompassionCheck,
    /// A `<div>`, for content management systems that remove custom elements.
    Div,
    /// A sandboxed frame, without any script of ours on the page.
    Iframe,
}

/// The content security policy for each way to show the check.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    frame: Option<String>,
    inline: Option<String>,
}

impl Host {
    /// The ways in which this host can show the check.
    pub fn modes(&self) -> &'static [Mode] {
        match self.element {
            Element::Iframe => &[Mode::Frame],
            _ => &[Mode::Frame, Mode::Inline],
        }
    }

    /// Its content security policy, with `{check}` in place of the check's origin.
    pub(super) fn policy(&self, mode: Mode) -> Option<&str> {
        let policy = self.policy.as_ref()?;
        match mode {
            Mode::Inline => policy.inline.as_deref(),
            // Without the check, the page keeps its policy.
            Mode::Frame | Mode::Absent => policy.frame.as_deref(),
        }
    }

    /// The snippet, in the box that the variant names if this host has one of that name. `files/boxes.css` has the
    /// styles. The box also has a text, which only some of the boxes show. A box that has to be opened has a button
    /// before it.
    pub(super) fn boxed(&self, article: &Article, check: &str, variant: &Variant) -> String {
        let widget = self.widget(article, check, variant);
        let Some(name) = variant.shape.as_ref().filter(|it| self.boxes.contains(it)) else {
            return widget;
        };
        let words = escape(&article.open);
        let button = |more: &str| format!(r#"<button type="button"{more}>{words}</button>"#);
        // What comes before the box, the box's element and attributes, and the element inside it.
        let (before, element, attributes, inner) = match &**name {
            "dialog" => (String::new(), "dialog", " open", "div"),
            "modal" => {
                let script = r#"<script type="module" src="/files/modal.js"></script>"#;
                (button("") + script, "dialog", "", "div")
            }
            "popover" => {
                let attributes = r#" popover id="box""#;
                (button(r#" popovertarget="box""#), "div", attributes, "div")
            }
            "fieldset" => (String::new(), "fieldset", "", "div"),
            "legend" => (String::new(), "fieldset", "", "legend"),
            _ => (String::new(), "div", "", "div"),
        };
        let shadow = if name == "slotted" { SHADOW } else { "" };
        let beside = escape(&article.section);
        format!(
            r#"{before}<{element} class="box {name}"{attributes}>{shadow}<{inner} class="inner">{widget}</{inner}><p class="beside">{beside}</p></{element}>"#
        )
    }

    /// The snippet an editor pastes.
    pub(super) fn widget(&self, article: &Article, check: &str, variant: &Variant) -> String {
        let check = escape(check);
        let (mode, attributes) = (variant.mode.name(), variant.attributes());
        let link = format!(
            r#" <a{} href="{check}">{}</a>"#,
            class("a", &self.classes),
            escape(&article.open)
        );
        let inside = [super::article::Block::P(article.fallback.clone())];
        let inside = html(&inside, &self.classes).replace("</p>", &(link + "</p>"));
        let script = format!(r#"<script type="module" src="{check}embed.js"></script>"#);
        match (variant.mode, self.element) {
            (Mode::Absent, _) => "<div data-stand-in></div>".to_owned(),
            (_, Element::Iframe) => format!(
                r#"<iframe src="{check}index.html?embed" sandbox="allow-scripts" title="{}"></iframe>"#,
                escape(&article.open)
            ),
            (_, Element::Div) => {
                let attributes = attributes.replace(' ', " data-");
                format!(
                    r#"<div data-compassion-check data-mode="{mode}"{attributes}>{inside}</div>{script}"#
                )
            }
            (_, Element::CompassionCheck) => {
                format!(
                    r#"{script}<compassion-check mode="{mode}"{attributes}>{inside}</compassion-check>"#
                )
            }
        }
    }
}
