//! Where the presses of Shift are announced, for screen readers and for eyes.

use yew::prelude::*;

use crate::text::Text;
use crate::ui::view::View;

/// Empty until a key is pressed: `platform::later::exit` fills it with one of the texts it holds. Nothing without quick exit.
pub fn announced(view: &View) -> Html {
    if view.config.place("quickExit").is_none() {
        return Html::default();
    }
    let text = |key| view.messages.get(key).to_owned();
    html! {
        <p class="exit-said" role="status" data-two={text(Text::ExitTwo)} data-one={text(Text::ExitOne)}
            data-over={text(Text::ExitOver)}></p>
    }
}
