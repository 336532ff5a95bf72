//! Flows that several scenarios share, and the files the page saves, captured before the browser stores them.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::{App, State};
use crate::wait::until_true;

/// The interface texts by name. The served files hold them without their names.
const LOCALE: &str = include_str!("../../../locales/en.json");
const LOCALE_CY: &str = include_str!("../../../locales/cy.json");

/// Captures the files the page saves instead of downloading them.
const CAPTURE: &str = "
window.captured = [];
let blob = null;
window.URL.createObjectURL = (one) => { blob = one; return 'blob:captured'; };
window.HTMLAnchorElement.prototype.click = function () { window.captured.push([this.download, blob]); };";

/// Returns the captured files.
const CAPTURED: &str = "
const done = arguments[arguments.length - 1];
const read = async ([name, blob]) => {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { name, kind: blob.type, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
};
Promise.all([...window.captured].map(read)).then(done, (error) => done(String(error)));";

/// Puts a file with this text, repeated, into the page's file field.
const CHOOSE: &str = "
const field = document.querySelector('[data-action=restore]');
const files = new window.DataTransfer();
files.items.add(new window.File([arguments[0].repeat(arguments[1])], 'chosen.json'));
field.files = files.files;
field.dispatchEvent(new window.Event('change', { bubbles: true }));";

/// Copies the only finished check `count` times, each `days` before the previous one.
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

/// A file that the page saved.
#[derive(Debug, Clone, Deserialize)]
pub struct SavedFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub kind: String,
    /// Its content.
    pub text: String,
}

/// The interface text called `name` in this locale, in all its forms.
fn texts_in(locale: &str, name: &str) -> Result<Vec<String>> {
    let all: Value = serde_json::from_str(locale)?;
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
    anyhow::bail!("the locale has no text named {name}")
}

impl App {
    /// Waits until the text of a matching element contains `words`.
    pub async fn until_text(&self, css: &str, words: &str) -> Result<()> {
        const READS: &str = "\
            return [...(window.rootE2e ?? document).querySelectorAll(arguments[0])].some((one) => one.innerText.includes(arguments[1]))";
        until_true(&format!("“{words}” in {css}"), async || {
            self.eval(READS, vec![json!(css), json!(words)]).await
        })
        .await
    }

    /// Completes a check with these answers. Only the last question is answered on screen; the other answers are written into the stored
    /// draft, which is faster.
    pub async fn complete_check(&self, value: impl Fn(&Self, usize) -> String) -> Result<State> {
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
        self.tap_action("resume").await?;
        self.until_question(last).await?;
        self.answer(last, &value(self, last)).await
    }

    /// Stores a finished check with this note, a plan and an unfinished check.
    pub async fn store_one_of_each(&self, note: &str) -> Result<()> {
        self.open().await?;
        self.complete_check(Self::some_answer).await?;
        self.go("note", "note").await?;
        self.fill("textarea", note).await?;
        self.go("plan", "plan").await?;
        self.make_plan().await?;
        self.go("home", "intro").await?;
        self.begin().await?;
        self.answer_all(0..3, Self::some_answer).await?;
        self.go("pause", "pause").await?;
        self.go("stop-keep", "intro").await.map(drop)
    }

    /// The highest answer to the question at this index.
    pub fn highest_answer(&self, index: usize) -> String {
        let values = self.pack.items[index].values.iter();
        let highest = values.max_by_key(|value| value.parse::<i64>().unwrap_or_default());
        highest.cloned().unwrap_or_default()
    }

    /// Adds `count` finished checks beside the only one, each `days` before the previous one. The app sees them after a reload.
    pub async fn copy_check(&self, count: usize, days: i64) -> Result<()> {
        self.run(COPY, vec![json!(count), json!(days)]).await?;
        Ok(())
    }

    /// Changes the only stored value under this prefix and returns its key.
    pub async fn change_stored(
        &self,
        prefix: &str,
        change: impl FnOnce(&mut Value),
    ) -> Result<String> {
        let kept = self.stored_under(prefix).await?;
        anyhow::ensure!(
            kept.len() == 1,
            "expected one key under {prefix}, found {:?}",
            kept.keys()
        );
        let (key, text) = kept.into_iter().next().context("a stored value")?;
        let mut value = serde_json::from_str(&text)?;
        change(&mut value);
        self.store(&key, &value.to_string()).await?;
        Ok(key)
    }

    /// The interface text called `name`. A text that depends on a number has several forms.
    pub fn locale_texts(&self, name: &str) -> Result<Vec<String>> {
        texts_in(LOCALE, name)
    }

    /// The interface text called `name`, in the form for most numbers.
    pub fn locale_text(&self, name: &str) -> Result<String> {
        self.locale_texts(name)?.pop().context("a text")
    }

    /// The same in Welsh.
    pub fn welsh_locale_text(&self, name: &str) -> Result<String> {
        texts_in(LOCALE_CY, name)?.pop().context("a text")
    }

    /// Captures the files the page saves from now on, until it is reloaded.
    pub async fn capture_files(&self) -> Result<()> {
        self.run(CAPTURE, vec![]).await?;
        Ok(())
    }

    /// The files captured so far.
    pub async fn captured_files(&self) -> Result<Vec<SavedFile>> {
        let caught = self.browser()?.run_async(CAPTURED, vec![]).await?;
        serde_json::from_value(caught.clone()).with_context(|| caught.to_string())
    }

    /// Taps a control that saves a file, confirms that the file arrived, and returns it.
    pub async fn save(&self, action: &str) -> Result<SavedFile> {
        self.capture_files().await?;
        self.tap_action(action).await?;
        self.until_message("fileAsked").await?;
        let saved = self
            .captured_files()
            .await?
            .pop()
            .context("nothing was saved")?;
        self.tap_action("file-arrived").await?;
        self.until_message("fileArrived").await?;
        Ok(saved)
    }

    /// Waits until the field for copying by hand holds `text`, all of it selected.
    pub async fn until_selected(&self, text: &str) -> Result<()> {
        const SELECTED: &str = "
            const field = document.activeElement;
            return field.matches?.('.by-hand textarea') && field.readOnly && field.value === arguments[0] &&
              field.value.slice(field.selectionStart, field.selectionEnd) === field.value;";
        until_true("the text to be selected", async || {
            self.eval(SELECTED, vec![json!(text)]).await
        })
        .await
    }

    /// Chooses a backup file with this text, repeated, for the page to restore.
    pub async fn choose_file(&self, text: &str, times: usize) -> Result<()> {
        self.run(CHOOSE, vec![json!(text), json!(times)]).await?;
        Ok(())
    }

    /// Waits until the page shows the message called `name` beside the control that was tapped. It is recognised by the longest piece
    /// between its placeholders, in any of its forms.
    pub async fn until_message(&self, name: &str) -> Result<()> {
        let longest = |words: &String| -> Option<String> {
            let pieces = words.split(['{', '}']).step_by(2);
            let piece = pieces.map(str::trim).max_by_key(|piece| piece.len());
            piece.map(str::to_owned)
        };
        let forms: Vec<String> = self
            .locale_texts(name)?
            .iter()
            .filter_map(longest)
            .collect();
        const READS: &str = "return [...document.querySelectorAll('[data-part=said]')]
            .some((one) => arguments[0].some((words) => one.innerText.includes(words)))";
        until_true(&format!("the message {name}: {forms:?}"), async || {
            self.eval(READS, vec![json!(forms)]).await
        })
        .await
    }

    /// Goes to the copies screen from the intro or any screen with a footer.
    pub async fn go_to_copies(&self) -> Result<State> {
        self.go("data", "data").await?;
        self.go("copies", "copies").await
    }

    /// Taps a control that asks for confirmation, confirms, and waits until the question is gone.
    pub async fn confirm(&self, action: &str) -> Result<State> {
        self.tap_action(action).await?;
        self.tap_action("confirm-yes").await?;
        self.until("the confirmation question to close", |state| {
            !state.offers("confirm-yes")
        })
        .await
    }

    /// Runs a script for its side effects, for example to replace a browser API.
    pub async fn stub(&self, script: &str) -> Result<()> {
        self.run(script, vec![]).await?;
        Ok(())
    }
}
