//! Imports with a bands file, with value sets from other files, and without a score.

use std::fs;
use std::path::Path;

use fhir::problem::{Code, Report};
use fhir::{Imported, Options, import};
use instrument::Pack;
use serde_json::{Value, json};

fn form(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/forms/{name}.json"));
    fs::read_to_string(path).expect("a form")
}

fn with(name: &str, bands: &Value) -> (Option<Imported>, Report) {
    let options = Options {
        bands: Some(("bands.json".to_owned(), bands.to_string())),
        ..Options::default()
    };
    import(&form(name), &options)
}

fn pack(imported: Option<Imported>, report: &Report) -> Pack {
    let imported = imported.unwrap_or_else(|| panic!("{report}"));
    Pack::read(&imported.pack).expect("a pack")
}

#[test]
fn bands_and_texts_come_from_the_bands_file() {
    let bands = json!({
        "about": {"summary": "Three questions.", "licence": "Ours."},
        "recall": {"days": 7, "stem": "In the last week …"},
        "sections": {"questions": {"topic": "how it was"}},
        "items": {"q1": {"covers": ["S01"]}},
        "scales": {"total": {"kind": "resource", "about": "How much there was.", "bands": [
            {"id": "low", "from": "0", "label": "Little", "text": "There was little."},
            {"id": "high", "from": "3.5", "label": "Much", "text": "There was much."}]}},
    });
    let (imported, report) = with("weight-sum", &bands);
    let pack = pack(imported, &report);
    assert!(!report.to_string().contains("strain"), "{report}");
    let form = pack.form();
    assert_eq!(
        (form.about.summary.as_str(), form.about.licence.as_str()),
        ("Three questions.", "Ours.")
    );
    let recall = form.recall.as_ref().expect("a recall period");
    assert_eq!(
        (recall.days, recall.stem.as_str()),
        (Some(7), "In the last week …")
    );
    assert_eq!(form.sections[0].topic, "how it was");
    assert_eq!(pack.item(0).covers, ["S01"]);
    let scale = &pack.scales()[0];
    let edges: Vec<String> = pack
        .bands(scale)
        .iter()
        .map(|band| band.from.to_text())
        .collect();
    assert_eq!(edges, ["0", "3.5"]);
    let words = pack.band_words(scale, 1).next().expect("words");
    assert_eq!(words.text, "There was much.");
}

#[test]
fn without_a_bands_file_no_band_is_invented() {
    for name in [
        "weight-sum",
        "transform",
        "mean-reversed",
        "count",
        "contained-sets",
    ] {
        let (imported, report) = import(&form(name), &Options::default());
        let pack = pack(imported, &report);
        for scale in pack.scales() {
            assert_eq!(pack.bands(scale).len(), 1, "{name}");
        }
    }
}

/// The refusals about the bands file and the resulting pack, one on each line.
fn told(report: &Report) -> String {
    let told = report
        .refusals
        .iter()
        .filter(|problem| [Code::Bands, Code::Pack].contains(&problem.code));
    told.map(|problem| format!("{problem}\n")).collect()
}

#[test]
fn all_errors_in_a_bands_file_are_reported_at_once() {
    let bands = json!({
        "guidence": {},
        "draftDays": "three",
        "scales": {
            "total": {"kind": "bad", "bands": [{"id": "low", "from": 0.5, "label": "Low"}]},
            "sum": {"kind": "sign"},
        },
    });
    let (imported, report) = with("weight-sum", &bands);
    assert!(imported.is_none());
    let told = told(&report);
    for part in [
        "bands: bands.json guidence: unknown member. Did you mean “guidance”? schema/fhir-bands.json says",
        "bands.json draftDays: ",
        "bands.json scales.total.kind: ",
        "bands.json scales.total.bands.0.from: ",
        "\"text\" is a required property",
    ] {
        assert!(told.contains(part), "{part} is not in\n{told}");
    }
    let (imported, report) = with("weight-sum", &json!({"scales": {"sum": {"kind": "sign"}}}));
    assert!(imported.is_none());
    let expected = "bands: the form has no scale \"sum\"; it has \"total\"";
    assert!(report.to_string().contains(expected), "{report}");
    for text in ["", "{", "[]", "{\"a\": 1, \"a\": 2}"] {
        let options = Options {
            bands: Some(("bands.json".to_owned(), text.to_owned())),
            ..Options::default()
        };
        let (imported, report) = import(&form("weight-sum"), &options);
        assert!(
            imported.is_none() && report.refuses(Code::Bands),
            "{text}: {report}"
        );
    }
}

#[test]
fn null_members_of_a_bands_file_are_ignored() {
    let bands = json!({
        "about": null, "sections": null, "draftDays": null, "reading": null,
        "scales": {"total": {"title": null, "kind": "sign", "method": null}},
    });
    let plain = json!({"scales": {"total": {"kind": "sign"}}});
    let [(one, report), (other, _)] = [&bands, &plain].map(|bands| with("weight-sum", bands));
    let one = one.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(Some(one.pack), other.map(|other| other.pack));
}

#[test]
fn decimals_and_texts_of_a_bands_file_are_kept_as_written() {
    let bands = r#"{"wobble": "0.50", "scales": {"total": {"kind": "sign", "title": "\u00dcber", "wobble": "1.0",
        "bands": [{"id": "low", "from": "0.0", "label": "L", "text": "T"}]}}}"#;
    let options = Options {
        bands: Some(("bands.json".to_owned(), bands.to_owned())),
        ..Options::default()
    };
    let (imported, report) = import(&form("weight-sum"), &options);
    let pack = imported.unwrap_or_else(|| panic!("{report}")).pack;
    for part in [
        "\n  \"wobble\": \"0.50\",\n",
        "\"title\": \"Über\"",
        "\"wobble\": \"1.0\"",
        "{\"id\": \"low\", \"from\": \"0.0\", \"label\": \"L\"}",
    ] {
        assert!(pack.contains(part), "{part} is not in\n{pack}");
    }
}

#[test]
fn a_misspelt_member_is_reported_with_a_suggestion() {
    let band = json!({"id": "low", "form": "0", "label": "Low", "text": "Words."});
    let rule = |when: Value| json!({"guidance": {"rules": [{"when": when}]}});
    for (bands, path, meant) in [
        (json!({"drafDays": 3}), "drafDays", Some("draftDays")),
        (json!({"colour": 3}), "colour", None),
        // A part that may be `null`.
        (
            json!({"about": {"summry": ""}}),
            "about.summry",
            Some("summary"),
        ),
        (
            json!({"scales": {"total": {"bands": [band]}}}),
            "scales.total.bands.0.form",
            Some("from"),
        ),
        // A condition: one of many forms, each with a member name of its own.
        (
            json!({"sections": {"questions": {"when": {"alll": []}}}}),
            "sections.questions.when.alll",
            Some("all"),
        ),
        (
            rule(json!({"any": [{"unscord": "total"}]})),
            "guidance.rules.0.when.any.0.unscord",
            Some("unscored"),
        ),
    ] {
        let told = told(&with("weight-sum", &bands).1);
        let hint = meant.map(|meant| format!("Did you mean “{meant}”? "));
        let hint = hint.unwrap_or_default();
        let line = format!(
            "bands: bands.json {path}: unknown member. {hint}schema/fhir-bands.json says what may stand here.\n"
        );
        assert!(told.contains(&line), "{line} is not in\n{told}");
    }
}

#[test]
fn invalid_bands_are_refused_by_the_rules_for_packs() {
    let band =
        |id: &str, from: &str| json!({"id": id, "from": from, "label": id, "text": "Words."});
    let bands =
        json!({"scales": {"total": {"kind": "sign", "bands": [band("b", "3"), band("a", "1")]}}});
    let (imported, report) = with("weight-sum", &bands);
    assert!(imported.is_none() && report.refuses(Code::Pack), "{report}");
}

#[test]
fn form_and_bands_file_must_agree_on_the_scoring() {
    let scale = |least: usize, reversed: bool| {
        let member = |name: &str| json!({"item": name, "reversed": reversed});
        json!({"scales": {"total": {"kind": "sign", "method": "sum", "leastAnswered": least,
            "items": [member("q3"), member("q1"), member("q2")]}}})
    };
    let (imported, report) = with("weight-sum", &scale(1, false));
    assert!(imported.is_some(), "{report}");
    for wrong in [scale(2, false), scale(1, true)] {
        let (imported, report) = with("weight-sum", &wrong);
        assert!(imported.is_none(), "{wrong}");
        assert_eq!(
            told(&report),
            "bands: item \"total\" (item[4], line 209:5): the bands file works it out differently than the form does\n"
        );
    }
}

#[test]
fn a_bands_file_does_not_excuse_an_unsupported_expression() {
    let scale =
        json!({"kind": "sign", "method": "sum", "leastAnswered": 1, "items": [{"item": "q1"}]});
    let options = Options {
        bands: Some((
            "bands.json".to_owned(),
            json!({"scales": {"total": scale}}).to_string(),
        )),
        ..Options::default()
    };
    let text = form("weight-sum").replace("weight().sum()", "weight().max()");
    let (imported, report) = import(&text, &options);
    assert!(imported.is_none());
    let expected = "max() is not understood here";
    assert!(report.to_string().contains(expected), "{report}");
}

#[test]
fn a_bands_file_may_define_a_scale_that_the_form_lacks() {
    let bands = json!({"scales": {"own": {"kind": "sign", "title": "Our own", "method": "mean", "leastAnswered": 2,
        "items": [{"item": "q1"}, {"item": "q2"}]}}});
    let (imported, report) = with("refused-partial", &bands);
    let pack = pack(imported, &report);
    let ids: Vec<&str> = pack
        .scales()
        .iter()
        .map(|scale| scale.id.as_str())
        .collect();
    assert_eq!(ids, ["own"]);
    assert!(!report.to_string().contains("inferred-sum"), "{report}");
}

#[test]
fn questions_alone_are_imported_on_request() {
    let options = Options {
        unscored: true,
        ..Options::default()
    };
    for name in [
        "refused-no-weights",
        "refused-partial",
        "weight-sum",
        "refused-conditions",
    ] {
        let (imported, report) = import(&form(name), &options);
        let pack = pack(imported, &report);
        assert_eq!(pack.scales().len(), 0, "{name}");
        assert!(!pack.is_empty(), "{name}");
    }
    // Problems that have nothing to do with a score still refuse the file.
    for (name, code) in [
        ("refused-structure", Code::ModifierExtension),
        ("refused-structure", Code::UnresolvedValueSet),
        ("refused-structure", Code::EnableWhenCycle),
        ("refused-stu3", Code::UnsupportedFhirVersion),
    ] {
        let (imported, report) = import(&form(name), &options);
        assert!(
            imported.is_none() && report.refuses(code),
            "{name}: {report}"
        );
    }
}

#[test]
fn answers_may_come_from_a_value_set_file() {
    let concept = |code: &str, weight: i64| json!({"code": code, "display": code, "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": weight}]});
    let set = json!({"resourceType": "ValueSet", "url": "https://example.org/ValueSet/far", "compose": {
        "include": [{"system": "https://example.org/far", "concept": [concept("near", 1), concept("far", 4)]}]}});
    let bundle =
        json!({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": set}]});
    let item = |name: &str| json!({"linkId": name, "text": name, "type": "choice", "answerValueSet": "https://example.org/ValueSet/far"});
    let form = json!({"resourceType": "Questionnaire", "status": "active", "item": [item("a"), item("b")]});
    let (imported, report) = import(&form.to_string(), &Options::default());
    assert!(
        imported.is_none() && report.refuses(Code::UnresolvedValueSet),
        "{report}"
    );
    assert!(!report.refuses(Code::NoWeights), "nobody knows: {report}");
    for given in [&set, &bundle] {
        let options = Options {
            value_sets: vec![("far.json".to_owned(), given.to_string())],
            ..Options::default()
        };
        let (imported, report) = import(&form.to_string(), &options);
        let pack = pack(imported, &report);
        let scores = pack
            .options(0)
            .iter()
            .map(|choice| choice.score().map(|score| score.to_text()));
        assert_eq!(
            scores.collect::<Vec<_>>(),
            [Some("1".to_owned()), Some("4".to_owned())]
        );
    }
    let options = Options {
        value_sets: vec![(
            "wrong.json".to_owned(),
            "{\"resourceType\":\"Patient\"}".to_owned(),
        )],
        ..Options::default()
    };
    let (_, report) = import(&form.to_string(), &options);
    assert!(report.to_string().contains("wrong.json"), "{report}");
}
