//! Reads the questions and texts that the script has fetched.

use std::rc::Rc;

use crate::platform::{Host, PLURAL_RULES};
use crate::session::Content;
use crate::text::Messages;
use instrument::pack::read_pack;
use site_config::Config;

/// The questions and texts that the script has fetched, with `texts`, those of the lazy screens. `None` if any of it
/// cannot be read.
pub fn content(host: &Host, texts: &str) -> Option<Rc<Content>> {
    let pack_text: Rc<str> = host.text("pack")?.into();
    let messages = Messages::from_first_file(&host.text("locale")?).ok()?;
    let messages = messages.with_plural_rules(PLURAL_RULES);
    Some(Rc::new(Content {
        pack: Rc::new(read_pack(&pack_text).ok()?),
        pack_text,
        messages: messages.complete(texts).ok()?,
        config: config(host).map(Rc::new),
    }))
}

/// The configuration with the help lines of the file that it names. `None` if there is no such file, or if it cannot be
/// used: then people have the lines of the configuration itself.
fn config(host: &Host) -> Option<Config> {
    let more = host.text("moreHelp")?;
    let mut config = Config::read(&host.text("config")?).ok()?;
    config.add_help(&more).ok()?;
    config.base = host.text("base").unwrap_or_default();
    Some(config)
}
