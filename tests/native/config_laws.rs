//! Properties that hold for any configuration.

use proptest::prelude::*;
use serde_json::{Value, json};
use site_config::Config;

use super::config::{demo, look};

fn places(value: &Value, pointer: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let below = format!("{pointer}/{name}");
                places(value, &below, out);
                out.push(below);
            }
        }
        Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                places(value, &format!("{pointer}/{at}"), out);
            }
        }
        _ => {}
    }
}

fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        Just(json!("https://x.example/a")),
        Just(json!([])),
        Just(json!({})),
        Just(json!({"en": "a"})),
        Just(json!(["a"])),
    ]
}

proptest! {
    /// For any changes to a configuration: if it is refused, the editor is told of at least one error.
    #[test]
    fn a_refused_configuration_always_has_an_error(changes in prop::collection::vec((any::<prop::sample::Index>(), odd()), 1..4)) {
        let mut config = demo();
        for (at, value) in changes {
            let mut all = Vec::new();
            places(&config, "", &mut all);
            let pointer = &all[at.index(all.len())];
            *config.pointer_mut(pointer).expect("it is there") = value;
            if config.as_object().is_none_or(serde_json::Map::is_empty) {
                break;
            }
        }
        let text = config.to_string();
        let found = look(&text);
        prop_assert_eq!(Config::read(&text).is_err(), found.is_refused());
        prop_assert!(!found.is_refused() || found.problems.iter().any(|problem| problem.rule.is_error()));
    }

    #[test]
    fn no_text_makes_the_audit_panic(text in any::<String>()) {
        let _ = look(&text);
    }
}
