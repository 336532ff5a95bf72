//! Packs made in the tests: only what is scored, with neutral texts.

use instrument::{Answer, Answers, Pack};
use serde_json::{Value, json};

/// Items `q1` to `qN`, each with an option for each of `values`.
pub fn items(count: usize, values: &[i32]) -> Value {
    let options: Vec<Value> = values
        .iter()
        .map(|value| json!({"value": value, "label": format!("Answer {value}")}))
        .collect();
    let items: Vec<Value> = (1..=count)
        .map(|item| json!({"id": format!("q{item}"), "text": format!("Item {item}"), "options": "answers"}))
        .collect();
    json!({
        "optionSets": [{"id": "answers", "options": options}],
        "sections": [{"id": "all", "title": "All", "topic": "all", "items": items}],
    })
}

/// A scale over `members`, all of them required, with those in `reversed` reverse-scored, and a single band.
pub fn scale(id: &str, method: &str, members: &[u64], reversed: &[u64]) -> Value {
    let items: Vec<Value> = members
        .iter()
        .map(|item| json!({"item": format!("q{item}"), "reversed": reversed.contains(item)}))
        .collect();
    json!({
        "id": id, "title": id, "about": "What it looks at.", "kind": "sign", "method": method, "items": items,
        "leastAnswered": members.len(), "bandSet": "one", "words": [{"band": "only", "text": "These are the words."}],
    })
}

/// Gives `scale` the band set `set`. `edges` are the ids of the set's bands, and each band gets words.
pub fn banded(mut scale: Value, set: &str, edges: &[&str]) -> Value {
    scale["bandSet"] = set.into();
    let words = edges
        .iter()
        .map(|band| json!({"band": band, "text": "These are the words."}));
    scale["words"] = words.collect();
    scale
}

/// The text of a whole pack: what [`items`] made, the scales, and `more` members.
pub fn text(asked: &Value, scales: &[Value], more: &Value) -> String {
    let mut pack = json!({
        "format": 1, "id": "made", "version": "1", "lang": "en", "title": "Made for a test",
        "about": {"summary": "S.", "attribution": "A.", "licence": "L.", "honesty": "H."},
        "draftDays": 3,
        "bandSets": [{"id": "one", "bands": [{"id": "only", "from": "-999999999", "label": "no cut-offs"}]}],
        "scales": scales,
        "guidance": {
            "entries": [{"id": "step", "slot": "step", "title": "A step", "text": ["Words."]}],
            "rules": [{"id": "always", "when": "always", "show": ["step"]}],
        },
        "reading": [],
    });
    for part in [asked, more] {
        for (name, value) in part.as_object().expect("members") {
            match (&mut pack[name], value) {
                (Value::Array(all), Value::Array(more)) if name == "bandSets" => {
                    all.extend(more.iter().cloned());
                }
                (place, value) => *place = value.clone(),
            }
        }
    }
    pack.to_string()
}

/// The pack in [`text`].
pub fn pack(asked: &Value, scales: &[Value], more: &Value) -> Pack {
    let text = text(asked, scales, more);
    Pack::read(&text).unwrap_or_else(|wrong| panic!("{wrong:#?}\n{text}"))
}

/// A sheet with these answers, by the number of the item.
pub fn answered(pack: &Pack, given: &[(usize, i32)]) -> Answers {
    let mut answers = Answers::blank(pack.len());
    for (item, value) in given {
        answers.set(item - 1, Answer::Chosen(*value));
    }
    answers
}
