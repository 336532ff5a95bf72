//! Copies that are saved and restored, and exported tables, calendar files and responses for a records system.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::browser::BrowserOptions;
use e2e::storage::RECORD;
use e2e::trial::Suite;
use serde_json::{Value, json};
use xtask::tools::browsers::Engine;

const NOTE: &str = "=1+1, and “more”";

const SETTINGS: &str = "compassion-check/settings";

pub(crate) fn add(suite: &mut Suite) {
    suite.add("backup_round_trip", round_trip);
    suite.add("backup_invalid_files", invalid_files);
    suite.add("backup_download_failed", download_failed);
    suite.add("backup_share_in_installed_app", share_in_installed_app);
    suite.add("backup_restore_storage_full", restore_storage_full);
    suite.add(
        "backup_export_table_and_response",
        export_table_and_response,
    );
    suite.add("backup_export_calendar", export_calendar);
    suite.add_in(
        Engine::Chromium,
        "backup_real_download",
        BrowserOptions::OWN_BROWSER,
        real_download,
    );
}

/// Everything stored except the settings.
async fn stored_except_settings(app: &App) -> Result<BTreeMap<String, String>> {
    let mut kept = app.stored().await?;
    kept.remove(SETTINGS);
    Ok(kept)
}

async fn round_trip(app: &mut App) -> Result<()> {
    app.store_one_of_each(NOTE).await?;
    let before = stored_except_settings(app).await?;
    app.go_to_copies().await?;
    app.until_text("main", &app.locale_text("backedUpNever")?)
        .await?;
    let copy = app.save("save-backup").await?;
    ensure!(
        copy.name.ends_with(".json") && copy.kind == "application/json",
        "{copy:?}"
    );
    let never = app.locale_text("backedUpNever")?;
    ensure!(
        !app.text("main").await?.contains(&never),
        "the page still says that no backup was saved"
    );

    app.go("back", "data").await?;
    app.confirm("clear-all").await?;
    ensure!(
        app.stored_count().await? == 0,
        "data is still stored after clearing everything"
    );
    app.go("copies", "copies").await?;
    app.choose_file(&copy.text, 1).await?;
    app.until_message("restoredHeading").await?;
    ensure!(
        stored_except_settings(app).await? == before,
        "the restored data differs from the saved data"
    );
    app.choose_file(&copy.text, 1).await?;
    app.until_text("[data-part=said]", &app.locale_text("restoredNothing")?)
        .await?;
    ensure!(
        stored_except_settings(app).await? == before,
        "restoring the same file again changed the data"
    );
    app.go("history", "history").await?;
    app.until_text("[data-action=open-record]", &app.locale_text("hasNote")?)
        .await
}

/// The person says that a file did not arrive. No backup date is stored, and the file's content can be copied by hand.
async fn download_failed(app: &mut App) -> Result<()> {
    app.store_one_of_each(NOTE).await?;
    app.go_to_copies().await?;
    app.capture_files().await?;
    app.tap_action("save-backup").await?;
    app.until_message("fileAsked").await?;
    app.tap_action("file-missing").await?;
    app.until_message("byHandLost").await?;
    let file = app
        .captured_files()
        .await?
        .pop()
        .context("nothing was saved")?;
    app.until_selected(&file.text).await?;
    app.until_text("main", &app.locale_text("backedUpNever")?)
        .await?;
    ensure!(
        !app.stored().await?.contains_key(SETTINGS),
        "a backup date was stored"
    );
    Ok(())
}

/// In an installed app whose share sheet takes files, sharing comes first, and each of its outcomes is handled.
async fn share_in_installed_app(app: &mut App) -> Result<()> {
    const INSTALLED: &str = "
        const { matchMedia } = window;
        window.matchMedia = (query) => query.includes('standalone') ? { matches: true } : matchMedia(query);
        window.given = [];
        window.refuse = undefined;
        Navigator.prototype.canShare = (data) => data.files[0].name.endsWith('.json');
        Navigator.prototype.share = async (data) => {
          if (window.refuse) throw new DOMException('no', window.refuse);
          window.given.push(data.files[0].name);
        };";
    app.store_one_of_each(NOTE).await?;
    app.go_to_copies().await?;
    app.run(INSTALLED, vec![]).await?;
    app.capture_files().await?;
    for (refuse, said) in [
        ("AbortError", "fileUnshared"),
        ("NotAllowedError", "byHandShare"),
        ("", "fileAsked"),
    ] {
        app.run("window.refuse = arguments[0]", vec![json!(refuse)])
            .await?;
        app.tap_action("save-backup").await?;
        app.until_message(said).await?;
        ensure!(
            app.captured_files().await?.is_empty(),
            "{said}: the file was downloaded although it was shared"
        );
    }
    let given: Vec<String> = app.eval("return window.given", vec![]).await?;
    ensure!(
        given.len() == 1 && given[0].ends_with(".json"),
        "expected one shared .json file, found {given:?}"
    );
    // A file that the share sheet does not take is downloaded. So is one that was not shared, if the person asks for it.
    app.tap_action("save-table").await?;
    app.until_message("fileAsked").await?;
    ensure!(
        app.captured_files().await?.len() == 1,
        "the table was not downloaded"
    );
    app.run("window.refuse = 'AbortError'", vec![]).await?;
    app.tap_action("save-backup").await?;
    app.until_message("fileUnshared").await?;
    app.tap_action("download").await?;
    app.until_message("fileAsked").await?;
    ensure!(
        app.captured_files().await?.len() == 2,
        "the backup was not downloaded"
    );
    Ok(())
}

async fn invalid_files(app: &mut App) -> Result<()> {
    app.store_one_of_each(NOTE).await?;
    app.go_to_copies().await?;
    let copy = app.save("save-backup").await?.text;
    let before = app.stored().await?;
    let half: String = copy.chars().take(copy.chars().count() / 2).collect();
    for (file, times, said) in [
        (half.as_str(), 1, "refusedNotABackup"),
        ("{\"format\":\"else\",\"v\":1}", 1, "refusedNotABackup"),
        (&copy.replacen("\"v\":1", "\"v\":99", 1), 1, "refusedNewer"),
        ("sixteen letters.", 1 << 20 | 1, "refusedTooLarge"),
    ] {
        app.choose_file(file, times).await?;
        app.until_message(said).await?;
        ensure!(
            app.stored().await? == before,
            "{said}: the stored data changed"
        );
    }
    // One record in the file is damaged. The others are restored, and the message names it.
    app.go("data", "data").await?;
    app.confirm("clear-all").await?;
    app.go("copies", "copies").await?;
    let torn = copy.replacen("\\\"cue\\\":", "\\\"clue\\\":", 1);
    ensure!(torn != copy, "the backup contains no plan: {copy}");
    app.choose_file(&torn, 1).await?;
    app.until_text("[data-part=said]", "2 checks and 1 note")
        .await?;
    app.until_message("leftGarbage").await
}

async fn restore_storage_full(app: &mut App) -> Result<()> {
    app.store_one_of_each(NOTE).await?;
    app.go_to_copies().await?;
    let copy = app.save("save-backup").await?.text;
    app.go("back", "data").await?;
    app.confirm("clear-all").await?;
    app.go("copies", "copies").await?;
    app.fill_storage().await?;
    app.choose_file(&copy, 1).await?;
    app.until_message("saidNoRoom").await?;
    let ours = app.stored_under("compassion-check/").await?;
    ensure!(
        ours.is_empty(),
        "part of the backup was stored: {:?}",
        ours.keys()
    );
    Ok(())
}

async fn export_table_and_response(app: &mut App) -> Result<()> {
    app.store_one_of_each(NOTE).await?;
    app.go_to_copies().await?;
    let table = app.save("save-table").await?;
    ensure!(table.name.ends_with(".csv"), "{}", table.name);
    let rows: Vec<&str> = table.text.trim_end().split("\r\n").collect();
    ensure!(
        rows.len() == 2,
        "expected a header and one row, found {rows:?}"
    );
    ensure!(
        rows[1].contains("\"'=1+1, and “more”\""),
        "a spreadsheet would run the note as a formula: {}",
        rows[1]
    );
    let other = app.save("save-table-semicolons").await?;
    ensure!(
        other.text.starts_with("\u{feff}\"") && other.text.contains("\";\""),
        "the table is not separated by semicolons: {}",
        other.text
    );

    app.go("history", "history").await?;
    app.go("open-record", "result").await?;
    app.go("explain", "explain").await?;
    for scale in &app.pack.scales.clone() {
        app.until_text("main", scale).await?;
    }
    let response = app.save("save-response").await?;
    let response: Value = serde_json::from_str(&response.text)?;
    ensure!(
        response["resourceType"] == "QuestionnaireResponse" && response["status"] == "completed",
        "{response}"
    );
    let record = app.stored_under(RECORD).await?;
    let record: Value = serde_json::from_str(record.values().next().context("a record")?)?;
    let answered = response.to_string().matches("valueCoding").count();
    ensure!(
        record["answers"].as_array().map(Vec::len) == Some(answered),
        "the response contains {answered} answers, not as many as the record"
    );
    Ok(())
}

async fn export_calendar(app: &mut App) -> Result<()> {
    app.open().await?;
    app.go("plan", "plan").await?;
    app.make_plan().await?;
    let plan = app.text(".read-back .lead").await?;
    app.go("calendar", "calendar").await?;
    let neutral = app.locale_text("calendarNeutral")?;
    let told = |text: &str| text.replace("\r\n ", "").replace("\\,", ",");
    for action in ["save-plan", "save-next"] {
        let file = app.save(action).await?;
        let text = told(&file.text);
        ensure!(file.name.ends_with(".ics"), "{}", file.name);
        ensure!(text.contains(&format!("SUMMARY:{neutral}\r\n")), "{text}");
        for telling in [plan.as_str(), "compassion", "RRULE", "DESCRIPTION:W"] {
            ensure!(
                !text.contains(telling),
                "the calendar file should not contain {telling}: {text}"
            );
        }
        app.go("plan", "plan").await?;
        app.go("calendar", "calendar").await?;
    }
    app.tap("[name=words]").await?;
    app.tap("[name=weekly]").await?;
    app.fill("[name=title]", "Tea, alone").await?;
    let text = told(&app.save("save-plan").await?.text);
    for wanted in [plan.as_str(), "SUMMARY:Tea, alone", "RRULE:FREQ=WEEKLY"] {
        ensure!(
            text.contains(wanted),
            "the calendar file does not contain {wanted}: {text}"
        );
    }
    let still = "return [document.querySelector('[name=title]').value, document.querySelector('[name=words]').checked]";
    ensure!(
        app.run(still, vec![]).await? == serde_json::json!(["Tea, alone", true]),
        "the form lost its input"
    );
    Ok(())
}

/// A real download: the page's own policy allows it.
async fn real_download(app: &mut App) -> Result<()> {
    app.store_one_of_each(NOTE).await?;
    app.go_to_copies().await?;
    let folder = tempfile::TempDir::new()?;
    let place = json!({ "behavior": "allow", "downloadPath": folder.path() });
    app.browser()?
        .cdp("Browser.setDownloadBehavior", place)
        .await?;
    app.tap_action("save-backup").await?;
    let file = e2e::wait::until("the downloaded file", async || {
        let files = folder
            .path()
            .read_dir()?
            .flatten()
            .map(|entry| entry.path());
        let mut done = files.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
        Ok(done.next())
    })
    .await?;
    let copy: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    ensure!(copy["format"] == "compassion-check/backup", "{copy}");
    Ok(())
}
