//! Changes JSON so that it stays JSON. Text with a single byte changed rarely gets past the parser.

use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Value, json};

/// Numbers at which behaviour may change: small ones, and the limits of decimals and of 32-bit integers.
const NUMBERS: [&str; 14] = [
    "0",
    "1",
    "-1",
    "2",
    "3",
    "9",
    "0.5",
    "-0.5",
    "2.5",
    "0.000001",
    "999999999.999999",
    "-999999999.999999",
    "2147483647",
    "-2147483648",
];

/// Changes the first `size` bytes of `data`, which may grow to `most` bytes. Returns the new size.
pub fn change(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut chance = Chance(u64::from(seed) | 1 << 40);
    let value = serde_json::from_slice::<Value>(&data[..size]).ok();
    let Some(mut value) = value.filter(|_| chance.below(5) > 0) else {
        return fuzzer_mutate(data, size, most);
    };
    for _ in 0..=chance.below(3) {
        edit(&mut value, &mut chance);
    }
    let text = value.to_string();
    if text.len() > most.min(data.len()) {
        return fuzzer_mutate(data, size, most);
    }
    data[..text.len()].copy_from_slice(text.as_bytes());
    text.len()
}

/// A pseudo-random generator (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end.max(1)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

/// Adds the JSON pointers of `value`, which is at `here`, and of everything in it to `out`.
fn places(value: &Value, here: String, out: &mut Vec<String>) {
    match value {
        Value::Array(all) => {
            for (at, inner) in all.iter().enumerate() {
                places(inner, format!("{here}/{at}"), out);
            }
        }
        Value::Object(all) => {
            for (name, inner) in all {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(inner, format!("{here}/{name}"), out);
            }
        }
        _ => {}
    }
    out.push(here);
}

/// A random optional member. The seeds rarely have these.
fn extra(chance: &mut Chance) -> (&'static str, Value) {
    let number = NUMBERS[chance.below(NUMBERS.len())];
    let test = ["is", "isNot", "atLeast", "atMost", "above", "below"][chance.below(6)];
    let name = [
        "weight",
        "reversed",
        "prorate",
        "round",
        "countFrom",
        "transform",
        "exclusive",
        "to",
        "unscored",
        "counts",
        "when",
        "wobble",
        "table",
        "pattern",
        "value",
        "from",
    ][chance.below(16)];
    let value = match name {
        "reversed" | "prorate" | "exclusive" | "unscored" | "pattern" => {
            json!(chance.below(2) == 0)
        }
        "round" => json!(chance.below(9)),
        "transform" => {
            json!({"minus": number, "times": NUMBERS[chance.below(NUMBERS.len())], "over": NUMBERS[chance.below(NUMBERS.len())]})
        }
        "when" => json!({"item": {"id": "", test: number}}),
        _ => json!(number),
    };
    (name, value)
}

fn edit(value: &mut Value, chance: &mut Chance) {
    let mut all = Vec::new();
    places(value, String::new(), &mut all);
    let (Some(place), Some(other)) = (chance.of(&all).cloned(), chance.of(&all).cloned()) else {
        return;
    };
    let other = value.pointer(&other).cloned().unwrap_or_default();
    let parent = place
        .rsplit_once('/')
        .map(|(parent, last)| (parent.to_owned(), last.to_owned()));
    let way = chance.below(8);
    if let (0 | 1, Some((parent, last))) = (way, parent) {
        match value.pointer_mut(&parent) {
            Some(Value::Array(list)) => {
                let at = last.parse().unwrap_or(0).min(list.len().saturating_sub(1));
                match (way, chance.below(2)) {
                    (0, _) => drop(list.remove(at)),
                    (_, 0) => list.insert(at, list[at].clone()),
                    _ => {
                        let to = chance.below(list.len());
                        list.swap(at, to);
                    }
                }
            }
            Some(Value::Object(object)) => drop(object.remove(&last)),
            _ => {}
        }
        return;
    }
    let Some(here) = value.pointer_mut(&place) else {
        return;
    };
    match (way, &mut *here) {
        (2, _) => *here = other,
        (3, _) => {
            let inner = here.take();
            *here = match chance.below(3) {
                0 => json!({"not": inner}),
                1 => json!({"all": [inner]}),
                _ => json!({"any": [inner.clone(), inner]}),
            };
        }
        (_, Value::Object(object)) => {
            let (name, inner) = extra(chance);
            object.insert(
                name.to_owned(),
                if chance.below(4) == 0 { other } else { inner },
            );
        }
        (_, Value::Array(list)) => list.push(other),
        (_, Value::Bool(said)) => *said = !*said,
        (4 | 5, Value::String(_)) => *here = json!(NUMBERS[chance.below(NUMBERS.len())]),
        (_, Value::String(text)) => {
            // A random id would be unknown, so it takes one from elsewhere in the file.
            let texts: Vec<String> = all_texts(&other);
            *text = chance.of(&texts).cloned().unwrap_or_default();
        }
        (_, Value::Number(_)) => {
            *here = match chance.below(3) {
                0 => json!(chance.below(9)),
                1 => json!(i64::MAX),
                _ => serde_json::from_str(NUMBERS[chance.below(NUMBERS.len())]).unwrap_or_default(),
            };
        }
        _ => *here = other,
    }
}

fn all_texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(all_texts).collect(),
        Value::Object(all) => all.values().flat_map(all_texts).collect(),
        _ => Vec::new(),
    }
}
