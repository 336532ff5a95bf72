//! The languages to choose from, each in its own name.

use yew::prelude::*;

use crate::components::view::{ViewContext, plain};
use crate::features::language::state::LanguageStatus;
use crate::session::Action;
use crate::text::Text;

/// The languages that the organisation offers and that have texts. Empty if there is only one.
pub fn languages(view: &ViewContext) -> Html {
    let named = |offered: &str| {
        view.messages
            .entries(Text::Languages)
            .find(|(tag, _)| *tag == offered)
    };
    let offered = view.config.languages().into_iter();
    let offered: Vec<_> = offered.filter_map(named).collect();
    if offered.len() < 2 {
        return Html::default();
    }
    let one = |(tag, name): (&str, &str)| {
        let current = (tag == view.messages.lang()).then_some("true");
        let tag = AttrValue::from(tag.to_owned());
        html! {
            <button type="button" class="link" data-action="language" data-language={tag.clone()} lang={tag.clone()}
                aria-current={current} onclick={view.on(Action::SetLanguage(tag.to_string()))}>
                { plain(name) }
            </button>
        }
    };
    // Everybody sees that the language has changed, so only screen readers are told. A failure is shown.
    let status = view.session.language.map(|status| match status {
        LanguageStatus::Changed => html! { <p class="visually-hidden">{ view.text(Text::LanguageNow) }</p> },
        LanguageStatus::Missing => html! { <p class="notice" data-notice="language">{ view.text(Text::LanguageMissing) }</p> },
    });
    html! {
        <div class="languages" role="group" aria-label={view.messages.get(Text::Language).to_owned()}>
            { for offered.into_iter().map(one) }
            <div role="status">{ status }</div>
        </div>
    }
}
