//! One tap is one answer: double taps, held keys, and keys pressed elsewhere. The last answer is named and can be changed.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::input::HeldKey;
use e2e::trial::Suite;
use serde_json::json;

use crate::keyboard::{Direction, tab_to};

const ENTER: &str = "\u{e007}";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("taps_double_on_answers", double_on_answers);
    suite.add("taps_double_on_buttons", double_on_buttons);
    suite.add("taps_double_before_app_ready", double_before_app_ready);
    suite.add("taps_held_keys", held_keys);
    suite.add("taps_digits_outside_question", digits_outside_question);
    suite.add("taps_last_answer_shown", last_answer_shown);
    suite.add(
        "taps_back_restores_focus_and_scroll",
        back_restores_focus_and_scroll,
    );
}

/// The value of the answer at this point of the window.
async fn answer_at(app: &App, (x, y): (i64, i64)) -> Result<Option<String>> {
    const UNDER: &str = "return document.elementFromPoint(arguments[0], arguments[1])?.closest('[data-answer]')?.dataset.answer ?? null";
    app.eval(UNDER, vec![json!(x), json!(y)]).await
}

/// Answers the question at `index` deliberately, so that earlier taps are over, and returns how many were answered before.
async fn answers_before(app: &App, index: usize) -> Result<usize> {
    app.answer(index, &app.some_answer(index)).await?;
    Ok(app.draft_answers().await?.len() - 1)
}

async fn double_on_answers(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.stop_clock().await?;
    let mut index = 0;
    for gap in [0, 100, 300, 450] {
        let spot = app.middle("[data-answer='1']").await?;
        app.advance_clock(1000).await?;
        app.tap_point(spot).await?;
        app.until_question(index + 1).await?;
        ensure!(
            answer_at(app, spot).await?.is_some(),
            "there is no answer at the place of the second tap"
        );
        app.advance_clock(gap).await?;
        app.tap_point(spot).await?;
        app.advance_clock(1000).await?;
        let count = answers_before(app, index + 1).await?;
        ensure!(
            count == index + 1,
            "taps {gap} ms apart gave {count} answers"
        );
        index += 2;
    }
    // Deliberate taps count: two answers in two places, and the same answer again after time to read the question.
    let [first, second] = [
        app.middle("[data-answer='0']").await?,
        app.middle("[data-answer='3']").await?,
    ];
    app.advance_clock(1000).await?;
    for (spot, gap) in [(first, 400), (second, 600), (second, 0)] {
        app.tap_point(spot).await?;
        index += 1;
        app.until_question(index).await?;
        app.advance_clock(gap).await?;
    }
    Ok(())
}

/// Scrolls the intro until Start is where an answer of the first question will be, and returns its position.
async fn scroll_start_over_answer(app: &App, answer: (i64, i64)) -> Result<(i64, i64)> {
    let (_, y) = app.middle("[data-action=start]").await?;
    app.run("scrollBy(0, arguments[0])", vec![json!(y - answer.1)])
        .await?;
    let start = app.middle("[data-action=start]").await?;
    ensure!(
        (start.1 - answer.1).abs() < 20,
        "Start is at {start:?}, not over the answer at {answer:?}"
    );
    Ok(start)
}

/// Double taps on Start, Back, Skip and Stop, and on the last question, whose result appears at once.
async fn double_on_buttons(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    let answer = app.middle("[data-answer='1']").await?;
    app.open().await?;
    let start = scroll_start_over_answer(app, answer).await?;
    app.stop_clock().await?;
    // Taps twice in the same place, 200 ms apart.
    let twice = async |spot, shown: &str| -> Result<()> {
        app.advance_clock(1000).await?;
        app.tap_point(spot).await?;
        app.until(shown, |state| {
            state.question.as_deref() == Some(shown) || state.is(shown)
        })
        .await?;
        app.advance_clock(200).await?;
        app.tap_point(spot).await?;
        app.advance_clock(1000).await
    };
    let id = |index: usize| app.pack.items[index].id.as_str();
    twice(start, id(0)).await?;
    ensure!(
        answers_before(app, 0).await? == 0,
        "Start answered a question"
    );
    twice(app.middle("[data-answer=skip]").await?, id(2)).await?;
    ensure!(
        answers_before(app, 2).await? == 2,
        "a double tap on Skip skipped two questions"
    );
    app.advance_clock(1000).await?;
    twice(app.middle("[data-action=back]").await?, id(2)).await?;
    app.until_question(2).await?;
    twice(app.middle("[data-action=pause]").await?, "pause").await?;
    app.go("stay", "question").await?;

    let last = app.pack.len() - 1;
    app.answer_in_draft(last).await?;
    app.reload().await?;
    app.tap_action("resume").await?;
    app.until_question(last).await?;
    app.stop_clock().await?;
    twice(app.middle("[data-answer='1']").await?, "result").await?;
    const OPEN: &str = "return document.querySelectorAll('main details[open]').length";
    ensure!(
        app.eval::<usize>(OPEN, vec![]).await? == 0,
        "the second tap opened something on the result"
    );
    // No other step was made: Back leads to the result.
    app.go("data", "data").await?;
    app.browser_back().await?;
    app.until_screen("result").await.map(drop)
}

/// Double taps before the app has started, and while it starts.
async fn double_before_app_ready(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    let answer = app.middle("[data-answer='1']").await?;
    let held = app.site.hold(".wasm");
    app.navigate().await?;
    app.until_screen("intro").await?;
    let start = scroll_start_over_answer(app, answer).await?;
    app.stop_clock().await?;
    app.tap_point(start).await?;
    app.until_question(0).await?;
    ensure!(
        answer_at(app, start).await?.is_some(),
        "there is no answer at the place of the second tap"
    );
    app.advance_clock(200).await?;
    app.tap_point(start).await?;
    let state = app.until_question(0).await?;
    ensure!(state.pressed.is_none(), "Start answered: {state:?}");
    app.advance_clock(1000).await?;
    app.tap("[data-answer='3']").await?;
    app.until("the answer to be marked", |state| {
        state.pressed.as_deref() == Some("3")
    })
    .await?;
    drop(held);
    app.until_loaded().await?;
    app.until_question(1).await?;
    app.advance_clock(1000).await?;
    ensure!(
        answers_before(app, 1).await? == 1,
        "more than one was answered"
    );
    Ok(())
}

async fn held_keys(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.until_heading_focused().await?;
    const COUNT: &str = "window.repeats = 0; addEventListener('keydown', ({ repeat }) => (window.repeats += repeat), true)";
    app.stub(COUNT).await?;
    app.hold_key(HeldKey::One, 60).await?;
    app.until_question(1).await?;
    ensure!(
        app.eval::<usize>("return window.repeats", vec![]).await? > 50,
        "the key was not repeated"
    );
    ensure!(
        answers_before(app, 1).await? == 1,
        "a held key answered again"
    );
    // Enter on an answer and Escape count once each.
    app.until_heading_focused().await?;
    app.press("\u{e015}").await?;
    app.hold_key(HeldKey::Enter, 20).await?;
    app.until_question(3).await?;
    app.until_heading_focused().await?;
    app.hold_key(HeldKey::Escape, 21).await?;
    app.until_screen("pause").await?;
    app.until_heading_focused().await?;
    app.press("\u{e00c}").await?;
    app.until_question(3).await?;
    ensure!(
        answers_before(app, 3).await? == 3,
        "held keys answered again"
    );
    Ok(())
}

/// Digits belong to the question. On a link, a button or open help they do nothing.
async fn digits_outside_question(app: &mut App) -> Result<()> {
    app.open().await?;
    app.begin().await?;
    app.until_heading_focused().await?;
    app.press("3").await?;
    app.until_question(1).await?;
    app.until_heading_focused().await?;
    for css in [
        "[data-action=change]",
        "[data-action=back]",
        "[data-action=pause]",
        "[data-part=help] summary",
    ] {
        let focus = "document.querySelector(arguments[0]).focus()";
        app.run(focus, vec![json!(css)]).await?;
        app.press("12").await?;
    }
    app.press(ENTER).await?;
    app.run("document.querySelector('h1').focus()", vec![])
        .await?;
    app.press("34").await?;
    app.press("\u{e00c}").await?;
    tab_to(app, Direction::Forward, "[data-answer='2']").await?;
    app.press("4").await?;
    app.until_question(2).await?;
    ensure!(
        answers_before(app, 2).await? == 2,
        "a digit pressed outside the question gave an answer"
    );
    Ok(())
}

/// The last answer is named without moving the others, and one tap leads back to it.
async fn last_answer_shown(app: &mut App) -> Result<()> {
    let title = app.open().await?.title;
    app.begin().await?;
    const TOP: &str = "return document.querySelector('[data-answer]').getBoundingClientRect().top";
    const DESCRIBED: &str = "
        const by = document.activeElement.getAttribute('aria-describedby');
        return by && document.querySelector('#' + by).innerText";
    let top: f64 = app.eval(TOP, vec![]).await?;
    ensure!(
        app.count("[data-action=change]").await? == 0,
        "the last answer is shown before there is one"
    );
    for (index, value) in [(0, "3"), (1, "skip"), (2, "0")] {
        let label = app.text(&format!("[data-answer='{value}']")).await?;
        let state = app.answer(index, value).await?;
        app.title_and_url_unchanged(&state, &title)?;
        app.until_heading_focused().await?;
        let said = app.text(".last-answer p").await?;
        let wanted = match value {
            "skip" => app.locale_text("lastSkipped")?,
            _ => app.locale_text("lastAnswer")?.replace("{answer}", &label),
        };
        ensure!(
            said == wanted,
            "expected {wanted} for {label}, found {said}"
        );
        let read: Option<String> = app.eval(DESCRIBED, vec![]).await?;
        ensure!(
            read.as_deref() == Some(&*said),
            "the description read out is {read:?}"
        );
        app.targets_are_large("question").await?;
    }
    ensure!(
        app.eval::<f64>(TOP, vec![]).await? == top,
        "the answers have moved"
    );
    app.tap_action("change").await?;
    let state = app.until_question(2).await?;
    ensure!(state.pressed.as_deref() == Some("0"), "{state:?}");
    app.until_heading_focused().await?;
    app.answer(2, "4").await?;
    ensure!(
        app.draft_answers().await?.len() == 3,
        "an answer was added or lost"
    );
    app.tap_action("change").await?;
    let state = app.until_question(2).await?;
    ensure!(state.pressed.as_deref() == Some("4"), "{state:?}");
    Ok(())
}

/// After Back, focus is on the control that led away, and the scroll position is as it was.
async fn back_restores_focus_and_scroll(app: &mut App) -> Result<()> {
    const SCROLL: &str = "return Math.round(scrollY)";
    app.open().await?;
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    app.answer_in_draft(20).await?;
    app.reload().await?;
    app.tap_action("resume").await?;
    app.until_question(20).await?;
    app.finish_early().await?;
    app.run(
        "document.querySelector('[data-action=explain]').focus()",
        vec![],
    )
    .await?;
    let scroll: i64 = app.eval(SCROLL, vec![]).await?;
    ensure!(scroll > 300, "the control is at the top: {scroll}");
    for way in ["keys", "browser"] {
        app.press(ENTER).await?;
        app.until_screen("explain").await?;
        app.until_heading_focused().await?;
        ensure!(
            app.eval::<i64>(SCROLL, vec![]).await? == 0,
            "the new screen is not scrolled to the top"
        );
        match way {
            "keys" => {
                tab_to(app, Direction::Backward, "[data-action=back]").await?;
                app.press(ENTER).await?;
            }
            _ => app.browser_back().await?,
        }
        app.until("focus on the control that was tapped", |state| {
            state.is("result") && state.focus == "explain"
        })
        .await?;
        app.until_scrolled(scroll).await?;
        app.until_focus_visible().await?;
    }
    Ok(())
}
