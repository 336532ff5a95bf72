//! The languages to choose from, each in its own name, and what happens when another one has come.

use std::rc::Rc;

use yew::prelude::*;

use crate::domain::Pack;
use crate::platform;
use crate::state::{Action, Keeping};
use crate::text::{Messages, Text};
use crate::ui::app::App;
use crate::ui::view::{View, plain};
use crate::vault::Vault;

/// The languages that the organisation offers and there are texts in; nothing where there is no choice.
pub fn languages(view: &View) -> Html {
    let known = view.messages.get(Text::Languages).split('|');
    let known: Vec<_> = known.filter_map(|one| one.split_once(' ')).collect();
    let named = |offered: &String| known.iter().find(|(tag, _)| tag == offered).copied();
    let offered: Vec<_> = view.config.languages.iter().filter_map(named).collect();
    if offered.len() < 2 {
        return Html::default();
    }
    let one = |(tag, name): (&str, &str)| {
        let current = (tag == view.messages.lang()).then_some("true");
        let tag = AttrValue::from(tag.to_owned());
        html! {
            <button type="button" class="link" data-action="language" data-language={tag.clone()} lang={tag.clone()}
                aria-current={current} onclick={view.on(Action::Speak(tag.to_string()))}>
                { plain(name) }
            </button>
        }
    };
    // That it came is seen, and told to who does not see; that it did not come is seen by all.
    let came = view.session.spoken.map(|came| match came {
        true => html! { <p class="unseen">{ view.text(Text::LanguageNow) }</p> },
        false => html! { <p class="notice" data-notice="language">{ view.text(Text::LanguageMissing) }</p> },
    });
    html! {
        <div class="languages" role="group" aria-label={view.messages.get(Text::Language).to_owned()}>
            { for offered.into_iter().map(one) }
            <div role="status">{ came }</div>
        </div>
    }
}

/// Another language has come, with these texts of the later screens. Either all of it is taken, or nothing changes.
pub fn heard(app: &mut App, ctx: &Context<App>, texts: &str) {
    let host = &ctx.props().host;
    let read = || -> Option<(Rc<Pack>, Rc<str>, Messages)> {
        let text: Rc<str> = host.text("pack")?.into();
        let pack = Rc::new(Pack::read(&text).ok()?);
        let messages = Messages::delivered(&host.text("locale")?).ok()?;
        let messages = messages.counting(platform::COUNTING);
        Some((pack, text, messages.complete(texts).ok()?))
    };
    let Some((pack, text, messages)) = read() else {
        app.act(ctx, Action::Spoken(None));
        return;
    };
    app.act(ctx, Action::Spoken(Some(pack.clone())));
    if !Rc::ptr_eq(&pack, &app.session.pack) {
        return;
    }
    if let Some(store) = app.store.clone() {
        if app.session.keeping == Keeping::Device {
            store.keep_language(messages.lang());
        }
        app.vault = Some(Vault::new(store, pack, text));
        app.reload();
    }
    app.messages = messages;
    host.tell("language");
}
