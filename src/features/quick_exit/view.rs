//! Where presses of Shift are announced, on screen and to screen readers, and, in a frame, a second exit strip at its
//! end.

use yew::prelude::*;

use crate::components::exit;
use crate::components::view::ViewContext;
use crate::text::Text;

/// It is empty until Shift is pressed. Then `platform::exit` fills it with one of the texts in its attributes.
///
/// A frame is as high as its content, so the strip at its top scrolls away with the page around it. That is why there
/// is one at the end, too.
pub fn announced(view: &ViewContext) -> Html {
    let Some(link) = exit(view, "") else {
        return Html::default();
    };
    let text = |key| view.messages.get(key).to_owned();
    html! {
        <>
            <p class="exit-status" role="status" data-two={text(Text::ExitTwo)} data-one={text(Text::ExitOne)}
                data-over={text(Text::ExitOver)}></p>
            <p class="exit-last">{ link }</p>
        </>
    }
}
