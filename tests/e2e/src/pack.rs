//! The questions, as far as the tests need them. They are read from the served pack, so that a changed pack breaks no test.

use anyhow::{Context, Result};
use serde_json::Value;

/// One question.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The values of its options, in their order.
    pub values: Vec<String>,
    /// The id of its option set.
    pub options: String,
}

/// The parts of a pack that the tests use.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The questions, in order.
    pub items: Vec<Item>,
    /// The titles of the scales.
    pub scales: Vec<String>,
    /// Its version.
    pub version: String,
    /// Days after which an unfinished check can no longer be resumed.
    pub draft_days: i64,
}

impl Pack {
    /// Parses a pack.
    pub fn read(text: &str) -> Result<Self> {
        let pack: Value = serde_json::from_str(text)?;
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let sets = list(&pack["optionSets"]);
        let values = |id: &Value| -> Result<Vec<String>> {
            let set = sets
                .iter()
                .find(|set| &set["id"] == id)
                .context("an option set")?;
            Ok(list(&set["options"])
                .iter()
                .map(|option| option["value"].to_string())
                .collect())
        };
        let mut items = Vec::new();
        for item in list(&pack["sections"])
            .iter()
            .flat_map(|section| list(&section["items"]))
        {
            items.push(Item {
                id: word(&item["id"]),
                text: word(&item["text"]),
                values: values(&item["options"])?,
                options: word(&item["options"]),
            });
        }
        let titles = list(&pack["scales"])
            .iter()
            .map(|scale| word(&scale["title"]))
            .collect();
        Ok(Self {
            items,
            scales: titles,
            version: word(&pack["version"]),
            draft_days: pack["draftDays"].as_i64().context("draftDays")?,
        })
    }

    /// The number of questions.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are no questions.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The index of the first question about the work.
    pub fn first_context(&self) -> Result<usize> {
        let first = &self.items.first().context("a question")?.options;
        self.items
            .iter()
            .position(|item| &item.options != first)
            .context("a question about the work")
    }
}
