//! One check in several tabs of a real browser: every finished check is stored as it was answered.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::storage::{DRAFT, PREFIX, RECORD};
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("tabs_random_actions", random_actions);
    suite.add("tabs_remove_item_throws", remove_item_throws);
    suite.add(
        "tabs_backup_restored_in_other_tab",
        backup_restored_in_other_tab,
    );
}

/// The chosen answers by item.
pub(crate) type Answers = BTreeMap<String, String>;

/// A random number generator. `E2E_SEED` repeats a run.
pub(crate) struct Random(u64);

impl Random {
    /// Seeded by the time, unless `E2E_SEED` is set.
    pub(crate) fn from_time() -> Result<Self> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
        Self::from_seed(now.subsec_nanos().into())
    }

    /// Seeded by `seed`, unless `E2E_SEED` is set.
    pub(crate) fn from_seed(seed: u64) -> Result<Self> {
        let seed = match std::env::var("E2E_SEED") {
            Ok(seed) => seed.parse().context("E2E_SEED")?,
            Err(_) => seed,
        };
        println!("E2E_SEED={seed}");
        Ok(Self(seed))
    }

    pub(crate) fn below(&mut self, most: usize) -> Result<usize> {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        Ok(usize::try_from(self.0 >> 33)? % most)
    }
}

/// Answers the question at this index at random.
async fn answer(app: &App, at: usize, random: &mut Random, given: &mut Answers) -> Result<()> {
    let item = &app.pack.items[at];
    let value = item.values[random.below(item.values.len())?].clone();
    app.answer(at, &value).await?;
    given.insert(item.id.clone(), value);
    Ok(())
}

/// The answers of every finished check in storage.
pub(crate) async fn stored_answers(app: &App) -> Result<Vec<Answers>> {
    let records = app.stored_under(RECORD).await?;
    let mut all = Vec::new();
    for text in records.values() {
        let record: Value = serde_json::from_str(text)?;
        let answers: Vec<(String, Value)> = serde_json::from_value(record["answers"].clone())?;
        let answers = answers.into_iter();
        all.push(answers.map(|(id, value)| (id, value.to_string())).collect());
    }
    Ok(all)
}

/// A check is started in one tab and resumed in two more. Each goes on at random and finishes, one of them without room.
async fn random_actions(app: &mut App) -> Result<()> {
    let mut random = Random::from_time()?;
    app.open().await?;
    app.begin().await?;
    let mut begun = Answers::new();
    for at in 0..2 {
        answer(app, at, &mut random, &mut begun).await?;
    }
    let mut tabs: Vec<(WindowHandle, usize, Answers)> = Vec::new();
    tabs.push((app.current_tab().await?, 2, begun.clone()));
    for _ in 0..2 {
        app.browser()?.new_tab().await?;
        app.open().await?;
        app.tap_action("resume").await?;
        app.until_question(2).await?;
        tabs.push((app.current_tab().await?, 2, begun.clone()));
    }
    for _ in 0..8 {
        let at = random.below(tabs.len())?;
        let (tab, place, given) = &mut tabs[at];
        app.switch_to_tab(tab).await?;
        answer(app, *place, &mut random, given).await?;
        *place += 1;
    }
    let without_room = random.below(tabs.len())?;
    let mut finished: Vec<Answers> = Vec::new();
    for (at, (tab, ..)) in tabs.iter().enumerate() {
        app.switch_to_tab(tab).await?;
        if at == without_room {
            app.fill_storage().await?;
        }
        app.finish_early().await?;
        finished.push(tabs[at].2.clone());
        if at == without_room {
            let there = stored_answers(app).await?.contains(&finished[at]);
            let state = app.state().await?;
            ensure!(
                there || state.notice.as_deref() == Some("full"),
                "the check is not stored and no notice is shown: {state:?}"
            );
            app.free_storage().await?;
            // The next action tries to store it again.
            app.go("history", "history").await?;
            let state = app.state().await?;
            ensure!(
                state.notice.as_deref() != Some("full"),
                "the check is still waiting to be stored: {state:?}"
            );
        }
        let there = stored_answers(app).await?;
        for check in &finished {
            ensure!(
                there.contains(check),
                "{check:?} is lost, stored are {there:?}"
            );
        }
    }
    let different: std::collections::BTreeSet<&Answers> = finished.iter().collect();
    let records = app.stored_under(RECORD).await?.len();
    ensure!(
        records == different.len(),
        "{records} checks are stored, expected {} different ones",
        different.len()
    );
    // Every tab but the last to finish has been notified by now, and a newly loaded one lists all checks.
    app.open().await?;
    app.go("history", "history").await?;
    let listed = app.count("[data-action=open-record]").await?;
    ensure!(
        listed == records,
        "{listed} checks are listed, expected {records}"
    );
    println!(
        "tabs: {} actions, {} finished checks, lost: 0",
        8 + 2 + 3,
        finished.len()
    );
    both_say_so(app).await
}

/// The same check is finished in two tabs with different answers, and both tabs say so.
async fn both_say_so(app: &App) -> Result<()> {
    let says = |state: &e2e::app::State| state.notice.as_deref() == Some("twin-finished");
    app.go("home", "intro").await?;
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    let [first, second] = app.second_tab().await?;
    app.tap_action("resume").await?;
    app.until_question(1).await?;
    app.switch_to_tab(&first).await?;
    app.finish_early().await?;
    app.switch_to_tab(&second).await?;
    app.answer(1, &app.some_answer(1)).await?;
    app.until("the notice that the check continues separately", |state| {
        state.notice.as_deref() == Some("twin-under-way")
    })
    .await?;
    app.finish_early().await?;
    app.until("the notice in the second tab", says).await?;
    ensure!(
        app.stored_under(DRAFT).await?.is_empty(),
        "a draft is still stored"
    );
    app.switch_to_tab(&first).await?;
    app.until("the notice in the first tab", says).await?;
    Ok(())
}

/// Removing a key throws. The result is shown all the same, and clearing goes on and says what is left.
async fn remove_item_throws(app: &mut App) -> Result<()> {
    const THROWS: &str = "
        const remove = Storage.prototype.removeItem;
        window.heal = () => { Storage.prototype.removeItem = remove; };
        Storage.prototype.removeItem = function (key) {
            if (key.includes(window.stuck)) throw new Error('no');
            return remove.call(this, key);
        };";
    app.open().await?;
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    app.run(&["window.stuck = '/draft/';", THROWS].concat(), vec![])
        .await?;
    let state = app.finish_early().await?;
    ensure!(
        state.notice.is_none(),
        "unexpected notice although the check is stored: {state:?}"
    );
    ensure!(
        app.stored_under(RECORD).await?.len() == 1,
        "expected one stored record"
    );
    let state = app.go("home", "intro").await?;
    ensure!(
        state.offers("start"),
        "the finished check is offered as unfinished: {state:?}"
    );
    app.run("window.stuck = '/record/'", vec![]).await?;
    app.go("data", "data").await?;
    app.tap_action("clear-all").await?;
    app.tap_action("confirm-yes").await?;
    app.until("the notice that something could not be deleted", |state| {
        state.notice.as_deref() == Some("stuck")
    })
    .await?;
    let left = app.stored_under(PREFIX).await?;
    ensure!(
        left.keys().all(|key| key.starts_with(RECORD)) && left.len() == 1,
        "expected one record to remain, found {:?}",
        left.keys()
    );
    app.run("heal()", vec![]).await?;
    app.tap_action("clear-all").await?;
    app.tap_action("confirm-yes").await?;
    app.until("the notice to disappear", |state| state.notice.is_none())
        .await?;
    ensure!(
        app.stored_count().await? == 0,
        "data is still stored after clearing everything"
    );
    Ok(())
}

/// While another tab restores hundreds of checks, this one reads the storage now and then, and not once for each of them.
async fn backup_restored_in_other_tab(app: &mut App) -> Result<()> {
    const MANY: usize = 300;
    const COUNT: &str = "
        window.readE2e = 0;
        const read = Storage.prototype.getItem;
        const one = arguments[0];
        Storage.prototype.getItem = function (key) { window.readE2e += key === one; return read.call(this, key); };";
    app.open().await?;
    app.begin().await?;
    app.answer(0, &app.some_answer(0)).await?;
    app.finish_early().await?;
    let records = app.stored_under(RECORD).await?.into_keys();
    let one = records.last().context("a finished check")?;
    app.copy_check(MANY, 1).await?;
    app.reload().await?;
    app.go_to_copies().await?;
    let copy = app.save("save-backup").await?.text;
    app.go("back", "data").await?;
    app.confirm("clear-all").await?;
    app.go("copies", "copies").await?;

    let [first, second] = app.second_tab().await?;
    app.run(COUNT, vec![json!(one)]).await?;
    app.switch_to_tab(&first).await?;
    app.choose_file(&copy, 1).await?;
    app.until_message("restoredHeading").await?;
    app.switch_to_tab(&second).await?;
    app.go_to_copies().await?;
    let checks = |copy: &str| copy.matches("record/").count();
    ensure!(
        checks(&copy) > MANY,
        "the backup does not contain all checks"
    );
    // Saving a copy reads everything, too.
    let mut copies = 0;
    until_true("all checks to be listed in the other tab", async || {
        copies += 1;
        Ok(checks(&app.save("save-backup").await?.text) == checks(&copy))
    })
    .await?;
    let read: usize = app.eval("return window.readE2e", vec![]).await?;
    ensure!(
        read < MANY / 3 + 8 * copies,
        "one of {MANY} was read {read} times, with {copies} copies saved"
    );
    Ok(())
}
