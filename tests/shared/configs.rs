//! Configurations with the mistakes that people make. `config check` and the page at `?check-config` have to report
//! the same problems in each.

/// The configuration that all of them are made from.
const GOOD: &str = include_str!("../../config.json");

/// A configuration file, and what has to be reported about it.
pub struct Written {
    /// What is odd about it.
    pub name: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The rules that it breaks, in the order in which they are reported.
    pub rules: &'static [&'static str],
    /// For a file that cannot be read: the line and the column that are reported. `None` if they are not compared.
    pub place: Option<(usize, usize)>,
}

fn with(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from} is no longer in config.json");
    GOOD.replacen(from, to, 1)
}

fn utf16(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    let units = mark.into_iter().chain(text.encode_utf16());
    units.flat_map(bytes).collect()
}

/// All of them.
pub fn all() -> Vec<Written> {
    let file = |name, bytes: Vec<u8>, rules, place| Written {
        name,
        bytes,
        rules,
        place,
    };
    let text = |name, text: String, rules, place| file(name, text.into_bytes(), rules, place);
    // The place of `at` in the good configuration, and `skip` characters on.
    let at = |at: &str, skip: usize| {
        let before = GOOD.find(at).map(|at| &GOOD[..at]).expect("it is there");
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |line| line.chars().count());
        Some((before.matches('\n').count() + 1, column + skip + 1))
    };
    let what = "Someone to talk to about anything. Free, day and night, UK and Ireland.";
    let cp1252 = |text: String| {
        let byte = |c: char| u8::try_from(u32::from(c)).unwrap_or(0x92);
        text.chars().map(byte).collect::<Vec<u8>>()
    };
    let short = r#""short": "NCPS","#;
    let tel = r#""tel": "116 123""#;
    vec![
        text("as it came", GOOD.to_owned(), &[], None),
        text(
            "with a byte order mark",
            ["\u{feff}", GOOD].concat(),
            &[],
            None,
        ),
        text(
            "with Windows line ends",
            GOOD.replace('\n', "\r\n"),
            &[],
            None,
        ),
        file(
            "saved as Windows-1252",
            cp1252(with("\"Samaritans\"", "\"Samarit\u{e4}ns\"").replace(['’', '“', '”'], "'")),
            &["NotUtf8"],
            at("\"Samaritans\"", 8),
        ),
        file(
            "saved as UTF-16, little end first",
            utf16(GOOD, true, u16::to_le_bytes),
            &["Utf16"],
            Some((1, 1)),
        ),
        file(
            "saved as UTF-16, big end first",
            utf16(GOOD, true, u16::to_be_bytes),
            &["Utf16"],
            Some((1, 1)),
        ),
        file(
            "saved as UTF-16 without a mark",
            utf16(GOOD, false, u16::to_le_bytes),
            &["Utf16"],
            Some((1, 1)),
        ),
        text(
            "with a lost character",
            with("\"Samaritans\"", "\"Samarit\u{fffd}ns\""),
            &["Replaced"],
            None,
        ),
        text("empty", String::new(), &["Blank"], Some((1, 1))),
        text("only spaces", " \n\n".to_owned(), &["Blank"], Some((3, 1))),
        text(
            "curly quotes",
            with("\"name\": \"Samaritans\"", "“name”: “Samaritans”"),
            &["CurlyQuote"],
            at("\"name\": \"Samaritans\"", 0),
        ),
        text(
            "one curly quote at the end",
            with("\"Samaritans\",", "\"Samaritans”,"),
            &["CurlyQuote"],
            at("\"Samaritans\",", 11),
        ),
        text(
            "single quotes",
            with("\"Samaritans\"", "'Samaritans'"),
            &["SingleQuote"],
            at("\"Samaritans\"", 0),
        ),
        text(
            "a comment",
            with(short, "// Ours\n    \"short\": \"NCPS\","),
            &["Comment"],
            at(short, 0),
        ),
        text(
            "a long comment",
            with(short, "/* Ours */ \"short\": \"NCPS\","),
            &["Comment"],
            at(short, 0),
        ),
        text(
            "a comma too many",
            with("\"keepByDefault\": true", "\"keepByDefault\": true,"),
            &["ExtraComma"],
            at("\"keepByDefault\": true", 21),
        ),
        text(
            "a comma missing",
            with(short, "\"short\": \"NCPS\""),
            &["MissingComma"],
            at(short, 15),
        ),
        text(
            "a colon missing",
            with(short, "\"short\" \"NCPS\","),
            &["MissingColon"],
            at(short, 7),
        ),
        text(
            "a value missing",
            with(short, "\"short\": ,"),
            &["MissingValue"],
            at(short, 8),
        ),
        text(
            "a quotation mark missing",
            with(short, "\"short\": \"NCPS,"),
            &["LineBreak"],
            at(short, 15),
        ),
        text(
            "a line break in a text",
            with(what, "Someone to talk to\nabout anything."),
            &["LineBreak"],
            at(what, 18),
        ),
        text(
            "a tab in a text",
            with(what, "Someone\tto talk to."),
            &["ControlCharacter"],
            at(what, 7),
        ),
        text(
            "quotation marks in a text",
            with(what, "Talk about \"anything\"."),
            &["InnerQuote"],
            at(what, 12),
        ),
        text(
            "a backslash in a text",
            with(what, "Day \\ night."),
            &["Backslash"],
            at(what, 4),
        ),
        text(
            "a word without quotation marks",
            with("true\n", "True\n"),
            &["BareWord"],
            at("true\n", 0),
        ),
        text(
            "a name without quotation marks",
            with("\"keepByDefault\"", "keepByDefault"),
            &["BareWord"],
            at("\"keepByDefault\"", 0),
        ),
        text(
            "a number without quotation marks",
            with(tel, "\"tel\": 116 123"),
            &["BareNumber"],
            at(tel, 11),
        ),
        text(
            "a number with a zero first",
            with(tel, "\"tel\": 0800 1111"),
            &["BareNumber"],
            at(tel, 8),
        ),
        text(
            "a bracket missing at the end",
            GOOD.trim_end().trim_end_matches('}').to_owned(),
            &["Unclosed"],
            None,
        ),
        text(
            "a bracket missing within",
            with("  ],\n", "  \n"),
            &["MissingComma"],
            None,
        ),
        text(
            "the wrong bracket",
            with("  ],\n", "  },\n"),
            &["WrongBracket"],
            at("  ],\n", 2),
        ),
        text(
            "a bracket too many",
            [GOOD.trim_end(), "}"].concat(),
            &["AfterEnd"],
            None,
        ),
        text(
            "a space that does not break",
            with(short, "\u{a0}\"short\": \"NCPS\","),
            &["HiddenCharacter"],
            at(short, 0),
        ),
        text(
            "a member twice",
            with(short, "\"short\": \"NCPS\", \"short\": \"NCPS\","),
            &["SameName"],
            None,
        ),
        text(
            "a member misspelt",
            with("\"keepByDefault\"", "\"keepByDefalt\""),
            &["Misspelt"],
            None,
        ),
        text(
            "a member in capitals",
            with("\"keepByDefault\"", "\"KeepByDefault\""),
            &["Misspelt"],
            None,
        ),
        text(
            "a member of another product",
            with("\"keepByDefault\"", "\"analytics\""),
            &["Unknown"],
            None,
        ),
        text(
            "a tag in a text",
            with(what, "<b>Someone</b> to talk to."),
            &["Markup"],
            None,
        ),
        text(
            "an entity in a text",
            with(what, "Day &amp; night."),
            &["Markup"],
            None,
        ),
        text(
            "stars around a word",
            with(what, "Talk about **anything**."),
            &["Markup"],
            None,
        ),
        text(
            "less than and ampersand",
            with(what, "For those < 18 & > 12, a * b, AT&T; day [and] night."),
            &[],
            None,
        ),
        text(
            "a zero after the country's code",
            with(tel, "\"tel\": \"+44 (0)808 808-8000\""),
            &["TrunkZero"],
            None,
        ),
        text(
            "letters in a number",
            with(tel, "\"tel\": \"0800-HELP\""),
            &["LettersInNumber"],
            None,
        ),
        text(
            "an extension",
            with(tel, "\"tel\": \"0808 808 8000 ext. 5\""),
            &["Extension"],
            None,
        ),
        text(
            "two numbers",
            with(tel, "\"tel\": \"999 or 112\""),
            &["TwoNumbers"],
            None,
        ),
        text(
            "Arabic digits",
            with(tel, "\"tel\": \"١١٦ ١٢٣\""),
            &["OtherDigits"],
            None,
        ),
        text(
            "a mark that nobody sees",
            with(tel, "\"tel\": \"\u{200e}116 123\""),
            &["HiddenInNumber"],
            None,
        ),
        text(
            "a number to text",
            with("\"85258\"", "\"sms:85258\""),
            &["NumberScheme"],
            None,
        ),
        text(
            "nothing to text",
            with("\"SHOUT\"", "\" \""),
            &["Empty"],
            None,
        ),
        text(
            "a number too short for its country",
            with(tel, "\"tel\": \"+44 808 808 80\""),
            &["OddLength"],
            None,
        ),
    ]
}
