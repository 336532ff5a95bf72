//! Longer ways through the page, and what it hands to the world outside: files, caught before the browser stores them.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::{App, State};
use crate::wait::until_true;

/// The texts as they are written: the page is served them without their names.
const LOCALE: &str = include_str!("../../../locales/en.json");

/// Instead of storing what is saved, keeps it in the page.
const CATCH: &str = "
window.caught = [];
let blob = null;
window.URL.createObjectURL = (one) => { blob = one; return 'blob:caught'; };
window.HTMLAnchorElement.prototype.click = function () { window.caught.push([this.download, blob]); };";

/// What was caught.
const CAUGHT: &str = "
const done = arguments[arguments.length - 1];
const read = async ([name, blob]) => {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { name, kind: blob.type, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
};
Promise.all([...window.caught].map(read)).then(done, (error) => done(String(error)));";

/// Chooses a file with this text in the field for one.
const CHOOSE: &str = "
const field = document.querySelector('[data-action=restore]');
const files = new window.DataTransfer();
files.items.add(new window.File([arguments[0].repeat(arguments[1])], 'chosen.json'));
field.files = files.files;
field.dispatchEvent(new window.Event('change', { bubbles: true }));";

/// Copies the only finished check so many times, each so many days before the one copied last.
const COPY: &str = "
const [count, days] = arguments;
const [key] = Object.keys(localStorage).filter((key) => key.startsWith('compassion-check/record/'));
const first = JSON.parse(localStorage.getItem(key));
for (let at = 1; at <= count; at++) {
  const id = first.id + '-' + at;
  const [started, changed] = [first.started, first.changed]
    .map((moment) => ({ ...moment, utc: moment.utc - at * days * 86400000 }));
  const answers = first.answers.map(([item, value], place) => [item, (value + at * (place + 1)) % 3]);
  localStorage.setItem('compassion-check/record/' + id, JSON.stringify({ ...first, id, started, changed, answers }));
}";

/// A file that was saved.
#[derive(Debug, Clone, Deserialize)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub kind: String,
    /// What is in it.
    pub text: String,
}

impl App {
    /// Waits until this can be read in one of the elements that match.
    pub async fn reads(&self, css: &str, words: &str) -> Result<()> {
        const READS: &str = "\
            return [...(window.rootE2e ?? document).querySelectorAll(arguments[0])].some((one) => one.innerText.includes(arguments[1]))";
        until_true(&format!("“{words}” in {css}"), async || {
            self.ask(READS, vec![json!(css), json!(words)]).await
        })
        .await
    }

    /// A whole check whose answers are these, to its result. The last question is answered by hand, the others where the
    /// draft is kept.
    pub async fn whole_check(&self, value: impl Fn(&Self, usize) -> String) -> Result<State> {
        self.begin().await?;
        self.answer(0, &value(self, 0)).await?;
        let last = self.pack.len() - 1;
        let mut answers = Vec::new();
        for index in 0..last {
            let value: Value = serde_json::from_str(&value(self, index))?;
            answers.push(json!([self.pack.items[index].id, value]));
        }
        self.change_draft(|draft| draft["answers"] = json!(answers))
            .await?;
        self.reload().await?;
        self.act("resume").await?;
        self.at(last).await?;
        self.answer(last, &value(self, last)).await
    }

    /// The highest answer to the question at this place: the month in which everything was a lot.
    pub fn most(&self, index: usize) -> String {
        let values = self.pack.items[index].values.iter();
        let highest = values.max_by_key(|value| value.parse::<i64>().unwrap_or_default());
        highest.cloned().unwrap_or_default()
    }

    /// Beside the only finished check, `count` more, each `days` before the last. The app is told by loading it again.
    pub async fn copy_check(&self, count: usize, days: i64) -> Result<()> {
        self.run(COPY, vec![json!(count), json!(days)]).await?;
        Ok(())
    }

    /// Changes the only thing kept under this prefix; says which key it has.
    pub async fn change_kept(
        &self,
        prefix: &str,
        change: impl FnOnce(&mut Value),
    ) -> Result<String> {
        let kept = self.stored_under(prefix).await?;
        anyhow::ensure!(kept.len() == 1, "kept under {prefix}: {:?}", kept.keys());
        let (key, text) = kept.into_iter().next().context("something kept")?;
        let mut value = serde_json::from_str(&text)?;
        change(&mut value);
        self.store(&key, &value.to_string()).await?;
        Ok(key)
    }

    /// What stands in the texts of the interface under `name`; with a number, in all its forms.
    pub fn forms(&self, name: &str) -> Result<Vec<String>> {
        let all: Value = serde_json::from_str(LOCALE)?;
        for texts in [&all, &all["later"]] {
            match &texts[name] {
                Value::String(words) => return Ok(vec![words.clone()]),
                Value::Object(forms) => {
                    let words = forms.values().filter_map(Value::as_str);
                    return Ok(words.map(str::to_owned).collect());
                }
                _ => {}
            }
        }
        anyhow::bail!("no text is called {name}")
    }

    /// What stands in the texts of the interface under `name`; with a number, as for most numbers.
    pub fn words(&self, name: &str) -> Result<String> {
        self.forms(name)?.pop().context("a text")
    }

    /// From now on, and until the page is loaded again, what is saved is caught.
    pub async fn catch_files(&self) -> Result<()> {
        self.run(CATCH, vec![]).await?;
        Ok(())
    }

    /// The files saved so far.
    pub async fn caught(&self) -> Result<Vec<Saved>> {
        let caught = self.browser()?.run_async(CAUGHT, vec![]).await?;
        serde_json::from_value(caught.clone()).with_context(|| caught.to_string())
    }

    /// Presses what saves a file, waits until that is asked about, reads the file, and says that it arrived.
    pub async fn save(&self, action: &str) -> Result<Saved> {
        self.catch_files().await?;
        self.act(action).await?;
        self.says("fileAsked").await?;
        let saved = self.caught().await?.pop().context("nothing was saved")?;
        self.act("file-arrived").await?;
        self.says("fileArrived").await?;
        Ok(saved)
    }

    /// Waits until the text to copy by hand is this one, and all of it is selected.
    pub async fn selected(&self, text: &str) -> Result<()> {
        const SELECTED: &str = "
            const field = document.activeElement;
            return field.matches?.('.by-hand textarea') && field.readOnly && field.value === arguments[0] &&
              field.value.slice(field.selectionStart, field.selectionEnd) === field.value;";
        until_true("the text to be selected", async || {
            self.ask(SELECTED, vec![json!(text)]).await
        })
        .await
    }

    /// Chooses a file with this text, repeated, to be brought back.
    pub async fn choose_file(&self, text: &str, times: usize) -> Result<()> {
        self.run(CHOOSE, vec![json!(text), json!(times)]).await?;
        Ok(())
    }

    /// Waits until it is told, beside what was pressed, in the words called so, whichever form they take: the longest piece
    /// between their gaps can be read.
    pub async fn says(&self, name: &str) -> Result<()> {
        let longest = |words: &String| -> Option<String> {
            let pieces = words.split(['{', '}']).step_by(2);
            let piece = pieces.map(str::trim).max_by_key(|piece| piece.len());
            piece.map(str::to_owned)
        };
        let forms: Vec<String> = self.forms(name)?.iter().filter_map(longest).collect();
        const READS: &str = "return [...document.querySelectorAll('[data-part=said]')]
            .some((one) => arguments[0].some((words) => one.innerText.includes(words)))";
        until_true(&format!("{name}: {forms:?}, told"), async || {
            self.ask(READS, vec![json!(forms)]).await
        })
        .await
    }

    /// Goes from the intro or any screen with a footer to the copies.
    pub async fn to_copies(&self) -> Result<State> {
        self.go("data", "data").await?;
        self.go("copies", "copies").await
    }

    /// Confirms what is asked, and waits until the question is gone.
    pub async fn confirm(&self, action: &str) -> Result<State> {
        self.act(action).await?;
        self.act("confirm-yes").await?;
        self.until("the question to be gone", |state| {
            !state.offers("confirm-yes")
        })
        .await
    }

    /// Runs a script that changes the page's world, in words of the page's own.
    pub async fn stub(&self, script: &str) -> Result<()> {
        self.run(script, vec![]).await?;
        Ok(())
    }
}
