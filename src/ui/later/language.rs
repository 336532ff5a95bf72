//! The languages to choose from, each in its own name, and what happens when one has come, the first or another.

use std::rc::Rc;

use yew::prelude::*;

use crate::platform::{self, Host};
use crate::state::{Action, Keeping, Later};
use crate::text::{Messages, Text};
use crate::ui::app::App;
use crate::ui::view::{View, plain};
use instrument::Pack;
use instrument::lazy::read_pack;
use vault::{Effect, Vault};

/// The languages that the organisation offers and there are texts in; nothing where there is no choice.
pub fn languages(view: &View) -> Html {
    let known = view.messages.get(Text::Languages).split('|');
    let known: Vec<_> = known.filter_map(|one| one.split_once(' ')).collect();
    let named = |offered: &str| known.iter().find(|(tag, _)| *tag == offered).copied();
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

/// All there is to say in one language.
struct Words {
    pack: Rc<Pack>,
    pack_text: Rc<str>,
    messages: Messages,
}

/// What the script holds now, with these texts of the later screens.
fn read(host: &Host, texts: &str) -> Option<Words> {
    let pack_text: Rc<str> = host.text("pack")?.into();
    let messages = Messages::delivered(&host.text("locale")?).ok()?;
    let messages = messages.counting(platform::COUNTING);
    Some(Words {
        pack: Rc::new(read_pack(&pack_text).ok()?),
        pack_text,
        messages: messages.complete(texts).ok()?,
    })
}

/// Takes these words, if the session has taken the pack.
fn take(app: &mut App, words: Words) -> bool {
    let taken = Rc::ptr_eq(&words.pack, &app.session.pack);
    if taken {
        app.pack_text = words.pack_text.clone();
        if let Some(store) = app.store.clone() {
            app.vault = Some(Vault::new(store, words.pack, words.pack_text));
            app.runtime().reload();
        }
        app.messages = words.messages;
    }
    taken
}

/// The code of the later screens has come, with these texts and all of the pack, whose questions are being asked already.
/// Either all of it is taken, or it counts as not come.
pub fn arrived(app: &mut App, ctx: &Context<App>, texts: &str) {
    let words = read(&ctx.props().host, texts);
    let pack = words.as_ref().map(|words| words.pack.clone());
    let first = app.session.later != Later::Here;
    app.act(ctx, Action::Arrived(pack));
    if first && app.session.later == Later::Here {
        platform::later::exit(&ctx.props().host);
    }
    if words.is_some_and(|words| take(app, words)) && !app.session.snapshot.locked {
        app.runtime().perform(Effect::KeepPack);
    }
}

/// Another language has come, with these texts of the later screens. Either all of it is taken, or nothing changes.
pub fn heard(app: &mut App, ctx: &Context<App>, texts: &str) {
    let host = &ctx.props().host;
    let words = read(host, texts);
    let pack = words.as_ref().map(|words| words.pack.clone());
    app.act(ctx, Action::LanguageLoaded(pack));
    if words.is_some_and(|words| take(app, words)) {
        if let Some(store) = app
            .store
            .as_ref()
            .filter(|_| app.session.keeping == Keeping::Device)
        {
            store.keep_language(app.messages.lang());
        }
        host.emit("language");
    }
}
