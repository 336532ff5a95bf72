//! Packs that could keep the checker busy for ever: each is checked quickly, with the right findings.

use authoring::check::check;
use authoring::check::findings::{At, Severity};
use instrument::{Answers, Pack, score};
use serde_json::{Value, json};

/// A pack with `items` and `scales`, and everything else it needs.
fn pack(sets: &Value, items: &[Value], scales: &[Value]) -> String {
    let entry = |id: &str, slot: &str, link: Value| json!({"id": id, "slot": slot, "title": "Talk to someone", "text": ["They are there for you."], "link": link});
    json!({
        "format": 1, "id": "large", "version": "1.0.0", "lang": "en", "title": "Large",
        "about": {"summary": "A pack.", "attribution": "Made.", "licence": "MIT.", "honesty": "This is a test."},
        "draftDays": 1, "optionSets": sets,
        "sections": [{"id": "all", "title": "All", "topic": "all", "items": items}],
        "bandSets": [{"id": "none", "bands": [{"id": "all", "from": "-999999999", "label": "no cut-offs"}]}],
        "scales": scales,
        "guidance": {
            "entries": [entry("step", "step", Value::Null), entry("help", "help", "help".into()), entry("find", "find", "directory".into())],
            "rules": [{"id": "always", "when": "always", "show": ["step", "help", "find"]}]
        },
        "reading": []
    })
    .to_string()
}

fn yes() -> Value {
    json!([{"id": "yes", "options": [{"value": 0, "label": "No"}, {"value": 1, "label": "Yes"}]}])
}

fn item(id: &str, set: &str, when: Option<Value>) -> Value {
    json!({"id": id, "text": "A question.", "options": set, "when": when.unwrap_or_else(|| "always".into())})
}

fn scale(id: &str, parts: (&str, Value), least: usize) -> Value {
    let mut scale = json!({
        "id": id, "title": "A scale", "about": "A scale.", "kind": "sign", "method": "sum", "leastAnswered": least,
        "wobble": "1", "bandSet": "none", "words": [{"band": "all", "text": "No cut-offs."}]
    });
    scale[parts.0] = parts.1;
    scale
}

/// The paths of the errors.
fn errors(text: &str) -> Vec<String> {
    told(text, Severity::Error)
}

/// The paths of the findings with this severity.
fn told(text: &str, severity: Severity) -> Vec<String> {
    let found = check(text, 13);
    let errors = found
        .all()
        .into_iter()
        .filter_map(|finding| match &finding.at {
            At::Path(path) if finding.severity == severity => Some(path.clone()),
            _ => None,
        });
    errors.collect()
}

/// A hundred questions are shown only if eight others are answered with yes. One of the hundred is never shown.
#[test]
fn a_question_behind_many_gates_that_is_never_shown_is_found() {
    let is = |gate: usize, value: i32| json!({"item": {"id": format!("gate-{gate}"), "is": value}});
    let mut items: Vec<Value> = (0..8)
        .map(|at| item(&format!("gate-{at}"), "yes", None))
        .collect();
    for at in 0..100 {
        let mut all: Vec<Value> = (0..8).map(|gate| is(gate, 1)).collect();
        if at == 57 {
            all.push(is(3, 0));
        }
        items.push(item(&format!("q-{at}"), "yes", Some(json!({"all": all}))));
    }
    let members: Vec<Value> = (0..100)
        .map(|at| json!({"item": format!("q-{at}")}))
        .collect();
    let whole = |least| {
        let scale = scale("whole", ("items", json!(members)), least);
        errors(&pack(&yes(), &items, &[scale]))
    };
    assert_eq!(whole(99), ["sections[0].items[65].when"]);
    assert_eq!(
        whole(100),
        ["sections[0].items[65].when", "scales[0].leastAnswered"]
    );
}

/// Each of forty scales includes all those before it, so there are 2^38 paths through them.
#[test]
fn nested_scales_are_checked_in_polynomial_time() {
    let mut scales = vec![scale("s-0", ("items", json!([{"item": "one"}])), 1)];
    for at in 1..40 {
        let parts: Vec<Value> = (0..at)
            .map(|part| json!({"scale": format!("s-{part}")}))
            .collect();
        scales.push(scale(&format!("s-{at}"), ("scales", json!(parts)), at));
    }
    let text = pack(&yes(), &[item("one", "yes", None)], &scales);
    let pack = Pack::read(&text).expect("a pack");
    assert_eq!(
        pack.result_range(39).1.to_text(0),
        Some((1_i64 << 38).to_string())
    );
    let mut answers = Answers::blank(1);
    answers.set(0, instrument::Answer::Chosen(1));
    let last = score(&pack, &answers).value(39).expect("a result");
    assert_eq!(last.to_text(0), Some((1_i64 << 38).to_string()));
    // Too many results to follow is only a warning.
    assert_eq!(errors(&text), Vec::<String>::new());
    let tried = told(&text, Severity::Warning);
    assert!(
        tried.contains(&"scales[39].bandSet".to_owned()),
        "{tried:?}"
    );
}

/// Thirty questions, and all of them as members of a scale.
fn thirty() -> (Vec<Value>, Vec<Value>) {
    let name = |at: u32| format!("q-{at}");
    let items = (0..30).map(|at| item(&name(at), "many", None));
    let members = (0..30).map(|at| json!({"item": name(at)}));
    (items.collect(), members.collect())
}

/// Thirty questions have 500 options each, which all count differently. There are too many results to try, so the
/// checker warns about each scale.
#[test]
fn uncountably_many_results_are_not_enumerated() {
    let options: Vec<Value> = (0..500)
        .map(|value| json!({"value": value, "label": "An answer", "counts": format!("{}.{:06}", value * value, value)}))
        .collect();
    let (items, members) = thirty();
    let scales: Vec<Value> = (0..8)
        .map(|at| scale(&format!("s-{at}"), ("items", json!(members)), 30))
        .collect();
    let text = pack(
        &json!([{"id": "many", "options": options}]),
        &items,
        &scales,
    );
    assert_eq!(errors(&text), Vec::<String>::new());
    assert_eq!(
        told(&text, Severity::Warning).len(),
        1 + 8,
        "the options, and each scale"
    );
}

/// A pack of thirty questions with a hundred options each, which count from 0 to 1, and one scale with these bands.
fn untried(bands: Value) -> String {
    let options: Vec<Value> = (0..100)
        .map(|value| json!({"value": value, "label": "An answer", "counts": format!("0.{:06}", 100 * value * value)}))
        .collect();
    let (items, members) = thirty();
    let mut scale = scale("s", ("items", json!(members)), 30);
    scale["words"] = ["low", "high"]
        .map(|band| json!({"band": band, "text": "Some words."}))
        .into_iter()
        .collect();
    let sets = json!([{"id": "many", "options": options}]);
    let text = pack(&sets, &items, &[scale]);
    let mut whole: Value = serde_json::from_str(&text).expect("JSON");
    whole["bandSets"][0]["bands"] = bands;
    whole.to_string()
}

/// If a scale has too many results to try, its lowest and highest result and some hundred sheets are tried.
#[test]
fn bands_with_too_many_results_are_checked_on_samples() {
    let bands = |low: &str, to: Option<&str>, high: &str| json!([{"id": "low", "from": low, "to": to, "label": "low"}, {"id": "high", "from": high, "label": "high"}]);
    let of = |bands| {
        let text = untried(bands);
        (errors(&text), told(&text, Severity::Warning).split_off(1))
    };
    let open = vec!["scales[0].bandSet".to_owned()];
    assert_eq!(of(bands("0", None, "15")), (vec![], open.clone()));
    let beneath = of(bands("1", None, "15"));
    assert_eq!(beneath.0, ["scales[0].bandSet", "scales[0]"]);
    let gap = of(bands("0", Some("5"), "15"));
    assert_eq!(gap, (vec!["scales[0]".to_owned()], open.clone()));
    let above = of(bands("0", None, "31"));
    assert_eq!(above, (vec![], [open.clone(), open].concat()));
}

/// A result that is too large to be written is an error, even if each step on the way to it is exact.
#[test]
fn a_result_too_large_to_write_is_reported() {
    let of = |weight: &str| {
        let mut scales = vec![scale("s-0", ("items", json!([{"item": "one"}])), 1)];
        for at in 1..3 {
            let part = json!([{"scale": format!("s-{}", at - 1), "weight": weight}]);
            let mut one = scale(&format!("s-{at}"), ("scales", part), 1);
            one["transform"] = json!({"times": "999999999", "over": "0.000001"});
            scales.push(one);
        }
        errors(&pack(&yes(), &[item("one", "yes", None)], &scales))
    };
    assert_eq!(of("1"), Vec::<String>::new());
    assert_eq!(of("100"), ["scales[2]"]);
}
