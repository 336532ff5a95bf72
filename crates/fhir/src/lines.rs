//! The lines of a text.

/// The text without the byte order mark that some editors put at the start of a file.
pub fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The offsets at which the lines of a text begin.
#[derive(Debug)]
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    /// Finds the lines of `text`.
    pub fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(
            std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect(),
        )
    }

    /// The line and the column of a byte offset, both counted from 1. The column counts characters. Beyond 4,096 bytes
    /// it counts bytes: counting the characters of a very long line for each problem would take too long.
    pub fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.0.partition_point(|start| *start <= offset);
        let start = self.0.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = match text.get(start..offset) {
            Some(before) if before.len() < 4096 => before.chars().count(),
            _ => offset - start,
        };
        (line, column + 1)
    }
}
