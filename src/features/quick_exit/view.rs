//! Where the presses of Shift are announced, for screen readers and for eyes; and in a frame the strip again at its end.

use yew::prelude::*;

use crate::components::exit;
use crate::components::view::View;
use crate::text::Text;

/// Empty until a key is pressed: `platform::lazy::exit` fills it with one of the texts it holds. Nothing without quick exit.
///
/// A frame is as high as its content, so the strip at its head scrolls away with the page around it: there it stands at the end, too.
pub fn announced(view: &View) -> Html {
    let Some(link) = exit(view, "") else {
        return Html::default();
    };
    let text = |key| view.messages.get(key).to_owned();
    html! {
        <>
            <p class="exit-said" role="status" data-two={text(Text::ExitTwo)} data-one={text(Text::ExitOne)}
                data-over={text(Text::ExitOver)}></p>
            <p class="exit-last">{ link }</p>
        </>
    }
}
