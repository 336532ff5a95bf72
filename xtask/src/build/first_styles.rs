//! Writes the first styles of a page into the page itself. While a style sheet in the head is loading, browsers show
//! nothing at all.

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

const LINK: &str = "<link rel=\"stylesheet\"";
const ALLOWED: &str = "style-src 'self'";

/// Writes `styles` into the head of the page and allows them in its content security policy by their hash. Links to
/// style sheets in the head move to the end of the body: browsers show what comes before them while they load. Links in
/// the body stay where they are.
pub fn write(page: &str, styles: &str) -> Result<String> {
    ensure!(
        !styles.contains("</"),
        "the first styles would end their element"
    );
    ensure!(page.contains(LINK), "the page has no style sheet");
    let (linked, body) = page.split_once("</head>").context("a page has a head")?;
    let (mut head, mut links) = (String::new(), String::new());
    let mut parts = linked.split(LINK);
    head.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (attributes, after) = part.split_once("/>").context("a link without an end")?;
        links.push_str(&[LINK, attributes, "/>"].concat());
        head.push_str(after);
    }
    ensure!(head.contains(ALLOWED), "the page's policy allows no style");
    let allowed = format!("{ALLOWED} {}", source(styles));
    let head = head.replacen(ALLOWED, &allowed, 1);
    let (body, end) = body.rsplit_once("</body>").context("a page has a body")?;
    Ok(format!(
        "{head}<style>{styles}</style></head>{body}{links}</body>{end}"
    ))
}

/// The source expression that allows an inline element with this text (Content Security Policy Level 3, section 2.3.1,
/// `hash-source`).
pub fn source(text: &str) -> String {
    format!(
        "'sha256-{}'",
        BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><meta content=\"default-src 'none'; style-src 'self'; base-uri 'none'\" />\
        <link rel=\"stylesheet\" href=\"a.css\" /><link rel=\"icon\" href=\"i\" /></head><body>words</body></html>";

    #[test]
    fn the_sheet_comes_last_and_the_policy_knows_the_first_styles() -> Result<()> {
        // From the standard: the hash of `alert('Hello, world.');`.
        assert_eq!(
            source("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
        let hash = source("a{color:red}");
        assert_eq!(
            write(PAGE, "a{color:red}")?,
            format!(
                "<head><meta content=\"default-src 'none'; style-src 'self' {hash}; base-uri 'none'\" />\
                 <link rel=\"icon\" href=\"i\" /><style>a{{color:red}}</style></head>\
                 <body>words<link rel=\"stylesheet\" href=\"a.css\" /></body></html>"
            )
        );
        Ok(())
    }

    #[test]
    fn a_sheet_in_the_body_stays_there() -> Result<()> {
        const LATE: &str = "<noscript><link rel=\"stylesheet\" href=\"a.css\" /></noscript>";
        let page = PAGE.replace("<link rel=\"stylesheet\" href=\"a.css\" />", "");
        let page = page.replace("words", &["words", LATE, "more"].concat());
        let written = write(&page, "a{}")?;
        let expected = format!("<style>a{{}}</style></head><body>words{LATE}more</body></html>");
        assert!(written.ends_with(&expected), "{written}");
        Ok(())
    }

    #[test]
    fn a_page_without_a_policy_or_a_sheet_is_refused() {
        assert!(write(&PAGE.replace("style-src 'self'", ""), "a{}").is_err());
        assert!(write(&PAGE.replace("stylesheet", "other"), "a{}").is_err());
        assert!(write(PAGE, "a{content:'</style>'}").is_err());
    }
}
