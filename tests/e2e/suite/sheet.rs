//! The page for supervision: its chosen parts, on screen, on paper, copied and shared.

use anyhow::{Context, Result, ensure};
use e2e::app::App;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::json;
use xtask::tools::browsers::Engine;

pub(crate) fn add(suite: &mut Suite) {
    suite.add("sheet_chosen_parts", chosen_parts);
    suite.add("sheet_copy_print_share", copy_print_share);
    suite.add("sheet_print_unavailable", print_unavailable);
    suite.add_in(
        Engine::Chromium,
        "sheet_one_page",
        Default::default(),
        one_page,
    );
    suite.add_in(
        Engine::Chromium,
        "paper_page_count",
        Default::default(),
        page_count,
    );
}

const SET_ALL: &str = "
for (const box of document.querySelectorAll('main [type=checkbox]')) if (box.checked !== arguments[0]) box.click();";

/// Replaces clipboard, share sheet and printer by stubs that record what they are given.
const STUBS: &str = "
window.given = { copied: [], shared: [], printed: 0 };
const clipboard = { writeText: (text) => arguments[0] ? (window.given.copied.push(text), Promise.resolve()) : Promise.reject(new Error('no')) };
Object.defineProperty(Navigator.prototype, 'clipboard', { configurable: true, get: () => clipboard });
Object.setPrototypeOf(clipboard, Clipboard.prototype);
Navigator.prototype.share = (data) => (window.given.shared.push(data), Promise.resolve());
window.print = () => { window.given.printed += 1; dispatchEvent(new Event('beforeprint')); };";

async fn go_to_sheet(app: &App) -> Result<()> {
    app.open().await?;
    app.complete_check(App::highest_answer).await?;
    app.go("plan", "plan").await?;
    app.make_plan().await?;
    app.go("history", "history").await?;
    app.go("open-record", "result").await?;
    app.go("note", "note").await?;
    app.fill("textarea", "A line of my own.").await?;
    app.go("back", "result").await?;
    app.go("sheet", "sheet").await.map(drop)
}

async fn chosen_parts(app: &mut App) -> Result<()> {
    go_to_sheet(app).await?;
    let page = "[data-part=paper]";
    let text = app.text(page).await?;
    for out in ["A line of my own.", " of 4"] {
        ensure!(
            !text.contains(out),
            "the sheet contains {out} although it was not chosen: {text}"
        );
    }
    app.run(SET_ALL, vec![json!(false)]).await?;
    app.until_text("main", &app.locale_text("sheetEmpty")?)
        .await?;
    ensure!(app.count(page).await? == 0, "an empty sheet is shown");
    for (name, words) in [
        ("words", "Running on empty"),
        ("note", "A line of my own."),
        ("numbers", "4 of 4"),
        ("plan", "I will"),
    ] {
        app.tap(&format!("[name={name}]")).await?;
        app.until_text(page, words).await?;
        app.tap(&format!("[name={name}]")).await?;
        app.until_text("main", &app.locale_text("sheetEmpty")?)
            .await?;
    }
    app.fill("textarea", "And what about Tuesdays?").await?;
    app.until_text(page, "And what about Tuesdays?").await?;

    // Another check has a sheet of its own, with the defaults.
    app.copy_check(1, 30).await?;
    app.reload().await?;
    app.go("history", "history").await?;
    app.go("open-record", "result").await?;
    app.go("sheet", "sheet").await?;
    ensure!(
        !app.text(page).await?.contains("Tuesdays"),
        "the typed text was stored"
    );
    Ok(())
}

async fn copy_print_share(app: &mut App) -> Result<()> {
    go_to_sheet(app).await?;
    app.run(STUBS, vec![json!(true)]).await?;
    app.tap_action("copy").await?;
    app.until_message("saidCopied").await?;
    let copied: Vec<String> = app.eval("return window.given.copied", vec![]).await?;
    let copied = copied.first().context("nothing was copied")?.clone();
    for line in app.text("[data-part=paper]").await?.lines() {
        ensure!(
            copied.contains(line.trim()),
            "the copied text lacks {line:?}: {copied}"
        );
    }
    app.tap_action("print").await?;
    ensure!(
        app.eval::<u32>("return window.given.printed", vec![])
            .await?
            == 1,
        "print was not called"
    );
    // The share button appears when the page is drawn again, because the browser now has a share sheet.
    app.tap("[name=numbers]").await?;
    app.tap_action("share").await?;
    let shared: String = app
        .eval("return window.given.shared[0]?.text ?? ''", vec![])
        .await?;
    ensure!(shared.contains("4 of 4"), "{shared}");

    // If the clipboard is not available, the same text is shown and selected.
    app.run(STUBS, vec![json!(false)]).await?;
    app.tap_action("copy").await?;
    app.until_message("byHandClipboard").await?;
    app.until_selected(&shared).await?;

    // Closing the share sheet is no failure. Anything else is, and shows a message.
    for (name, said) in [("AbortError", false), ("NotAllowedError", true)] {
        const REFUSE: &str = "
            window.asked = 0;
            Navigator.prototype.share = () => (window.asked += 1, Promise.reject(new DOMException('no', arguments[0])));";
        app.tap("[name=numbers]").await?;
        app.run(REFUSE, vec![json!(name)]).await?;
        app.tap_action("share").await?;
        until_true("share to be called", async || {
            app.eval("return window.asked === 1", vec![]).await
        })
        .await?;
        if said {
            app.until_message("byHandShare").await?;
        } else {
            app.settle().await?;
            ensure!(
                app.count("[data-part=said] p").await? == 0,
                "an unexpected message after {name}"
            );
        }
    }
    Ok(())
}

/// If printing does nothing, the page shows a message and the text. Only the browser's `beforeprint` event tells whether it began.
async fn print_unavailable(app: &mut App) -> Result<()> {
    go_to_sheet(app).await?;
    const BEGINS: &str = "window.print = () => dispatchEvent(new Event('beforeprint'));
        window.waited = 0;
        const { setTimeout } = window;
        window.setTimeout = (then, after) => setTimeout(() => (then(), window.waited += after >= 1000), after);";
    app.run(BEGINS, vec![]).await?;
    app.tap_action("print").await?;
    until_true("the delay before the message to pass", async || {
        app.eval("return window.waited > 0", vec![]).await
    })
    .await?;
    app.settle().await?;
    ensure!(
        app.count("[data-part=said] p").await? == 0,
        "the message that printing failed is shown although printing began"
    );
    app.run("window.print = () => {}", vec![]).await?;
    app.tap_action("print").await?;
    app.until_message("byHandPrinter").await?;
    let text: String = app
        .eval(
            "return document.querySelector('.by-hand textarea').value",
            vec![],
        )
        .await?;
    for line in app.text("[data-part=paper]").await?.lines() {
        ensure!(
            text.contains(line.trim()),
            "the shown text lacks {line:?}: {text}"
        );
    }
    Ok(())
}

/// The fullest sheet: everything chosen, after the highest answers.
async fn one_page(app: &mut App) -> Result<()> {
    go_to_sheet(app).await?;
    app.go("back", "result").await?;
    app.go("reflect", "reflect").await?;
    app.tap("[name=outcome]").await?;
    app.go("sheet", "sheet").await?;
    app.run(SET_ALL, vec![json!(true)]).await?;
    app.fill("textarea", "And what about Tuesdays?").await?;
    app.until_text("[data-part=paper]", "Tuesdays").await?;
    let pages = printed_pages(app, "sheet.pdf", A4).await?;
    ensure!(
        pages == 1,
        "expected one page, found {pages}: see target/e2e/sheet.pdf"
    );
    Ok(())
}

/// The check on paper has as many pages as the changelog says.
async fn page_count(app: &mut App) -> Result<()> {
    app.open_path("paper.html", "h1").await?;
    for (name, size) in [("A4", A4), ("US Letter", LETTER)] {
        let pages = printed_pages(app, "paper.pdf", size).await?;
        ensure!(
            pages == 14,
            "expected fourteen pages on {name}, found {pages}: see target/e2e/paper.pdf"
        );
    }
    Ok(())
}

/// Width and height in inches.
const A4: [f64; 2] = [8.27, 11.69];
const LETTER: [f64; 2] = [8.5, 11.0];

/// Prints the page, saves the PDF under this name, and returns its number of pages.
async fn printed_pages(app: &App, name: &str, [width, height]: [f64; 2]) -> Result<usize> {
    let paper = json!({ "paperWidth": width, "paperHeight": height, "preferCSSPageSize": true });
    let pdf = app.browser()?.cdp("Page.printToPDF", paper).await?;
    let pdf = pdf["data"].as_str().context("a PDF")?;
    let decode = "return Array.from(atob(arguments[0]), (letter) => letter.charCodeAt(0))";
    let bytes: Vec<u8> = app.eval(decode, vec![json!(pdf)]).await?;
    std::fs::write(app.programs.evidence.join(name), &bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.matches("/Type /Page\n").count())
}
