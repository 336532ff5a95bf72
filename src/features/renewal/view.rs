//! A newer version waits: one calm line, and a button that lets it in.

use yew::prelude::*;

use crate::components::prose::p;
use crate::components::view::View;
use crate::text::Text;

/// The line, where the session offers it. The button needs no action: `web/offline.js` hears it, as only the browser can change
/// versions, and loads the page anew.
pub fn renewal(view: &View) -> Html {
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
