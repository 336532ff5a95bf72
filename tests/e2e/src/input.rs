//! Taps and keys with exact timing: taps some milliseconds apart, and keys held down.

use anyhow::Result;
use serde_json::json;
use thirtyfour::common::command::{Actions, Command};
use xtask::tools::browsers::Engine;

use crate::app::App;
use crate::wait::until_true;

/// Returns the middle of the first visible element that matches, in CSS pixels of the window.
const MIDDLE: &str = "
const found = [...document.querySelectorAll(arguments[0])].find((one) => one.checkVisibility({ visibilityProperty: true }));
const box = found.getBoundingClientRect();
return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];";

/// Dispatches repeated key events at the focused element, one every 33 milliseconds.
const REPEAT: &str = "
const [key, times, done] = arguments;
let left = times;
const again = () => {
  if (left-- === 0) return done();
  const event = new window.KeyboardEvent('keydown', { key, repeat: true, bubbles: true, cancelable: true, composed: true });
  document.activeElement.dispatchEvent(event);
  setTimeout(again, 33);
};
again();";

/// A key that can be held down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldKey {
    /// The digit 1.
    One,
    /// Enter.
    Enter,
    /// Escape.
    Escape,
}

impl App {
    /// The middle of the first visible element that matches, without scrolling to it.
    pub async fn middle(&self, css: &str) -> Result<(i64, i64)> {
        self.eval(MIDDLE, vec![json!(css)]).await
    }

    /// Stops the page's clock. From now on [`advance_clock`](Self::advance_clock) moves it, so that pauses do not depend on how busy the
    /// machine is.
    pub async fn stop_clock(&self) -> Result<()> {
        const STOP: &str = "
            window.clockE2e = performance.now() + 10000;
            performance.now = () => window.clockE2e;";
        self.run(STOP, vec![]).await.map(drop)
    }

    /// Moves the page's clock on.
    pub async fn advance_clock(&self, milliseconds: u32) -> Result<()> {
        let pass = "window.clockE2e += arguments[0]";
        self.run(pass, vec![json!(milliseconds)]).await.map(drop)
    }

    /// Taps this point of the window, whatever is there. In Chromium this is a touch.
    pub async fn tap_point(&self, (x, y): (i64, i64)) -> Result<()> {
        let kind = match self.engine()? {
            Engine::Chromium => "touch",
            Engine::Firefox | Engine::WebKit => "mouse",
        };
        let actions = json!([
            {"type": "pointerMove", "duration": 0, "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]);
        let parameters = json!({"pointerType": kind});
        let source = json!({"type": "pointer", "id": "finger", "parameters": parameters, "actions": actions});
        let driver = &self.browser()?.driver;
        let command = Command::PerformActions(Actions::from(json!([source])));
        driver.cmd(command).await?;
        Ok(())
    }

    /// Holds a key down while it repeats. Firefox repeats a key that is pressed again before it is released, as with a keyboard. WebKit's
    /// driver takes that for one press, so there the repeats are synthetic events, which trigger only the page's own listeners.
    pub async fn hold_key(&self, key: HeldKey, repeats: usize) -> Result<()> {
        let (name, code, text) = match key {
            HeldKey::One => ("1", 49, "1"),
            HeldKey::Enter => ("Enter", 13, "\r"),
            HeldKey::Escape => ("Escape", 27, ""),
        };
        let typed = match key {
            HeldKey::One => "1",
            HeldKey::Enter => "\u{e007}",
            HeldKey::Escape => "\u{e00c}",
        };
        if self.engine()? == Engine::Firefox {
            let down = json!({"type": "keyDown", "value": typed});
            let mut actions = vec![down; repeats + 1];
            actions.push(json!({"type": "keyUp", "value": typed}));
            let source = json!({"type": "key", "id": "keyboard", "actions": actions});
            let command = Command::PerformActions(Actions::from(json!([source])));
            self.browser()?.driver.cmd(command).await?;
            return Ok(());
        }
        if self.engine()? == Engine::WebKit {
            self.press(typed).await?;
            let body = REPEAT.to_owned();
            self.browser()?
                .run_async(&body, vec![json!(name), json!(repeats)])
                .await?;
            return Ok(());
        }
        for at in 0..=repeats {
            let down = json!({"type": "keyDown", "key": name, "windowsVirtualKeyCode": code, "text": text, "autoRepeat": at > 0});
            self.browser()?.cdp("Input.dispatchKeyEvent", down).await?;
        }
        let up = json!({"type": "keyUp", "key": name, "windowsVirtualKeyCode": code});
        self.browser()?.cdp("Input.dispatchKeyEvent", up).await?;
        Ok(())
    }

    /// Waits until the page is scrolled to `wanted`, in CSS pixels.
    pub async fn until_scrolled(&self, wanted: i64) -> Result<()> {
        until_true(
            &format!("the page to be scrolled to {wanted}"),
            async || {
                let now: i64 = self.eval("return Math.round(scrollY)", vec![]).await?;
                Ok((now - wanted).abs() <= 1)
            },
        )
        .await
    }
}
