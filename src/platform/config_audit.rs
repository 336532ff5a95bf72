//! The report about the configuration that the scripts in `web/` show to its editor.

use super::Host;
use site_config::audit::{AuditTexts, audit_file, text_of};

/// The report about the configuration for its editor, as JSON: see [`site_config::audit::Audit::report`]. The members
/// of `host` are `config`, the bytes of the file, and `texts`, the words of the report. If there is a member `fetched`,
/// each file that the configuration names and that is on the server is a member, too, under its name.
pub fn audited(host: &Host) -> Option<String> {
    let config = host.bytes("config")?;
    let mut audit = audit_file(&config, super::stamp().now);
    if host.text("fetched").is_some() {
        for (path, file) in audit.files.clone() {
            audit.found(&path, &file, host.bytes(&file).as_deref());
        }
    }
    let said = AuditTexts::read(&host.text("texts")?).ok()?;
    Some(audit.report(&text_of(&config), &said))
}
