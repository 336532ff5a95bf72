//! Crisis help: the help lines, and the order in which they are shown.

use crate::Config;
use crate::phone::{PhoneNumber, has_digit};
use crate::words::RawText;
use json::Value;

/// One way to reach someone at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelpLine<'a>(pub(super) &'a Value);

impl<'a> HelpLine<'a> {
    fn words(self, name: &str) -> RawText<'a> {
        RawText(self.0.member(name))
    }

    /// Who answers.
    pub fn name(self) -> RawText<'a> {
        self.words("name")
    }

    /// What the line is for, and when and where it can be reached.
    pub fn what(self) -> RawText<'a> {
        self.words("what")
    }

    /// The nation or region that the line is for. Empty if it is for everyone.
    pub fn nation(self) -> RawText<'a> {
        self.words("nation")
    }

    /// The number to call.
    pub fn tel(self) -> Option<PhoneNumber<'a>> {
        self.0.member("tel").as_text().map(PhoneNumber::read)
    }

    /// The number to text, and the message to send.
    pub fn sms(self) -> Option<(PhoneNumber<'a>, &'a str)> {
        let text = |name| self.0.member("sms").member(name).as_text();
        let body = text("body").unwrap_or_default();
        Some((PhoneNumber::read(text("number")?), body))
    }

    /// The day when the entry was last checked, `YYYY-MM-DD`.
    pub fn checked(self) -> &'a str {
        self.0.member("checked").as_text().unwrap_or_default()
    }

    /// Whether there is a number that people can read. A number that cannot be dialled counts: it is shown without a
    /// link, which helps more than another organisation's help lines would.
    pub(super) fn can_be_reached(self) -> bool {
        let sms = self.0.member("sms").member("number");
        let numbers = [self.0.member("tel"), sms].into_iter();
        numbers.filter_map(Value::as_text).any(has_digit)
    }
}

impl Config {
    /// Crisis help in the order in which it is shown. The lines for everyone come first, under an empty name. The
    /// others are grouped by nation, under its name in `lang`, in the order in which the nations first occur.
    pub fn help_by_nation(&self, lang: &str) -> Vec<(&str, Vec<HelpLine<'_>>)> {
        let mut groups = vec![("", Vec::new())];
        for line in self.help() {
            let nation = line.nation().in_language(lang);
            match groups.iter_mut().find(|(other, _)| *other == nation) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((nation, vec![line])),
            }
        }
        groups
    }
}
