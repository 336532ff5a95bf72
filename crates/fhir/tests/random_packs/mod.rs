//! Random packs for property tests.

use serde_json::{Value, json};

/// Decisions, taken one by one from the random numbers of proptest.
struct Tape<'a>(std::slice::Iter<'a, u16>);

impl Tape<'_> {
    /// The next number, below `end`. 0 once the tape is used up.
    fn below(&mut self, end: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % end.max(1)
    }

    fn chance(&mut self, of: usize) -> bool {
        self.below(of) == of - 1
    }

    fn pick<'b, T>(&mut self, of: &'b [T]) -> &'b T {
        &of[self.below(of.len())]
    }

    fn decimal(&mut self) -> String {
        let whole = self.below(40);
        match self.below(3) {
            0 => format!("{whole}.{}", self.below(9) + 1),
            1 => format!("{whole}.{:02}", self.below(99) + 1),
            _ => whole.to_string(),
        }
    }
}

const NAMES: [&str; 6] = [
    "plain",
    "with space",
    "sl/ash",
    "quote'd",
    "ü",
    "back\\slash",
];

fn option_sets(tape: &mut Tape) -> Vec<Value> {
    let set = |tape: &mut Tape, at: usize| {
        let options = (0..2 + tape.below(4)).map(|place| {
            let value = if tape.chance(2) { place } else { place * 3 + 1 };
            let mut option = json!({"value": value as i64 - 1, "label": format!("Answer {place}")});
            match tape.below(4) {
                0 => option["counts"] = tape.decimal().into(),
                1 if place > 0 => option["unscored"] = true.into(),
                _ => {}
            }
            match tape.below(3) {
                0 => {
                    option["coding"] =
                        json!({"system": "https://example.org/codes", "code": format!("c {place}")})
                }
                1 => option["coding"] = json!({"code": format!("c{place}")}),
                _ => {}
            }
            option
        });
        let mut options: Vec<Value> = options.collect();
        let mut seen = Vec::new();
        options.retain(|option| {
            let new = !seen.contains(&option["value"]);
            seen.push(option["value"].clone());
            new
        });
        if options.len() < 2 {
            options.push(json!({"value": 90, "label": "Another"}));
        }
        json!({"id": format!("{} {at}", tape.pick(&NAMES)), "options": options})
    };
    (0..1 + tape.below(3)).map(|at| set(tape, at)).collect()
}

/// A condition on the items before it, with at most `deep` levels of nested conditions.
fn condition(tape: &mut Tape, before: &[(String, Vec<i64>)], deep: usize) -> Value {
    if deep > 0 && tape.chance(3) {
        let parts: Vec<Value> = (0..1 + tape.below(3))
            .map(|_| condition(tape, before, deep - 1))
            .collect();
        return match tape.below(3) {
            0 => json!({"all": parts}),
            1 => json!({"any": parts}),
            _ => json!({"not": parts[0]}),
        };
    }
    let (id, values) = tape.pick(before).clone();
    let value = *tape.pick(&values);
    let mut item = json!({"id": id});
    match tape.below(7) {
        0 => item["is"] = value.into(),
        1 => item["isNot"] = value.into(),
        2 => item["answered"] = tape.chance(2).into(),
        3 => item["atLeast"] = tape.decimal().into(),
        4 => item["atMost"] = tape.decimal().into(),
        5 => item["above"] = tape.decimal().into(),
        _ => item["below"] = tape.decimal().into(),
    }
    json!({"item": item})
}

fn scale(tape: &mut Tape, at: usize, items: &[(String, Vec<i64>)]) -> Value {
    let divided = tape.chance(2);
    let mut members: Vec<Value> = Vec::new();
    for (id, _) in items {
        if members.is_empty() || tape.chance(2) {
            let mut member = json!({"item": id});
            if tape.chance(3) {
                member["reversed"] = true.into();
            }
            if tape.chance(4) {
                member["weight"] = format!(
                    "{}{}",
                    if divided { "" } else { "-" },
                    ["2", "0.5", "1.25"][tape.below(3)]
                )
                .into();
            }
            members.push(member);
        }
    }
    let method = *tape.pick(if divided {
        &["mean", "sum", "count"][..]
    } else {
        &["sum", "count"][..]
    });
    let least = 1 + tape.below(members.len());
    let mut scale = json!({
        "id": format!("{} {at}", tape.pick(&NAMES)), "title": format!("Scale {at}"), "about": "About it.",
        "kind": tape.pick(&["sign", "resource"]), "method": method, "leastAnswered": least, "bandSet": "set",
        "words": [{"band": "low", "text": "Low."}, {"band": "high", "text": "High."}],
    });
    if method == "count" {
        scale["countFrom"] = tape.decimal().into();
    }
    if divided && method != "mean" && tape.chance(2) {
        scale["prorate"] = true.into();
    }
    if at > 0 && tape.chance(3) {
        scale["scales"] = json!([{"scale": "part"}]);
    }
    scale["items"] = members.into();
    if tape.chance(2) {
        let mut transform = json!({});
        for part in ["minus", "times", "over", "plus"] {
            if tape.chance(2) {
                transform[part] = format!("{}{}", ["", "-"][tape.below(2)], tape.decimal()).into();
            }
        }
        if transform["over"]
            .as_str()
            .is_some_and(|over| over.trim_matches(['-', '0', '.']).is_empty())
        {
            transform["over"] = "3".into();
        }
        scale["transform"] = transform;
    }
    if tape.chance(4) {
        scale["round"] = tape.below(4).into();
    }
    if tape.chance(4) {
        scale["table"] = "norms".into();
    }
    if tape.chance(4) {
        scale["wobble"] = "0.7".into();
    }
    scale
}

/// A pack in which `tape` decides what is used.
pub fn pack(tape: &[u16]) -> Value {
    let mut tape = Tape(tape.iter());
    let sets = option_sets(&mut tape);
    let mut before: Vec<(String, Vec<i64>)> = Vec::new();
    let mut sections = Vec::new();
    for at in 0..1 + tape.below(3) {
        let mut section = json!({"id": format!("s{at}"), "title": format!("Section {at}"), "topic": format!("topic {}", at % 2)});
        if tape.chance(3) {
            section["stem"] = format!("In this part {at} …").into();
        }
        if !before.is_empty() && tape.chance(3) {
            section["when"] = condition(&mut tape, &before, 2);
        }
        let mut items = Vec::new();
        for _ in 0..1 + tape.below(4) {
            let set = tape.pick(&sets).clone();
            let id = format!("{} {}", tape.pick(&NAMES), before.len());
            let mut item =
                json!({"id": id, "text": format!("Item {}", before.len()), "options": set["id"]});
            if tape.chance(4) {
                item["help"] = "More about it.".into();
            }
            if tape.chance(4) {
                item["covers"] = json!(["S01"]);
            }
            if !before.is_empty() && tape.chance(3) {
                item["when"] = condition(&mut tape, &before, 2);
            }
            items.push(item);
            let values = set["options"].as_array().expect("options").iter();
            before.push((
                id,
                values
                    .map(|option| option["value"].as_i64().expect("a value"))
                    .collect(),
            ));
        }
        section["items"] = items.into();
        sections.push(section);
    }
    let mut scales = vec![json!({
        "id": "part", "title": "A part", "about": "About it.", "kind": "sign", "method": "sum", "items": [{"item": before[0].0}],
        "leastAnswered": 1, "bandSet": "set", "words": [{"band": "low", "text": "Low."}, {"band": "high", "text": "High."}],
    })];
    for at in 0..1 + tape.below(3) {
        scales.push(scale(&mut tape, at + 1, &before));
    }
    let mut pack = json!({
        "format": 1, "id": format!("pack {}", tape.pick(&NAMES)), "version": "1.0.0", "lang": "en", "title": "A pack",
        "about": {"summary": "A summary.", "attribution": "Somebody.", "licence": "A licence.", "honesty": "Not a test."},
        "draftDays": 2 + tape.below(9), "optionSets": sets, "sections": sections,
        "bandSets": [{"id": "set", "bands": [
            {"id": "low", "from": "-99999", "to": "5", "label": "Low"}, {"id": "high", "from": "5", "exclusive": true, "label": "High"}]}],
        "tables": [{"id": "norms", "about": "Made up.", "rows": [{"from": "-99999", "value": "1"}, {"from": "2.5", "value": "-2"}]}],
        "scales": scales,
        "guidance": {"entries": [{"id": "step", "slot": "step", "title": "A step", "text": ["Take it."]}],
            "rules": [{"id": "always", "when": "always", "show": ["step"]}]},
        "reading": [],
    });
    if tape.chance(2) {
        pack["recall"] = json!({"days": 30, "stem": "In the last 30 days …"});
    }
    if tape.chance(3) {
        pack["wobble"] = "0.25".into();
    }
    pack
}
