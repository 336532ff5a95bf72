//! What this project's own Questionnaires say beside FHIR: where a pack has something FHIR has no place for.

/// Where it is all defined, in name: nothing is fetched from there.
pub(crate) const BASE: &str = env!("CARGO_PKG_REPOSITORY");

/// Which option set answers an item.
pub(crate) const OPTION_SET: &str = concat!(
    env!("CARGO_PKG_REPOSITORY"),
    "/StructureDefinition/option-set"
);
/// The name of an option, where that is not what it counts.
pub(crate) const OPTION_VALUE: &str = concat!(
    env!("CARGO_PKG_REPOSITORY"),
    "/StructureDefinition/option-value"
);
/// Who wrote a pack, and from what.
pub(crate) const ATTRIBUTION: &str = concat!(
    env!("CARGO_PKG_REPOSITORY"),
    "/StructureDefinition/attribution"
);
/// What a pack is not.
pub(crate) const HONESTY: &str =
    concat!(env!("CARGO_PKG_REPOSITORY"), "/StructureDefinition/honesty");

/// The name and version of a pack that keeps the address and version of the form it came from.
pub(crate) const PACK: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/StructureDefinition/pack");

/// Begins the `linkId` of a section; a response exported from the check has the same.
pub(crate) const SECTION: &str = "section-";
/// Begins the `linkId` of a scale's result.
pub(crate) const SCALE: &str = "scale-";
/// The `linkId` of the words above all scored items, and begins those of a section's own.
pub(crate) const STEM: &str = "stem";
/// Ends the `linkId` of help for an item.
pub(crate) const HELP: &str = "-help";

/// The address of a pack as a Questionnaire.
pub(crate) fn url(id: &str) -> String {
    [BASE, "/Questionnaire/", &percent(id)].concat()
}

/// The system of the codes of an option set that has none of its own.
pub(crate) fn system(pack: &str, set: &str) -> String {
    [BASE, "/CodeSystem/", &percent(pack), "-", &percent(set)].concat()
}

/// The pack's id in its address.
pub(crate) fn id_of(url: &str) -> Option<String> {
    let rest = url.strip_prefix(BASE)?.strip_prefix("/Questionnaire/")?;
    plain(rest)
}

/// What [`PACK`] says of a pack.
pub(crate) fn pack(id: &str, version: &str) -> String {
    [&percent(id), "|", &percent(version)].concat()
}

/// The id and the version of a pack in what [`pack`] made.
pub(crate) fn named(pack: &str) -> Option<(String, String)> {
    let (id, version) = pack.split_once('|')?;
    Some((plain(id)?, plain(version)?))
}

/// As in an address: everything but letters, digits and four signs as bytes in hexadecimal.
pub(crate) fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// What [`percent`] made.
fn plain(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}
