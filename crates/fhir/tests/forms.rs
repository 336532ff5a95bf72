//! Our own questionnaires in `tests/forms`, one for each kind of form and mistake: what is read, and what is reported.
//!
//! The `.txt` file of the same name has the expected output, word for word. `UPDATE=1 cargo test -p fhir --test forms`
//! writes these files again: review the diff before you commit it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use fhir::problem::Code;
use fhir::score::{Method, Scale};
use fhir::{Options, Read, Release, Shown, export, import, read};
use instrument::Pack;
use instrument::rational::Rational;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms")
}

fn number(exact: Rational) -> String {
    exact.to_decimal(6).expect("a decimal")
}

fn scale(read: &Read, scale: &Scale) -> String {
    let name = |item: usize| read.form.items[item].link_id.as_str();
    let mut text = match scale.item {
        Some(item) => format!("{}: ", name(item)),
        None => "inferred: ".to_owned(),
    };
    match scale.method {
        Method::Sum => text.push_str("sum of"),
        Method::Mean => text.push_str("mean of"),
        Method::Count(least) => {
            write!(text, "how many are at least {} of", number(least)).expect("a text")
        }
    }
    for member in &scale.members {
        write!(
            text,
            " {}{}",
            if member.reversed { "-" } else { "" },
            name(member.item)
        )
        .expect("a text");
        if member.factor != Rational::ONE {
            write!(text, "*{}", number(member.factor)).expect("a text");
        }
    }
    write!(text, ", least {}", scale.least).expect("a text");
    if scale.times != Rational::ONE || scale.plus != Rational::ZERO {
        write!(
            text,
            ", times {} plus {}",
            number(scale.times),
            number(scale.plus)
        )
        .expect("a text");
    }
    text
}

fn shown(read: &Read, shown: &Shown) -> String {
    match shown {
        Shown::By {
            item,
            options,
            missing,
        } => {
            let bits: String = options
                .iter()
                .map(|on| if *on { '1' } else { '0' })
                .collect();
            format!(
                "{}[{bits}{}]",
                read.form.items[*item].link_id,
                if *missing { "+" } else { "" }
            )
        }
        Shown::All(each) => each
            .iter()
            .map(|each| self::shown(read, each))
            .collect::<Vec<_>>()
            .join(" and "),
        Shown::Any(each) => each
            .iter()
            .map(|each| self::shown(read, each))
            .collect::<Vec<_>>()
            .join(" or "),
    }
}

fn told(text: &str) -> String {
    let (found, report) = read(text, &Options::default());
    assert_eq!(found.is_none(), !report.refusals.is_empty(), "{report}");
    let mut out = String::new();
    if let Some(found) = &found {
        for item in found.form.items.iter().filter(|item| item.is_question()) {
            let weights = item.options.iter().map(|choice| match choice.weight {
                Some((weight, _)) => number(weight),
                None => "-".to_owned(),
            });
            writeln!(
                out,
                "asks {}: {}",
                item.link_id,
                weights.collect::<Vec<_>>().join(" ")
            )
            .expect("a text");
        }
        for (item, by) in found.form.items.iter().zip(&found.shown) {
            if let Some(by) = by {
                writeln!(out, "shows {} by {}", item.link_id, shown(found, by)).expect("a text");
            }
        }
        for each in &found.scales {
            writeln!(out, "scores {}", scale(found, each)).expect("a text");
        }
    }
    // The report of `import` also has the problems of making the pack.
    let (imported, report) = import(text, &Options::default());
    assert_eq!(imported.is_some(), found.is_some(), "{report}");
    write!(out, "{report}").expect("a text");
    out
}

#[test]
fn each_form_gets_its_expected_report() {
    let mut forms = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder()).expect("the forms") {
        let path = entry.expect("a form").path();
        if path.extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        forms += 1;
        let found = told(&fs::read_to_string(&path).expect("a text"));
        let beside = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&beside, &found).expect("written");
        }
        let name = path.file_stem().expect("a name").to_string_lossy();
        assert_eq!(
            name.starts_with("refused"),
            found.contains("refused: "),
            "{name}: {found}"
        );
        if fs::read_to_string(&beside).unwrap_or_default() != found {
            wrong.push(format!("{name}:\n{found}"));
        }
    }
    assert!(forms > 20, "{forms} forms");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The scoring of each scale, in a form that can be compared.
fn scoring(pack: &str) -> Vec<impl std::fmt::Debug + PartialEq + use<>> {
    let pack = Pack::read(pack).expect("a pack");
    let scales = pack.scales().iter();
    let each = scales.map(|scale| {
        let mut items = scale.items.clone();
        items.sort_by(|a, b| a.item.cmp(&b.item));
        (
            scale.id.clone(),
            scale.method,
            scale.count_from,
            items,
            scale.least_answered,
            scale.transform,
        )
    });
    each.collect()
}

#[test]
fn each_form_round_trips_unchanged() {
    for entry in fs::read_dir(folder()).expect("the forms") {
        let path = entry.expect("a form").path();
        if path.extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a text");
        let (Some(imported), _) = import(&text, &Options::default()) else {
            continue;
        };
        let texts: Vec<String> = imported
            .translations
            .iter()
            .map(|(_, texts)| texts.clone())
            .collect();
        for release in [Release::R4, Release::R5] {
            let there = export(&imported.pack, &texts, release).expect("an export");
            let options = Options {
                bands: Some(("bands.json".to_owned(), there.bands.clone())),
                ..Options::default()
            };
            let (back, report) = import(&there.questionnaire, &options);
            let back = back.unwrap_or_else(|| panic!("{}: {report}", path.display()));
            // A pack that cannot be exported as its original form loses its identity.
            let own = !there.notes.is_empty();
            let form = |text: &str| {
                let mut form = Pack::read(text).expect("a pack").form().clone();
                if own {
                    form.questionnaire = None;
                }
                form
            };
            assert_eq!(form(&back.pack), form(&imported.pack), "{}", path.display());
            assert_eq!(
                back.translations,
                imported.translations,
                "{}",
                path.display()
            );
            // Without the bands file, the expressions alone give the same scoring.
            let (alone, report) = import(&there.questionnaire, &Options::default());
            let alone = alone.unwrap_or_else(|| panic!("{}: {report}", path.display()));
            assert_eq!(
                scoring(&alone.pack),
                scoring(&imported.pack),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn hostile_forms_neither_panic_nor_hang() {
    let deep = |open: &str, close: &str| [open.repeat(50_000), close.repeat(50_000)].concat();
    let questionnaire = |items: &str| {
        format!(r#"{{"resourceType":"Questionnaire","status":"draft","item":[{items}]}}"#)
    };
    let nested = r#"{"linkId":"a","type":"group","item":["#.repeat(20_000);
    let many: String = (0..5_000)
        .map(|at| format!(r#"{{"linkId":"{at}","type":"display"}},"#))
        .collect();
    let item = |expression: &str| {
        questionnaire(&format!(
            r#"{{"linkId":"a","type":"integer","extension":[{{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression","valueExpression":{{"language":"text/fhirpath","expression":"{expression}"}}}}]}}"#
        ))
    };
    for text in [
        String::new(),
        "\u{feff}{}".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        "{\"resourceType\":1}".to_owned(),
        "{\"resourceType\":\"Questionnaire\",\"resourceType\":\"Patient\"}".to_owned(),
        deep("[", "]"),
        deep("{\"a\":", "}"),
        " ".repeat(3 * 1024 * 1024),
        questionnaire(&nested),
        questionnaire(&many[..many.len() - 1]),
        questionnaire("1,null,[],\"a\",{}"),
        questionnaire(
            r#"{"linkId":7,"type":[],"answerOption":{},"enableWhen":[3],"extension":"x","item":false}"#,
        ),
        item(&"(".repeat(50_000)),
        item(&"%resource".repeat(2_000)),
        item(&["1", &" + 1".repeat(10_000)].concat()),
        item(&["%resource", &".item".repeat(3_000)].concat()),
    ] {
        let (found, report) = read(&text, &Options::default());
        assert!(
            found.is_none() && !report.refusals.is_empty(),
            "{:.100}",
            text
        );
    }
}

#[test]
fn a_packs_id_is_safe_in_file_names_and_addresses() {
    let weight =
        r#"[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":1}]"#;
    let named = |about: &str| {
        let text = format!(
            r#"{{"resourceType":"Questionnaire","status":"draft",{about}"item":[{{"linkId":"a","text":"a","type":"choice",
                "answerOption":[{{"extension":{weight},"valueString":"b"}},{{"extension":{weight},"valueString":"c"}}]}}]}}"#
        );
        let (imported, report) = import(&text, &Options::default());
        let imported = imported.unwrap_or_else(|| panic!("{report}"));
        Pack::read(&imported.pack)
            .expect("a pack")
            .form()
            .id
            .clone()
    };
    for (about, id) in [
        ("", "imported"),
        (r#""id":"PHQ.9","#, "phq-9"),
        (r#""name":"Überlastung im Dienst","#, "berlastung-im-dienst"),
        (r#""title":"Q２ ①","#, "q"),
        // A name without ASCII letters or digits is skipped, and the next one is used.
        (r#""name":"自己点検","title":"Self-check","#, "self-check"),
        (r#""name":"自己点検","title":"自己点検","#, "imported"),
        (
            r#""url":"https://example.org/Questionnaire/","title":"Rest","#,
            "rest",
        ),
    ] {
        assert_eq!(named(about), id, "{about}");
    }
}

#[test]
fn an_answers_prefix_is_put_before_its_text() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/weight-sum.json");
    let text = std::fs::read_to_string(path).expect("a form");
    let (imported, report) = import(&text, &Options::default());
    let pack = imported.unwrap_or_else(|| panic!("{report}")).pack;
    let pack = Pack::read(&pack).expect("a pack");
    let labels: Vec<&str> = pack
        .options(0)
        .iter()
        .map(|one| one.label.as_str())
        .collect();
    assert_eq!(labels, ["a Never", "b Sometimes", "c Often"]);
}

/// A pack has nowhere to keep such a factor or constant. The report says so, rather than that the pack lacks a method.
#[test]
fn a_factor_too_large_for_a_pack_is_refused_by_name() {
    let form = fs::read_to_string(folder().join("transform.json")).expect("a form");
    let large = "3037000507";
    for expression in [
        format!("/ {large} / {large} / 7"),
        format!("/ {large} + 1 / {large} / 7"),
    ] {
        let form = form.replace("* 4 + 10", &expression);
        let (imported, report) = import(&form, &Options::default());
        assert!(imported.is_none(), "{expression}");
        assert!(report.refuses(Code::TooLarge), "{expression}: {report}");
    }
}
