//! The check on paper: help first, every question, every word, and scoring by hand that gives the result of the app.

use std::rc::Rc;

use compassion_check::paper::{Paper, STYLE, render};
use compassion_check::text::paper::PaperTexts;
use instrument::pack::Method;
use instrument::{Answer, Answers, Pack, score};

use super::common::{FIRST_PACK, LOCALE, PACK, config, first_pack, messages, pack};

fn paper(pack: Rc<Pack>) -> String {
    let paper = Paper {
        pack,
        config: Rc::new(config()),
        messages: Rc::new(messages()),
        texts: Rc::new(PaperTexts::read(LOCALE).expect("whole texts")),
    };
    render(&paper, "paper.css")
}

/// The words of the page, without its elements.
fn read(page: &str) -> String {
    let mut text = String::new();
    for piece in page.split('<').skip(1) {
        text.push_str(piece.split_once('>').map_or("", |(_, words)| words));
    }
    text.replace("&amp;", "&")
        .replace("&#x2F;", "/")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
}

#[test]
fn help_comes_first_and_every_question_is_printed() {
    let page = paper(pack());
    let words = read(&page);
    let pack = pack();
    let first = words.find(&pack.item(0).text).expect("the first question");
    let config = config();
    for line in config.help() {
        let name = line.name().in_language("en");
        assert!(words.find(name).expect("a help line") < first, "{name}");
    }
    let directory = config.directory().url;
    assert!(words.find(directory).expect("the directory") < first);
    for item in 0..pack.len() {
        assert!(words.contains(&pack.item(item).text));
    }
    let form = pack.form();
    for scale in pack.scales() {
        for said in &scale.words {
            assert!(words.contains(&said.text), "{}", said.text);
        }
    }
    for entry in &form.guidance.entries {
        for said in &entry.text {
            assert!(words.contains(said), "{said}");
        }
    }
    let about = &form.about;
    for said in [
        &about.honesty,
        &about.attribution,
        &about.licence,
        &form.recall.as_ref().expect("a recall period").stem,
    ] {
        assert!(words.contains(said), "{said}");
    }
    let boxes: usize = (0..pack.len()).map(|item| pack.options(item).len()).sum();
    assert_eq!(page.matches("class=\"box\"").count(), boxes);
}

#[test]
fn the_worked_example_gives_the_result_on_screen() {
    let words = read(&paper(first_pack()));
    assert!(
        words.contains("For example: 1, 3, 0 and 2 come to 1.5. That is “closest to sometimes”.")
    );
    assert!(words.contains("For example: 0, 2 and 4 come to 2. That is “closest to sometimes”."));
    assert!(words.contains("fewer than 3 of these 4 questions"));
    assert!(words.contains("from 1.5, below 2.5") && words.contains("2.5 or more"));
}

/// Every example pack can be printed, and each worked example on it gives the result of the engine.
#[test]
fn every_worked_example_gives_the_engines_result() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/packs/examples");
    let (mut packs, mut lines, mut plainly) = (0, 0, 0);
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().into_string().expect("a name");
        if !name.ends_with(".json") || name.matches('.').count() > 1 {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).expect("a text");
        let pack = Rc::new(Pack::read(&text).expect("a whole pack"));
        let page = paper(Rc::clone(&pack));
        let shown: Vec<String> = page
            .split("class=\"example\">")
            .skip(1)
            .map(|rest| read(&["<p>", rest.split('<').next().unwrap_or_default()].concat()))
            .collect();
        // Of the options that count: the second of the first question, the fourth of the second, and so on.
        let mut answers = Answers::blank(pack.len());
        for item in 0..pack.len() {
            let options = pack.options(item).iter();
            let counting: Vec<i32> = options
                .filter(|choice| choice.score().is_some())
                .map(|choice| choice.value)
                .collect();
            answers.set(
                item,
                Answer::Chosen(counting[(2 * item + 1) % counting.len()]),
            );
        }
        let profile = score(&pack, &answers);
        let mut scored = Vec::new();
        for (at, scale) in pack.scales().iter().enumerate() {
            if let (Some(value), Some(band)) = (profile.value(at), profile.band(at)) {
                let value = value.to_text(2).expect("small numbers");
                let label = &pack.bands(scale)[band].label;
                scored.push((
                    scale,
                    profile.scales[at].answered,
                    format!(" to {value}. That is “{label}”."),
                    value,
                ));
            }
        }
        assert_eq!(shown.len(), scored.len(), "{name}");
        for (line, (scale, answered, end, value)) in shown.iter().zip(&scored) {
            assert!(line.ends_with(end.as_str()), "{name}: {line} for {end}");
            let numbers = line
                .split_once(": ")
                .and_then(|(_, rest)| rest.split_once(" come"));
            let (numbers, _) = numbers.unwrap_or_else(|| panic!("{name}: {line}"));
            let numbers: Vec<f64> = numbers
                .replace(" and ", ", ")
                .split(", ")
                .map(|number| number.parse().unwrap_or_else(|_| panic!("{name}: {line}")))
                .collect();
            assert_eq!(numbers.len(), *answered, "{name}: {line}");
            let unweighted = scale.items.iter().all(|member| member.weight.is_none())
                && scale.scales.iter().all(|part| part.weight.is_none());
            let plain = scale.transform.is_none() && scale.table.is_none() && !scale.prorate;
            if unweighted && plain && scale.round.is_none() && scale.method != Method::Count {
                let sum: f64 = numbers.iter().sum();
                let by_hand = match scale.method {
                    Method::Mean => sum / numbers.len() as f64,
                    _ => sum,
                };
                let value: f64 = value.parse().expect("a number");
                assert!((by_hand - value).abs() < 0.02, "{name}: {line}");
                plainly += 1;
            }
        }
        packs += 1;
        lines += shown.len();
    }
    assert!(
        packs >= 4 && lines >= 8 && plainly >= 2,
        "{packs} packs, {lines} lines, {plainly} of them plain"
    );
}

#[test]
fn a_reversed_question_has_its_table() {
    let text = FIRST_PACK.replacen(
        r#"{"item": "e2"}"#,
        r#"{"item": "e2", "reversed": true}"#,
        1,
    );
    let words = read(&paper(Rc::new(Pack::read(&text).expect("a whole pack"))));
    assert!(words.contains("Question 2 counts the other way round here"));
    assert!(words.contains("Box you ticked01234Write43210"));
    assert!(
        words.contains("For example: 1, 1, 0 and 2 come to 1."),
        "the second of them turned"
    );
}

#[test]
fn every_condition_is_put_in_words() {
    let words = read(&paper(first_pack()));
    for said in [
        "If “What holds you” came to “closest to often or very often”:",
        "If question 21, 22, 23 or 24 is 3 or more:",
        "If “Carrying it with you” stands out:",
        "If areas of strain that came to “closest to often or very often”: 3 or more:",
        "it is not true that question 30, 31, 32, 33, 34 or 35 is 3 or more",
        "For everyone:",
    ] {
        assert!(words.contains(said), "{said}");
    }
    let words = read(&paper(pack()));
    for said in [
        // Words of a band that depend on single answers come with their condition and their own label.
        "If in “Running on empty”, 1 or more answers are 3 or more: mostly low, with something often. Most",
        "If in “People you can turn to”, 1 or more answers are 1 or less:",
        // A named condition is defined once and then named.
        "“your answers call for doing less for a while” means here: ",
        "If your answers call for doing less for a while and question 26 was answered “In my own practice”:",
        "in questions 15 and 16, 1 or more answers are 3 or more",
        // What is said alike of several areas is said once.
        "“Running on empty”, “Going distant”, “Feeling too much”, “Carrying it with you” and “On guard” could not be worked out",
        "or less than 0.5 beneath the highest of these: Running on empty, Going distant,",
    ] {
        assert!(words.contains(said), "{said}");
    }
}

#[test]
fn nothing_is_inline_and_only_the_style_sheet_is_fetched() {
    let page = paper(pack());
    assert!(page.contains("default-src 'none'") && page.contains("href=\"paper.css\""));
    for outside in [
        "<script",
        "<style",
        " style=",
        "src=",
        " on",
        "http-equiv=\"refresh\"",
    ] {
        let found = page
            .match_indices(outside)
            .find(|(at, _)| page[..*at].rfind('<') > page[..*at].rfind('>'));
        assert_eq!(found, None, "{outside}");
    }
    assert_eq!(page.matches("href=").count(), 1);
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
}

/// The numbers have the left half of the page and the words the right half, so at most eight numbers fit in a row.
#[test]
fn many_numbers_are_written_in_several_rows() {
    let mut long: serde_json::Value = serde_json::from_str(PACK).expect("JSON");
    let whole = pack();
    let members = (0..20).map(|item| serde_json::json!({"item": whole.item(item).id}));
    long["scales"][0]["items"] = members.collect();
    let long = Rc::new(Pack::read(&long.to_string()).expect("a whole pack"));
    let page = paper(long);
    let tables = page.split("<table class=\"numbers\">").skip(1);
    let cells: Vec<usize> = tables
        .map(|rest| {
            let table = rest.split("</table>").next().unwrap_or_default();
            table.matches("<th scope=\"col\">").count()
        })
        .collect();
    assert_eq!(cells[..3], [8, 8, 4]);
    assert_eq!(cells.len(), whole.scales().len() + 2, "{cells:?}");
}

#[test]
fn the_style_sheet_does_not_force_a_paper_size() {
    assert!(!STYLE.contains("size: A4"), "US Letter would be cut");
}
