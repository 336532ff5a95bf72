//! This project's own extensions and `linkId`s, for what a pack has and FHIR has no element for.

use instrument::percent::percent_encode;

/// The start of all addresses below. They are only names: nothing is fetched from them.
pub(crate) const BASE: &str = env!("CARGO_PKG_REPOSITORY");

/// Extension on an item: the id of its option set.
pub(crate) const OPTION_SET: &str = concat!(
    env!("CARGO_PKG_REPOSITORY"),
    "/StructureDefinition/option-set"
);
/// Extension on an option: its value in the pack, if that differs from what it counts.
pub(crate) const OPTION_VALUE: &str = concat!(
    env!("CARGO_PKG_REPOSITORY"),
    "/StructureDefinition/option-value"
);
/// Extension on the Questionnaire: who wrote the pack, and from what.
pub(crate) const ATTRIBUTION: &str = concat!(
    env!("CARGO_PKG_REPOSITORY"),
    "/StructureDefinition/attribution"
);
/// Extension on the Questionnaire: what the pack is not.
pub(crate) const HONESTY: &str =
    concat!(env!("CARGO_PKG_REPOSITORY"), "/StructureDefinition/honesty");

/// Extension on the Questionnaire: id and version of a pack that keeps the `url` and `version` of its original form.
pub(crate) const PACK: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/StructureDefinition/pack");

/// The prefix of a section's `linkId`. Responses exported from a check use the same prefix.
pub(crate) const SECTION: &str = "section-";
/// The prefix of the `linkId` of a scale's result.
pub(crate) const SCALE: &str = "scale-";
/// The `linkId` of the stem above all scored items, and the prefix for the stems of sections.
pub(crate) const STEM: &str = "stem";
/// The suffix of the `linkId` of an item's help.
pub(crate) const HELP: &str = "-help";

/// The `url` of the Questionnaire that a pack is exported as, if the pack was not imported from one.
pub(crate) fn url(id: &str) -> String {
    [BASE, "/Questionnaire/", &percent_encode(id)].concat()
}

/// The code system for the options of the set `set` that have no coding.
pub(crate) fn system(pack: &str, set: &str) -> String {
    [
        BASE,
        "/CodeSystem/",
        &percent_encode(pack),
        "-",
        &percent_encode(set),
    ]
    .concat()
}

/// The pack's id in an address that `url` made. `None` for other addresses.
pub(crate) fn id_of(url: &str) -> Option<String> {
    let rest = url.strip_prefix(BASE)?.strip_prefix("/Questionnaire/")?;
    plain(rest)
}

/// The value of the extension [`PACK`]: `ID|VERSION`, both percent-encoded.
pub(crate) fn pack(id: &str, version: &str) -> String {
    [&percent_encode(id), "|", &percent_encode(version)].concat()
}

/// The id and the version in a value that [`pack`] made. `None` for other texts.
pub(crate) fn named(pack: &str) -> Option<(String, String)> {
    let (id, version) = pack.split_once('|')?;
    Some((plain(id)?, plain(version)?))
}

/// Decodes what [`percent_encode`] made. `None` if an escape is wrong, or the bytes are not UTF-8.
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
