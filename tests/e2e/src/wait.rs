//! Waiting for a condition, never for a time.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long a condition may take to come true. Generous: it is only ever used up by a failing test.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// The first pause between two looks at a condition. Each pause is half as long again as the one before, up to [`LONGEST`]: most
/// conditions come true at once, and each look costs the browser some milliseconds.
const FIRST: Duration = Duration::from_millis(10);

/// The longest pause between two looks.
const LONGEST: Duration = Duration::from_millis(100);

/// Looks until there is something. A look that fails counts as nothing yet: while the page changes, an element may
/// vanish between finding and using it. The last failure is told when the time is up.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    let mut pause = FIRST;
    loop {
        let seen = look().await;
        if let Ok(Some(found)) = seen {
            return Ok(found);
        }
        if start.elapsed() > PATIENCE {
            match seen {
                Err(error) => return Err(error.context(format!("waited for {what}"))),
                _ => bail!("waited in vain for {what}"),
            }
        }
        tokio::time::sleep(pause).await;
        pause = LONGEST.min(pause.mul_f64(1.5));
    }
}

/// Looks until it is so.
pub async fn until_true(what: &str, mut look: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    until(what, async || Ok(look().await?.then_some(()))).await
}
