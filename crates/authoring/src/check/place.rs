//! Where in the text each part of the JSON is.

use std::collections::HashMap;
use std::ops::Range;

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// The byte range of each value in a text, by path, and the paths of members that are there more than once.
#[derive(Debug, Default)]
pub struct Places(HashMap<String, Range<usize>>, Vec<String>);

impl Places {
    /// Finds every place in `text`. There are none if it cannot be parsed.
    pub fn of(text: &str) -> Self {
        let mut places = Self::default();
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        if let Ok(parsed) = parsed
            && let Some(value) = &parsed.value
        {
            places.walk(value, String::new());
        }
        places
    }

    fn walk(&mut self, value: &Value, path: String) {
        match value {
            Value::Object(object) => {
                for property in &object.properties {
                    let name = property.name.as_str();
                    let inner = if path.is_empty() {
                        name.to_owned()
                    } else {
                        format!("{path}.{name}")
                    };
                    if self.0.contains_key(&inner) {
                        self.1.push(inner.clone());
                    }
                    self.walk(&property.value, inner);
                }
            }
            Value::Array(array) => {
                for (at, element) in array.elements.iter().enumerate() {
                    self.walk(element, format!("{path}[{at}]"));
                }
            }
            _ => {}
        }
        let range = value.range();
        self.0.insert(path, range.start..range.end);
    }

    /// The byte range of the value at `path`, or of the nearest value around it, up to the end of its first line.
    pub fn find(&self, text: &str, path: &str) -> Range<usize> {
        let mut path = path;
        loop {
            if let Some(range) = self.0.get(path) {
                return first_line(text, range.clone());
            }
            let Some(end) = path.rfind(['.', '[']) else {
                return 0..0;
            };
            path = &path[..end];
        }
    }

    /// The paths of members that are more than once in their object.
    pub fn twice(&self) -> &[String] {
        &self.1
    }

    /// Whether there is a value at `path`.
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }
}

/// The part of `range` that is on its first line.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let line = text.get(range.clone()).and_then(|said| said.find('\n'));
    line.map_or(range.clone(), |end| range.start..range.start + end)
}
