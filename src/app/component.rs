//! The app as a Yew component: it hands each action to the [`Runtime`], and draws the session.

use yew::prelude::*;

use super::ports::BrowserPorts;
pub use super::props::AppProps;
use super::screen::screen;
use crate::components::ViewContext;
use crate::components::prose::worded;
use crate::platform::{self, Place};
use crate::runtime::Runtime;
use crate::session::{Action, Session};

/// The app.
pub struct App {
    runtime: Runtime<BrowserPorts>,
}

impl App {
    /// What every screen is drawn from.
    fn view_context<'a>(&'a self, ctx: &'a Context<Self>) -> ViewContext<'a> {
        let props = ctx.props();
        let content = &self.runtime.content;
        ViewContext {
            session: &self.runtime.session,
            messages: &content.messages,
            config: content.config.as_ref().unwrap_or(&props.config),
            host: Some(&props.host),
            now: platform::stamp().now,
            act: ctx.link().callback(|action| action),
        }
    }
}

impl Component for App {
    type Message = Action;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let unmounted = props.unmounted.take();
        let early = match unmounted {
            Some(_) => Vec::new(),
            None => props.early(),
        };
        let (mut session, content) = unmounted.unwrap_or_else(|| {
            let session = Session::new(props.content.pack.clone());
            (session, props.content.clone())
        });
        session.inline = props.host.place() == Place::Inline;
        session.full_page = props.host.text("fullPage").map(Into::into);
        // Early taps were made in this app, so it has the focus.
        let has_focus = early.len() > 1;
        let ports = BrowserPorts::new(props, ctx.link().callback(|action| action), has_focus);
        let mut runtime = Runtime::new(session, content, ports);
        runtime.act(Action::Open);
        for action in early {
            runtime.act(action.into());
        }
        Self { runtime }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        self.runtime.ports.look_for_focus();
        self.runtime.act(action);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        worded(screen(&self.view_context(ctx)))
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        self.runtime.ports.drawn(self.runtime.session.lazy, first);
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        // The lock cannot close by itself while the app is off the page, so it closes now. Writes that wait for room go
        // on waiting.
        if self.runtime.session.snapshot.lock.is_some() {
            self.runtime.act(Action::Leave);
        }
        // This component is not drawn again. The next one takes over its session.
        let empty = Session::new(self.runtime.session.pack.clone());
        let session = std::mem::replace(&mut self.runtime.session, empty);
        let unmounted = (session, self.runtime.content.clone());
        ctx.props().unmounted.replace(Some(unmounted));
    }
}
