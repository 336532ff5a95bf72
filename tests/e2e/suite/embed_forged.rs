//! A frame ignores messages that do not come from its host, or are of another version.

use anyhow::{Result, ensure};
use e2e::app::App;
use e2e::trial::Suite;
use e2e::wait::until_true;
use serde_json::json;

use crate::quick_exit_embed::{enter_frame, open_host_page};

pub(crate) fn add(suite: &mut Suite) {
    suite.add("embed_forged_messages_ignored", messages_ignored);
}

/// The host answers as `embed.js` does. Beside the check is a frame of somebody else's.
const PAGE: &str = "<iframe src='{check}index.html?embed' title=Check height=700></iframe>
    <iframe title=Other></iframe>
    <script>
      window.say = (data) => frames[0].postMessage(data, '*');
      addEventListener('message', ({ data }) => data.type === 'hello' && say({ compassionCheck: 1, type: 'host', lang: 'en', dark: true }));
    </script>";

async fn messages_ignored(app: &mut App) -> Result<()> {
    app.site.offer_languages(&["en", "cy"])?;
    open_host_page(app, PAGE).await?;
    enter_frame(app).await?;
    let watch = "window.spoken = [];
        new MutationObserver(() => spoken.push(document.documentElement.lang))
            .observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] });";
    app.run(watch, vec![]).await?;
    let driver = &app.browser()?.driver;
    let welsh = json!({"compassionCheck": 1, "type": "host", "lang": "cy"});
    let newer = json!({"compassionCheck": 2, "type": "host", "lang": "cy"});
    for script in [
        "frames[1].eval(`parent.frames[0].postMessage(${JSON.stringify(arguments[0])}, '*')`); say(arguments[1])",
        // Once this has arrived, the others have, too: messages to one window keep their order.
        "say({ compassionCheck: 1, type: 'host', lang: 'en', dark: false })",
    ] {
        driver.enter_default_frame().await?;
        driver
            .execute(script, vec![welsh.clone(), newer.clone()])
            .await?;
    }
    enter_frame(app).await?;
    let heard = "return document.documentElement.dataset.scheme === 'light'";
    until_true("a genuine message to take effect", async || {
        app.eval(heard, vec![]).await
    })
    .await?;
    let spoken: Vec<String> = app.eval("return spoken", vec![]).await?;
    ensure!(
        spoken.is_empty(),
        "a forged message took effect: {spoken:?}"
    );

    // The host's own message is obeyed.
    driver.enter_default_frame().await?;
    driver.execute("say(arguments[0])", vec![welsh]).await?;
    enter_frame(app).await?;
    until_true("Welsh", async || {
        app.eval("return document.documentElement.lang === 'cy'", vec![])
            .await
    })
    .await
}
