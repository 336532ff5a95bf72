//! What the scripts in `web/` call: the start, to which they hand over the texts they fetched and the taps they kept, and the rules they
//! hold colours and configurations to.

use std::cell::RefCell;
use std::fmt::Display;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::{JsCast, prelude::*};

use super::{Host, later};
use crate::state::{Action, Content};
use crate::text::Messages;
use crate::ui::app::{App, AppProps};
use instrument::Pack;
use site_config::Config;
use site_config::theme::{self, Colour, Scheme, readable};

/// Reads what an app needs, and shows nothing yet: to draw it is work of its own, which a slow phone does after a breath.
///
/// Of `host` are read at once: the texts `pack`, `config` and `locale`; and `base`, the address of our folder. When the app enters
/// the page: `root`, the element to live in, in place of what it shows; `mode`, see [`super::Place`]; `keep`, the choice made on
/// the prerendered intro (`device` or `nothing`), if any was; `started` (any text) and `answer`, the taps on "Start" and on the first
/// question made before; `tapX` and `tapY`, where the last of them was made, in whole CSS pixels of the window; and the functions `setProperty`, `keys`, `later`, `speak` and `emit`, see [`Host`]. One object, so that
/// something more to hand over costs its name and no more.
///
/// What comes back takes orders: `enter` puts the app into the `root` that `host` names by then, `leave` takes it off the page
/// with every listener of it, and after another `enter` it goes on as it was. Anything else is the tag of a language to speak
/// from now on.
///
/// # Errors
/// Says why a text cannot be used. The error's `cause` is the name of the text: `pack`, `config` or `locale`.
#[wasm_bindgen]
pub fn start(host: JsValue) -> Result<Function, js_sys::Error> {
    let host = Host::new(host);
    let given = |name: &str| host.text(name).unwrap_or_default();
    // The script looks at the cause: in place of a configuration that cannot be used it fetches the default one.
    let unusable = |text: &str, error: &dyn Display| {
        let unusable = js_sys::Error::new(&error.to_string());
        unusable.set_cause(&text.into());
        unusable
    };
    let pack = given("pack");
    let parsed = Pack::begin(&pack).map_err(|error| unusable("pack", &error))?;
    let mut config = Config::read(&given("config")).map_err(|error| unusable("config", &error))?;
    let messages =
        Messages::delivered(&given("locale")).map_err(|error| unusable("locale", &error))?;
    let messages = messages.counting(super::COUNTING);

    config.base = given("base");
    let props = AppProps {
        content: Rc::new(Content {
            pack: Rc::new(parsed),
            pack_text: pack.into(),
            messages,
        }),
        config: Rc::new(config),
        left: Rc::default(),
        host,
    };
    let mount = move || {
        let host = &props.host;
        props
            .config
            .theme()
            .each(&mut |name, value| host.set_property(name, value));
        let root = props.host.root();
        yew::Renderer::<App>::with_root_and_props(root, props.clone()).render()
    };
    let app = RefCell::new(None);
    let order = Closure::<dyn Fn(Option<String>)>::new(move |order: Option<String>| {
        let mut app = app.borrow_mut();
        match (order.as_deref(), app.take()) {
            (Some("leave"), Some(there)) => later::leave(there),
            (Some("enter"), None) => *app = Some(mount()),
            (Some(tag), Some(there)) if tag != "enter" => {
                there.send_message(Action::SetLanguage(tag.to_owned()));
                *app = Some(there);
            }
            (_, there) => *app = there,
        }
    });
    Ok(order.into_js_value().unchecked_into())
}

/// The nearest to `colour`, 0xrrggbb, that is legible on our paper: for those a host's page sets.
#[wasm_bindgen]
pub fn legible(colour: u32, dark: bool) -> u32 {
    let scheme = if dark { Scheme::Dark } else { Scheme::Light };
    let [red, green, blue] = readable(of(colour), scheme).0;
    u32::from_be_bytes([0, red, green, blue])
}

/// The contrast of two colours, 1 to 21.
#[wasm_bindgen]
pub fn contrast(a: u32, b: u32) -> f64 {
    theme::contrast(of(a), of(b))
}

fn of(colour: u32) -> Colour {
    let [_, red, green, blue] = colour.to_be_bytes();
    Colour([red, green, blue])
}

/// What whoever edits the configuration ought to know of it, see [`later::audited`]. The second module has to be here.
#[wasm_bindgen]
pub fn audit(host: JsValue) -> Option<String> {
    later::audited(&Host::new(host))
}
