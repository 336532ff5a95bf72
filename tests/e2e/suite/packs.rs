//! Packs other than the default one: conditional questions, scores equal to those of an independent scorer, and no score from a broken
//! pack.

use anyhow::{Context, Result, ensure};
use e2e::app::{App, State};
use e2e::pack::Pack;
use e2e::storage::RECORD;
use e2e::trial::Suite;
use serde_json::{Value, json};

const BRANCHING: &str = include_str!("../../../packs/examples/branching.json");
const EVERYTHING: &str = include_str!("../../../packs/examples/everything.json");
const SHEETS: &str = include_str!("../../../packs/examples/everything.answers.csv");
const SCORES: &str = include_str!("../../../packs/examples/everything.scores.csv");

/// The complete default pack, and its questions alone.
const WHOLE: &str = "packs/practitioner.json";
const FIRST: &str = "packs/practitioner.first.json";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("packs_branching", branching);
    suite.add("packs_every_scoring_rule", every_scoring_rule);
    suite.add("packs_invalid_questions", invalid_questions);
    suite.add("packs_invalid_scoring", invalid_scoring);
}

/// Serves this pack in place of the default one, and opens the page.
async fn serve(app: &mut App, text: &str) -> Result<()> {
    app.site.put_pack(text)?;
    app.pack = Pack::read(text)?;
    app.open().await?;
    Ok(())
}

/// Answers the question `id` and waits for the question `next`.
async fn choose(app: &App, id: &str, value: i32, next: &str) -> Result<State> {
    app.tap(&format!("[data-question={id}] [data-answer='{value}']"))
        .await?;
    until_asked(app, next).await
}

async fn until_asked(app: &App, id: &str) -> Result<State> {
    let what = format!("the question {id}");
    app.until(&what, |state| state.question.as_deref() == Some(id))
        .await
}

/// A conditional question appears, and goes when the answer it depends on changes. Its own answer then counts nowhere.
async fn branching(app: &mut App) -> Result<()> {
    serve(app, BRANCHING).await?;
    app.begin().await?;
    choose(app, "hard", 0, "usual").await?;
    choose(app, "usual", 1, "breaks").await?;
    for id in ["usual", "hard"] {
        app.tap_action("back").await?;
        until_asked(app, id).await?;
    }
    for (id, value, next) in [
        ("hard", 1, "usual"),
        ("usual", 1, "images"),
        ("images", 3, "body"),
        ("body", 3, "sleep"),
        ("sleep", 3, "told"),
        ("told", 0, "way"),
        ("way", 2, "breaks"),
    ] {
        choose(app, id, value, next).await?;
    }
    // The question `way` goes when the answer to `told` changes.
    for id in ["way", "told"] {
        app.tap_action("back").await?;
        until_asked(app, id).await?;
    }
    choose(app, "told", 1, "breaks").await?;
    // Changing the answer to `hard` hides all of these, whatever was answered.
    for id in ["told", "sleep", "body", "images", "usual", "hard"] {
        app.tap_action("back").await?;
        until_asked(app, id).await?;
    }
    choose(app, "hard", 0, "usual").await?;
    let state = choose(app, "usual", 1, "breaks").await?;
    app.title_and_url_unchanged(&state, &state.title)?;
    app.until_text(".progress", "3").await?;
    app.tap("[data-question=breaks] [data-answer='2']").await?;
    app.until_screen("result").await?;
    app.until_text("main", "Nothing stands out").await?;
    let said = app.text("main").await?;
    ensure!(
        !said.contains("It has stayed with you") && !said.contains("You have told someone"),
        "the result depends on hidden answers: {said}"
    );
    app.go("explain", "explain").await?;
    app.open_details().await?;
    let open = filled(
        app,
        "explainOpen",
        &[("answered", "0"), ("items", "3"), ("least", "2")],
    )?;
    app.until_text("main section:nth-of-type(1)", &open).await?;
    app.until_text(
        "main section:nth-of-type(2)",
        &result_sentence(app, "2", "a good deal")?,
    )
    .await?;
    let kept = app.stored_under(RECORD).await?;
    let kept: Value = serde_json::from_str(kept.values().next().context("a stored check")?)?;
    ensure!(
        kept["answers"] == json!([["hard", 0], ["usual", 1], ["breaks", 2]]),
        "hidden answers are stored: {kept}"
    );
    Ok(())
}

/// An interface text with its placeholders filled in.
fn filled(app: &App, name: &str, gaps: &[(&str, &str)]) -> Result<String> {
    let mut words = app.locale_text(name)?;
    for (gap, value) in gaps {
        words = words.replace(&format!("{{{gap}}}"), value);
    }
    Ok(words)
}

/// The sentence about a result, up to how far its band reaches.
fn result_sentence(app: &App, value: &str, band: &str) -> Result<String> {
    let words = filled(app, "explainResult", &[("value", value), ("band", band)])?;
    let (start, _) = words.split_once("{reach}").context("how far it reaches")?;
    Ok(start.trim().to_owned())
}

/// The cells of the row called `sheet`, with the names of their columns.
fn row<'a>(table: &'a str, sheet: &str) -> Result<Vec<(&'a str, &'a str)>> {
    let mut lines = table.lines().map(|line| line.split(','));
    let head = lines.next().context("a head")?;
    let mut rows = lines.map(Iterator::collect::<Vec<_>>);
    let row = rows.find(|row| row[0] == sheet).context("a sheet")?;
    Ok(head.zip(row).skip(1).collect())
}

/// Rounds to at most two decimal places, as the page does.
fn rounded(value: &str) -> Result<String> {
    let value: f64 = value.parse()?;
    let text = format!("{:.2}", (value * 100.0 + 1e-6).round() / 100.0);
    Ok(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

async fn every_scoring_rule(app: &mut App) -> Result<()> {
    serve(app, EVERYTHING).await?;
    let pack: Value = serde_json::from_str(EVERYTHING)?;
    let about = |name: &str| {
        pack["about"][name]
            .as_str()
            .context("about")
            .map(str::to_owned)
    };
    let origin = [about("attribution")?, about("licence")?, about("honesty")?];
    for said in &origin[..2] {
        app.open_details().await?;
        app.until_text("main", said).await?;
    }
    for sheet in ["random-7", "random-1"] {
        let cells = row(SHEETS, sheet)?;
        app.begin().await?;
        let mut state = app.until_question(0).await?;
        while let Some(id) = state.question.clone() {
            let cell = cells
                .iter()
                .find(|(name, _)| *name == id)
                .context("a column")?
                .1;
            let value = if cell.is_empty() { "skip" } else { cell };
            app.tap(&format!("[data-question={id}] [data-answer='{value}']"))
                .await?;
            state = app
                .until("another question, or the result", |state| {
                    state.question.as_ref() != Some(&id)
                        && (state.question.is_some() || state.is("result"))
                })
                .await?;
        }
        app.open_details().await?;
        for said in &origin {
            app.until_text("main", said).await?;
        }
        app.go("explain", "explain").await?;
        app.open_details().await?;
        let scores = row(SCORES, sheet)?;
        for (at, scale) in pack["scales"]
            .as_array()
            .context("scales")?
            .iter()
            .enumerate()
        {
            let id = scale["id"].as_str().context("an id")?;
            let cell = |part: &str| {
                let name = [id, part].concat();
                scores
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, cell)| *cell)
            };
            let (value, band) = (
                cell("").context("a value")?,
                cell(".band").context("a band")?,
            );
            let place = format!("main section:nth-of-type({})", at + 1);
            if value.is_empty() {
                let least = scale["leastAnswered"].to_string();
                let gaps = [
                    ("answered", cell(".answered").unwrap_or_default()),
                    ("least", least.as_str()),
                ];
                let open = filled(app, "explainOpen", &gaps)?;
                let (_, end) = open.split_once("{items}").context("a gap")?;
                app.until_text(&place, end).await?;
                continue;
            }
            let sets = pack["bandSets"].as_array().context("bands")?;
            let set = sets
                .iter()
                .find(|set| set["id"] == scale["bandSet"])
                .context("a set")?;
            let bands = set["bands"].as_array().context("bands")?;
            let label = bands
                .iter()
                .find(|known| known["id"] == band)
                .context("a band")?;
            let label = label["label"].as_str().context("a label")?;
            let said = result_sentence(app, &rounded(value)?, label)?;
            app.until_text(&place, &said)
                .await
                .with_context(|| format!("{sheet}: {id}"))?;
        }
        app.tap_action("back").await?;
        app.until_screen("result").await?;
        app.go("home", "intro").await?;
    }
    Ok(())
}

/// The default pack with one thing wrong in it.
fn broken_pack(app: &App, change: impl FnOnce(&mut Value)) -> Result<String> {
    let mut pack: Value = serde_json::from_str(&app.site.read(WHOLE)?)?;
    change(&mut pack);
    Ok(pack.to_string())
}

/// Opens the page and fails unless it says that it is broken, with help and no dead Start.
async fn shows_last_resort(app: &App) -> Result<()> {
    app.navigate().await?;
    let state = app.until_screen("broken").await?;
    ensure!(
        !state.offers("start"),
        "Start is offered although it cannot work: {state:?}"
    );
    help_is_offered(app).await
}

async fn help_is_offered(app: &App) -> Result<()> {
    ensure!(
        app.count("a[href^='tel:']").await? > 0 && app.count("a[href^='sms:']").await? > 0,
        "no help link is shown"
    );
    Ok(())
}

/// Broken questions, in the first part of a pack and in a pack of one part.
async fn invalid_questions(app: &mut App) -> Result<()> {
    let twice = broken_pack(app, |pack| {
        pack["sections"][0]["items"][1]["id"] = pack["sections"][0]["items"][0]["id"].clone();
    })?;
    app.site.put(FIRST, &twice)?;
    shows_last_resort(app).await?;
    app.site.put_pack(&twice)?;
    shows_last_resort(app).await?;
    app.site.put_pack(&twice[..twice.len() / 2])?;
    shows_last_resort(app).await
}

/// The questions can be asked, but there is no score from a broken scale, nor from another version's scoring.
async fn invalid_scoring(app: &mut App) -> Result<()> {
    let unknown = broken_pack(app, |pack| {
        pack["scales"][0]["items"][0]["item"] = json!("nobody")
    })?;
    let other = broken_pack(app, |pack| pack["version"] = json!("99.0.0"))?;
    for text in [&unknown, &other, "{\"format\": 1"] {
        app.site.put(WHOLE, text)?;
        no_score(app)
            .await
            .with_context(|| text[..40.min(text.len())].to_owned())?;
    }
    // In one part, as an organisation would put it there by hand.
    app.site.put_pack(&unknown)?;
    no_score(app).await
}

async fn no_score(app: &App) -> Result<()> {
    app.navigate().await?;
    app.until_ready().await?;
    app.until("the pack to be rejected", |state| {
        state.lazy.as_deref() == Some("missing")
    })
    .await?;
    app.begin().await?;
    app.answer_all(0..2, App::some_answer).await?;
    app.finish_early().await?;
    let state = app
        .until("the button to try again", |state| {
            state.offers("fetch-later")
        })
        .await?;
    ensure!(
        !state.offers("explain") && !state.offers("sheet"),
        "a result is offered although the scoring is invalid: {state:?}"
    );
    for part in [".profile-chart", ".tracks", "[data-entry]"] {
        ensure!(app.count(part).await? == 0, "{part} is shown");
    }
    app.tap("[data-part=help] summary").await?;
    help_is_offered(app).await?;
    app.run("localStorage.clear()", vec![]).await?;
    Ok(())
}
