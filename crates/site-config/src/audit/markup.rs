//! Markup that other programs turn into bold text, links or symbols. The app shows it as it was typed.

/// The first piece of markup in `text`: `<b>`, `&nbsp;`, `**bold**`, `[here](https://…)`.
pub fn markup(text: &str) -> Option<&str> {
    let marks = text.char_indices().filter_map(|(at, c)| {
        let rest = text.get(at..)?;
        let end = match c {
            '<' => tag(rest),
            '&' => entity(rest),
            '*' => bold(rest),
            '[' => link(rest),
            _ => None,
        }?;
        rest.get(..end)
    });
    marks.into_iter().next()
}

/// The length of a tag at the start: `<b>`, `</b>`, `<br />`, `<a href="…">`. `None` for a comparison such as `a < b`.
fn tag(text: &str) -> Option<usize> {
    let name = text.strip_prefix('<')?;
    let name = name.strip_prefix('/').unwrap_or(name);
    let letters = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let end = text.find('>').filter(|end| letters && *end < 100)?;
    // An e-mail address in angle brackets is not a tag.
    (!text[..end].contains('@')).then_some(end + 1)
}

/// The length of an entity at the start: `&nbsp;`, `&#39;`, `&#x27;`.
fn entity(text: &str) -> Option<usize> {
    let (name, _) = text.strip_prefix('&')?.split_once(';')?;
    let digits = name.strip_prefix('#').unwrap_or(name);
    let plain = (2..=10).contains(&name.len()) && digits.bytes().all(|c| c.is_ascii_alphanumeric());
    plain.then_some(name.len() + 2)
}

/// The length of bold text at the start: `**bold**`.
fn bold(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("**")?;
    let end = inner.find("**")?;
    (end > 0 && !inner.starts_with([' ', '*'])).then_some(end + 4)
}

/// The length of a link at the start: `[here](https://…)`.
fn link(text: &str) -> Option<usize> {
    let label = text.find("](")?;
    let inner = text.get(label + 2..)?;
    let address =
        inner.starts_with("http") || inner.starts_with("mailto:") || inner.starts_with("tel:");
    let end = inner.find(')').filter(|_| address)?;
    Some(label + 2 + end + 1)
}
