//! Waiting for conditions, with a deadline.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long a condition may take to come true. Only a failing test uses all of it, so it can be generous.
pub const TIMEOUT: Duration = Duration::from_secs(15);

/// The first pause between two checks of a condition. Each pause is half as long again as the one before, up to [`LONGEST_PAUSE`]: most
/// conditions come true at once, and each check costs the browser some milliseconds.
const FIRST_PAUSE: Duration = Duration::from_millis(10);

/// The longest pause between two checks.
const LONGEST_PAUSE: Duration = Duration::from_millis(100);

/// Polls until there is a value. An error counts as no value yet, because an element may vanish between finding and using it while the page
/// changes. The last error is reported if time runs out.
pub async fn until<T>(what: &str, mut poll: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        let seen = poll().await;
        if let Ok(Some(found)) = seen {
            return Ok(found);
        }
        if start.elapsed() > TIMEOUT {
            match seen {
                Err(error) => return Err(error.context(format!("timed out waiting for {what}"))),
                _ => bail!("timed out waiting for {what}"),
            }
        }
        tokio::time::sleep(pause).await;
        pause = LONGEST_PAUSE.min(pause.mul_f64(1.5));
    }
}

/// Polls until the condition is true.
pub async fn until_true(what: &str, mut poll: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    until(what, async || Ok(poll().await?.then_some(()))).await
}
