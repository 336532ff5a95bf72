//! The interface texts in every language: complete, with the same placeholders, and a form for each plural category.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use compassion_check::text::{Messages, PluralRules, Text, keys_with_plurals};
use instrument::pack::translation::places;
use json::{Value, parse};

use super::common::{LOCALE, LOCALE_CY};

/// Members that are about the language itself or about the others. They are not translated.
const ABOUT: [&str; 3] = ["lang", "dir", "languages"];

/// Every language with the content of its file.
fn languages() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let read = |path: &Path| {
        let text = fs::read_to_string(path).expect("a file");
        Messages::read(&text).unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()));
        parse(&text).expect("JSON")
    };
    let files = fs::read_dir(folder).expect("a folder").flatten();
    let named = files.map(|file| {
        let name = file.file_name().into_string().expect("a name");
        let lang = name.strip_suffix(".json").expect("a JSON file");
        (lang.to_owned(), read(&file.path()))
    });
    named.collect()
}

fn is_counted(key: &str) -> bool {
    keys_with_plurals().contains(&key)
}

/// Puts every text into `out`: its path, and its plural forms or its only text.
fn texts(members: &Value, path: &str, out: &mut Vec<(String, Vec<(String, String)>)>) {
    let word = |value: &Value| value.as_text().expect("a text").to_owned();
    let about = |key: &str| ABOUT.contains(&key);
    for (key, value) in of(members).iter().filter(|(key, _)| !about(key)) {
        let path = format!("{path}{key}");
        match value {
            Value::Object(forms) if is_counted(key) => {
                let forms = forms.iter().map(|(form, text)| (form.clone(), word(text)));
                out.push((path, forms.collect()));
            }
            Value::Object(_) => texts(value, &format!("{path}."), out),
            text => out.push((path, vec![(String::new(), word(text))])),
        }
    }
}

fn of(object: &Value) -> &[(String, Value)] {
    match object {
        Value::Object(members) => members,
        other => panic!("not an object: {other:?}"),
    }
}

fn all_texts(members: &Value) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    texts(members, "", &mut found);
    found.sort();
    found
}

/// The categories that whole numbers fall into.
fn categories(lang: &str) -> BTreeSet<String> {
    let numbers = 0..=1_000;
    numbers
        .map(|n| PluralRules::default().category(lang, n))
        .collect()
}

#[test]
fn every_language_has_every_text() {
    let english = all_texts(&parse(LOCALE).expect("JSON"));
    let keys = |all: &[(String, Vec<(String, String)>)]| -> BTreeSet<String> {
        all.iter().map(|(key, _)| key.clone()).collect()
    };
    for (lang, members) in languages() {
        let all = all_texts(&members);
        let (have, want) = (keys(&all), keys(&english));
        let missing: Vec<_> = want.difference(&have).collect();
        let more: Vec<_> = have.difference(&want).collect();
        assert!(missing.is_empty(), "locales/{lang}.json lacks {missing:?}");
        assert!(
            more.is_empty(),
            "locales/{lang}.json says what nobody asks for: {more:?}"
        );
        for ((key, ours), (_, theirs)) in all.iter().zip(&english) {
            let full = &theirs.last().expect("a form").1;
            let wanted: BTreeSet<&str> = places(std::slice::from_ref(full), ['{', '}'])
                .into_iter()
                .collect();
            for (form, text) in ours {
                assert!(
                    !text.trim().is_empty() || key.starts_with("list"),
                    "{lang}: {key} is empty"
                );
                let places = places(std::slice::from_ref(text), ['{', '}']);
                let found: BTreeSet<&str> = places.into_iter().collect();
                let whole =
                    found == wanted || reads_well_without_its_number(key, form, &found, &wanted);
                assert!(whole, "{lang}: {key} {form}: {found:?}, not {wanted:?}");
            }
        }
    }
}

/// A form other than `other` may leave out the number, as in "After one minute". It must have every other placeholder.
fn reads_well_without_its_number(
    key: &str,
    form: &str,
    found: &BTreeSet<&str>,
    wanted: &BTreeSet<&str>,
) -> bool {
    let key = key.rsplit('.').next().unwrap_or(key);
    let mut less = wanted.clone();
    less.remove("n");
    is_counted(key) && form != "other" && *found == less
}

#[test]
fn every_plural_category_has_its_form_and_other_comes_last() {
    for (lang, members) in languages() {
        let wanted = categories(&lang);
        let mut seen = 0;
        for (key, forms) in all_texts(&members) {
            if !is_counted(key.rsplit('.').next().unwrap_or(&key)) {
                continue;
            }
            seen += 1;
            let found: BTreeSet<String> = forms.iter().map(|(form, _)| form.clone()).collect();
            assert_eq!(found, wanted, "{lang}: {key}");
            assert_eq!(
                forms.last().map(|(form, _)| form.as_str()),
                Some("other"),
                "{lang}: {key}"
            );
        }
        assert_eq!(seen, keys_with_plurals().len(), "{lang}");
    }
}

#[test]
fn every_language_names_itself_and_the_others() {
    let all = languages();
    let text = |members: &Value, key| {
        let found = members.get(key).and_then(Value::as_text);
        found.unwrap_or_else(|| panic!("no {key}")).to_owned()
    };
    let names = |members: &Value| members.get("later")?.get("languages").cloned();
    for (lang, members) in &all {
        assert_eq!(text(members, "lang"), *lang);
        assert!(
            ["ltr", "rtl"].contains(&text(members, "dir").as_str()),
            "{lang}"
        );
        assert_eq!(names(members), names(&all[0].1), "{lang}");
        let months = text(members, "months");
        assert_eq!(
            months.split('|').filter(|month| !month.is_empty()).count(),
            12,
            "{lang}"
        );
    }
    let welsh = Messages::read(LOCALE_CY).expect("whole texts");
    let named: Vec<_> = welsh.entries(Text::Languages).collect();
    let known: BTreeSet<&str> = named.iter().map(|(tag, _)| *tag).collect();
    assert_eq!(known, all.iter().map(|(lang, _)| lang.as_str()).collect());
    assert!(named.iter().all(|(_, name)| !name.is_empty()));
}

/// A text that contains words differs from the English one.
#[test]
fn no_text_is_left_in_english() {
    let english = all_texts(&parse(LOCALE).expect("JSON"));
    let has_words = |text: &str| {
        let outside = text
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, after)| after));
        outside
            .flat_map(str::split_whitespace)
            .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2)
    };
    for (lang, members) in languages().into_iter().filter(|(lang, _)| lang != "en") {
        for ((key, ours), (_, theirs)) in all_texts(&members).iter().zip(&english) {
            for (_, text) in ours.iter().filter(|(_, text)| has_words(text)) {
                let same = theirs.iter().any(|(_, english)| english == text);
                assert!(!same, "{lang}: {key} is still as it was: {text}");
            }
        }
    }
}

#[test]
fn plural_categories_follow_each_language() {
    assert_eq!(categories("en"), ["one", "other"].map(str::to_owned).into());
    assert_eq!(categories("cy").len(), 6);
    let english = Messages::read(LOCALE).expect("the English texts are whole");
    let welsh = Messages::read(LOCALE_CY).expect("the Welsh texts are whole");
    let said = |messages: &Messages, n: &str| messages.count(Text::RestoredPlans, n, &[]);
    assert_eq!(
        ["0", "1", "2"].map(|n| said(&english, n)),
        ["0 plans", "1 plan", "2 plans"]
    );
    assert_eq!(
        ["0", "1", "2", "3", "4", "6", "21"].map(|n| said(&welsh, n)),
        [
            "0 cynllun",
            "1 cynllun",
            "2 gynllun",
            "3 chynllun",
            "4 cynllun",
            "6 chynllun",
            "21 cynllun"
        ]
    );
    let when = [("date", "{n}"), ("time", "21:04"), ("done", "1")];
    assert_eq!(
        english.count(Text::ResumeWhen, "2", &when),
        "Started on {n} at 21:04. 1 of 2 questions done."
    );
}

/// If a browser's plural rules give a category that the texts lack, the form `other` is used, which fits most numbers.
#[test]
fn an_unknown_plural_category_uses_other() {
    let odd = PluralRules(|_, _| "some".to_owned());
    let english = Messages::read(LOCALE)
        .expect("the English texts are whole")
        .with_plural_rules(odd);
    assert_eq!(english.count(Text::RestoredPlans, "1", &[]), "1 plans");
}

/// A text with forms has to be asked for with a number, or all its forms would be shown at once.
#[test]
fn texts_with_plural_forms_always_get_a_number() {
    fn walk(folder: &Path, out: &mut String) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, out);
            } else if !path.ends_with("keys.rs") {
                out.push_str(&fs::read_to_string(path).expect("a source file"));
            }
        }
    }
    let mut source = String::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut source,
    );
    for key in keys_with_plurals() {
        let name = key[..1].to_uppercase() + &key[1..];
        for way in ["text(", "get(", "fill("] {
            let wrong = format!("{way}Text::{name})");
            let with_values = format!("{way}Text::{name},");
            assert!(
                !source.contains(&wrong) && !source.contains(&with_values),
                "{way}Text::{name}"
            );
        }
        assert!(
            source.contains(&format!("Text::{name}")),
            "nobody says {key}"
        );
    }
}
