//! The page is left, and may be shown again: browsers keep a whole page, with its memory, for Back and Forward.

use yew::prelude::*;

use super::app::App;
use crate::platform;
use crate::state::{Action, Keeping, Later};

impl App {
    /// The page is being left: what it showed is emptied now, as the browser may keep the page whole.
    pub(super) fn leave(&mut self) {
        (self.left, self.concealed) = (true, true);
        self.focus = None;
        self.runtime().act(Action::Leave);
        // What closes it comes with the later screens; before that no lock can be open.
        let here = self.session.later == Later::Here;
        if let Some(store) = self.store.as_ref().filter(|_| here) {
            platform::later::close(store);
        }
    }

    /// The page is shown. After it was left it starts anew, with what is on the device by now.
    pub(super) fn show_again(&mut self, ctx: &Context<Self>) {
        if !std::mem::take(&mut self.left) {
            return;
        }
        let keeping = Keeping::by_default(&ctx.props().config);
        let mut runtime = self.runtime();
        runtime.reload();
        runtime.act(Action::Keep(keeping));
        self.told.push("step");
        self.watch(ctx);
        if let Some(history) = &self.history {
            history.restart();
        }
    }
}
