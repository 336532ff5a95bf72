//! The elements that contain text. They are functions, as each use of `html!` adds code to the binary.

use std::rc::Rc;

use yew::prelude::*;

use super::view::plain;
use yew::virtual_dom::VNode;

/// `element`, which Yew replaces whenever `key` changes, where it would otherwise patch it.
#[inline(never)]
pub fn keyed(key: String, mut element: Html) -> Html {
    if let VNode::VTag(tag) = &mut element {
        Rc::make_mut(tag).key = Some(key.into());
    }
    // In a list of its own. In one list, two elements with the same text would have the same key, which Yew does not
    // allow.
    [element].into_iter().collect()
}

/// Gives each element that contains text a key made from that text. When the text changes, so does the key, and Yew
/// replaces the element.
///
/// A browser that translates a page replaces its text nodes. Without a key Yew would go on changing a text node that is
/// no longer on the page.
pub fn worded(node: Html) -> Html {
    match node {
        VNode::VTag(mut tag) => {
            let mut words = String::new();
            if let Some(children) = Rc::make_mut(&mut tag).children_mut() {
                own_words(children, &mut words);
                let own = std::mem::take(children);
                *children = worded(own);
            }
            if tag.key.is_some() || words.is_empty() {
                VNode::VTag(tag)
            } else {
                keyed(words, VNode::VTag(tag))
            }
        }
        VNode::VList(mut list) => {
            for child in Rc::make_mut(&mut list).iter_mut() {
                *child = worded(std::mem::take(child));
            }
            VNode::VList(list)
        }
        other => other,
    }
}

/// The text directly in `nodes`, without that of elements inside.
fn own_words(nodes: &VNode, words: &mut String) {
    match nodes {
        VNode::VText(text) => words.push_str(&text.text),
        VNode::VList(list) => list.iter().for_each(|node| own_words(node, words)),
        _ => {}
    }
}

/// The heading of a screen: what focus moves to.
#[inline(never)]
pub fn heading(content: Html) -> Html {
    html! { <h1 data-heading="" tabindex="-1">{ content }</h1> }
}

/// The heading of a section.
#[inline(never)]
pub fn h2(content: Html) -> Html {
    html! { <h2>{ content }</h2> }
}

/// The heading within a section.
#[inline(never)]
pub fn h3(content: Html) -> Html {
    html! { <h3>{ content }</h3> }
}

/// A paragraph.
pub fn p(content: Html) -> Html {
    paragraph("", content)
}

/// A paragraph of small print.
pub fn small(content: Html) -> Html {
    paragraph("small", content)
}

/// The paragraph at the top of a screen.
pub fn lead(content: Html) -> Html {
    paragraph("lead", content)
}

#[inline(never)]
fn paragraph(class: &'static str, content: Html) -> Html {
    html! { <p class={some(class)}>{ content }</p> }
}

/// A paragraph for each text.
pub fn paragraphs(texts: &[String]) -> Html {
    texts.iter().map(|text| p(plain(text))).collect()
}

/// The important part of a line.
#[inline(never)]
pub fn strong(content: Html) -> Html {
    html! { <strong>{ content }</strong> }
}

/// The less important part of a line.
#[inline(never)]
pub fn fine(content: Html) -> Html {
    html! { <small>{ content }</small> }
}

/// A run of text that can be styled.
#[inline(never)]
pub fn span(content: Html) -> Html {
    html! { <span>{ content }</span> }
}

/// A section. `class` may be empty.
#[inline(never)]
pub fn section(class: &'static str, content: Vec<Html>) -> Html {
    html! { <section class={some(class)}>{ for content }</section> }
}

/// A section that is folded until somebody opens it. `class` may be empty.
#[inline(never)]
pub fn fold(class: &'static str, summary: Html, content: Vec<Html>) -> Html {
    let summary = html! { <summary>{ summary }</summary> };
    html! { <details class={some(class)}>{ summary }{ for content }</details> }
}

/// A list. `class` may be empty.
#[inline(never)]
pub fn list(class: &'static str, entries: Vec<Html>) -> Html {
    let entries = entries
        .into_iter()
        .map(|entry| html! { <li>{ entry }</li> });
    html! { <ul class={some(class)}>{ for entries }</ul> }
}

fn some(class: &'static str) -> Option<AttrValue> {
    (!class.is_empty()).then_some(AttrValue::Static(class))
}
