//! One line that says that a newer version is ready, and a button that starts it.

use yew::prelude::*;

use crate::components::prose::p;
use crate::components::view::ViewContext;
use crate::text::Text;

/// The line, if the session offers the version. The button has no action: `web/offline.js` listens for it, as only the
/// browser can change versions, and reloads the page.
pub fn renewal(view: &ViewContext) -> Html {
    if !view.session.offers_renewal() {
        return Html::default();
    }
    html! {
        <section class="renewal" role="status">
            { p(view.text(Text::RenewalReady)) }
            <button type="button" class="button quiet" data-action="renew">{ view.text(Text::RenewalNow) }</button>
        </section>
    }
}
