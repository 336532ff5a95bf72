//! The words: nobody is labelled, and the tone is right, in every language.

use json::{Value, parse};

use super::common::{CONFIG, HELP, LOCALE, LOCALE_CY, PACK, PACK_CY};

/// How to write, with the list of words that are used for one thing each.
const CONTENT: &str = include_str!("../../docs/content.md");

fn texts(value: &Value, path: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::Text(text) => out.push((path.to_owned(), text.clone())),
        Value::List(values) => values.iter().for_each(|value| texts(value, path, out)),
        Value::Object(members) => {
            for (name, value) in members {
                texts(value, &format!("{path}/{name}"), out);
            }
        }
        _ => {}
    }
}

/// Everything that is said in English.
fn said() -> Vec<(String, String)> {
    all_of(&[("pack", PACK), ("config", CONFIG), ("locale", LOCALE)])
}

/// Everything that is said in Welsh.
fn said_in_welsh() -> Vec<(String, String)> {
    all_of(&[("pack", PACK_CY), ("locale", LOCALE_CY)])
}

fn all_of(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut said = Vec::new();
    for (name, text) in files {
        texts(&parse(text).expect("JSON"), name, &mut said);
    }
    said
}

/// No text contains any of `words`. "Diagnosis" is allowed only where the text says that the check is not one.
fn assert_no_labels(said: Vec<(String, String)>, words: &[&str], denials: [&str; 2]) {
    for (path, text) in said {
        if path.contains("/reading/") {
            continue;
        }
        let lower = text.to_lowercase();
        for word in words {
            assert!(!lower.contains(word), "{path}: {word}: {text}");
        }
        let denied = denials.iter().any(|denial| lower.contains(denial));
        assert!(!lower.contains("diagnos") || denied, "{path}: {text}");
    }
}

#[test]
fn nobody_is_labelled() {
    let words = [
        "disorder",
        "risk level",
        "at risk of",
        "severe",
        "symptom",
        "patient",
        "abnormal",
        "pathological",
        "positive for",
    ];
    assert_no_labels(said(), &words, ["not a diagnosis", "no diagnosis"]);
}

#[test]
fn nobody_is_labelled_in_welsh() {
    let words = [
        "anhwylder",
        "lefel risg",
        "lefel y risg",
        "mewn perygl o",
        "mewn risg",
        "difrifol",
        "symptom",
        "claf ",
        "cleifion",
        "annormal",
        "patholegol",
        "positif am",
    ];
    assert_no_labels(said_in_welsh(), &words, ["nid diagnosis", "dim diagnosis"]);
}

/// The terms are those that Welsh practitioners' own bodies use, and "you" is always "chi".
#[test]
fn the_welsh_words_are_those_agreed() {
    let said = said_in_welsh();
    for term in [
        "blinder tosturi",
        "trawma eilaidd",
        "oruchwyliaeth",
        "gwnselwyr",
        "seicotherapyddion",
    ] {
        assert!(
            said.iter().any(|(_, text)| text.contains(term)),
            "nobody says {term}"
        );
    }
    for (path, text) in said {
        let lower = text.to_lowercase();
        assert!(!text.contains('!'), "{path}: {text}");
        for other in [
            "blinder trugaredd",
            "blinder empathi",
            "cynghorydd",
            "cynghorwyr",
            " wyt ",
            " ti ",
        ] {
            assert!(!lower.contains(other), "{path}: {other}: {text}");
        }
    }
}

#[test]
fn the_words_are_calm_and_british() {
    for (path, text) in said() {
        assert!(!text.contains('!'), "{path}: {text}");
        for american in [
            "behavior",
            "counselor",
            "center ",
            "recogniz",
            "organiz",
            "apologiz",
            "realiz",
            "judgment ",
        ] {
            let own_name = path.ends_with("/url") || path.contains("/reading/");
            assert!(
                own_name || !text.to_lowercase().contains(american),
                "{path}: {american}: {text}"
            );
        }
    }
}

/// The words that are not used, each with the word that is, from the table in `docs/content.md`.
fn not_used() -> Vec<(&'static str, &'static str)> {
    let rows = CONTENT.lines().filter(|line| line.starts_with("| "));
    let rows = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    let rows = rows.filter(|row| row[1] != "say");
    let words = |row: Vec<&'static str>| {
        row[3]
            .split(", ")
            .map(move |word| (word, row[1]))
            .collect::<Vec<_>>()
    };
    rows.flat_map(words).collect()
}

/// `text` in lower case, with a space in place of each gap and of each character that is not part of a word.
fn spaced(text: &str) -> String {
    let mut out = String::from(" ");
    let mut in_gap = false;
    for c in text.to_lowercase().chars() {
        in_gap = (in_gap || c == '{') && c != '}';
        out.push(if !in_gap && c.is_alphanumeric() || c == '-' {
            c
        } else {
            ' '
        });
    }
    out.push(' ');
    out
}

#[test]
fn there_is_one_word_for_each_thing() {
    let not_used = not_used();
    assert!(not_used.len() > 25, "the table was not read: {not_used:?}");
    let help = all_of(&[("help", HELP)]);
    for (path, text) in said().into_iter().chain(help) {
        // Titles of articles, addresses, and codes.
        let members = ["/reading/", "/id", "/url", "/slot", "/kind", "/scale"];
        if members.iter().any(|member| path.contains(member)) {
            continue;
        }
        for (word, instead) in &not_used {
            let found = spaced(&text).contains(&[" ", word, " "].concat());
            assert!(!found, "{path}: “{word}” for “{instead}”: {text}");
        }
    }
}
