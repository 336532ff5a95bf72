//! Form fields, each with its label and a hint.

use yew::prelude::*;

use crate::components::prose::{fine, span};
use crate::components::view::ViewContext;
use crate::features::action::FeatureAction;
use crate::platform;
use crate::session::Action;
use crate::text::Text;

/// The `data-asks` of the field with a text to copy by hand. The text is selected as soon as the field has focus.
pub const BY_HAND: &str = "by-hand";

/// A checkbox or a radio button, with its label.
#[inline(never)]
pub fn choice(
    kind: &'static str,
    name: &'static str,
    value: &str,
    label: Html,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    html! {
        <label class="choice">
            <input type={kind} {name} autocomplete="off" value={value.to_owned()} {checked} {onchange} />
            { span(label) }
        </label>
    }
}

/// A checkbox. When it changes, it sends `action` with whether it is ticked.
pub fn tick<A: Into<FeatureAction>>(
    view: &ViewContext,
    name: &'static str,
    label: Html,
    checked: bool,
    action: impl Fn(bool) -> A + 'static,
) -> Html {
    let onchange = view
        .act
        .reform(move |_: Event| Action::Feature(action(!checked).into()));
    choice("checkbox", name, "on", label, checked, onchange)
}

/// A field of one line. The session has to store each change to `value`, or the next redraw would restore the old text.
#[inline(never)]
pub fn field(
    view: &ViewContext,
    kind: &'static str,
    name: &'static str,
    label: Text,
    value: String,
) -> Html {
    labelled(view, kind, name, label, Some(value), "off")
}

/// A field for a passphrase. What is typed stays in the field, not in the session, and is read when the form is sent.
/// No value is ever set here, as a redraw would then empty the field.
#[inline(never)]
pub fn passphrase(view: &ViewContext, name: &'static str, label: Text) -> Html {
    let autocomplete = match name {
        "old" => "current-password",
        _ => "new-password",
    };
    labelled(view, "password", name, label, None, autocomplete)
}

fn labelled(
    view: &ViewContext,
    kind: &'static str,
    name: &'static str,
    label: Text,
    value: Option<String>,
    autocomplete: &'static str,
) -> Html {
    html! {
        <label class="field">
            { span(view.text(label)) }
            <input type={kind} {name} {autocomplete} {value} required=true />
        </label>
    }
}

/// A field of several lines. Each change is sent.
#[inline(never)]
pub fn area<A: Into<FeatureAction>>(
    view: &ViewContext,
    label: Text,
    hint: Option<Text>,
    value: &str,
    longest: usize,
    action: impl Fn(String) -> A + 'static,
) -> Html {
    let oninput = view
        .act
        .reform(move |event: InputEvent| Action::Feature(action(platform::typed(&event)).into()));
    html! {
        <label class="field">
            { span(view.text(label)) }
            { for hint.map(|hint| fine(view.text(hint))) }
            <textarea rows="3" autocomplete="off" maxlength={longest.to_string()}
                value={value.to_owned()} {oninput} />
        </label>
    }
}

/// A form. Its button sends the action that `read` makes from its fields.
#[inline(never)]
pub fn form<A: Into<FeatureAction>>(
    view: &ViewContext,
    name: &'static str,
    class: &'static str,
    label: Text,
    fields: Vec<Html>,
    read: impl Fn(&Event) -> A + 'static,
) -> Html {
    let act = view.act.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        act.emit(Action::Feature(read(&event).into()));
    });
    html! {
        <form class="form" {onsubmit}>
            { for fields }
            <button {class} data-action={name}>{ view.text(label) }</button>
        </form>
    }
}

/// A button that sends an action of a feature. `name` is its `data-action`.
#[inline(never)]
pub fn feature_button(
    view: &ViewContext,
    class: &'static str,
    name: &'static str,
    label: Html,
    action: impl Into<FeatureAction>,
) -> Html {
    let onclick = view.on(Action::Feature(action.into()));
    html! { <button type="button" {class} data-action={name} {onclick}>{ label }</button> }
}
