//! Crisis help: the help lines, and the order in which they are shown.

use crate::address::is_https;
use crate::nation::Nation;
use crate::phone::{PhoneNumber, has_digit};
use crate::words::RawText;
use crate::{Config, ConfigError};
use json::{Value, parse};

/// A service that helps at once, with one or several ways to reach it.
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

    /// What the line is for.
    pub fn what(self) -> RawText<'a> {
        self.words("what")
    }

    /// When it can be reached. Empty if [`HelpLine::what`] says so.
    pub fn hours(self) -> RawText<'a> {
        self.words("hours")
    }

    /// The nation or region that the line is for, in the organisation's own words. Empty if the line names none.
    pub fn nation(self) -> RawText<'a> {
        self.words("nation")
    }

    /// What is written as the nations that the line is for: a list, or a single name.
    pub fn nation_names(self) -> impl Iterator<Item = &'a str> {
        let written = self.0.member("nations");
        let names = written.as_list().iter().chain([written]);
        names.filter_map(Value::as_text)
    }

    /// The nations that the line is for. Empty if it is for everyone, and also if none of the names is one that can be
    /// chosen: a mistyped name must not hide a line.
    pub fn nations(self) -> impl Iterator<Item = Nation> {
        self.nation_names().filter_map(Nation::named)
    }

    /// For whom the line is, in the organisation's own words in `lang`: the nations, mistyped ones included, or else
    /// the region. Empty if neither is written.
    pub fn written_place(self, lang: &str) -> String {
        let names: Vec<&str> = self.nation_names().collect();
        match names.join(", ") {
            names if names.is_empty() => self.nation().in_language(lang).to_owned(),
            names => names,
        }
    }

    /// Whether the line is for somebody who is `here`. If that is not known, every line may be.
    pub fn is_for(self, here: Option<Nation>) -> bool {
        let Some(here) = here else {
            return true;
        };
        let mut nations = self.nations().peekable();
        nations.peek().is_none() || nations.any(|nation| nation == here)
    }

    /// Whether the line can be shown to everybody at once: it is for people in every nation, and has no section of its
    /// own.
    pub fn is_for_everyone(self) -> bool {
        self.nations().next().is_none() && !self.is_without_speech()
    }

    /// Whether this is a way for people who cannot speak or hear on the telephone.
    pub fn is_without_speech(self) -> bool {
        matches!(self.0.member("withoutSpeech"), Value::Bool(true))
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

    /// The address of a page where help can be had, such as a chat. `None` if it is not `https:`.
    pub fn url(self) -> Option<&'a str> {
        self.0.member("url").as_text().filter(|url| is_https(url))
    }

    /// The email address.
    pub fn email(self) -> Option<&'a str> {
        let email = self.0.member("email").as_text();
        email.filter(|email| email.bytes().any(|byte| byte == b'@'))
    }

    /// The number for a text relay, with the prefix of the relay. It is only shown, never a link: it is dialled in the
    /// app of the relay or on a textphone, not on the telephone that the link would use.
    pub fn relay(self) -> Option<&'a str> {
        self.0.member("relay").as_text()
    }

    /// The day when somebody last tried the line, `YYYY-MM-DD`. `None` if nobody has.
    pub fn checked(self) -> Option<&'a str> {
        let day = self.0.member("checked").as_text();
        day.filter(|day| !day.is_empty())
    }

    /// Whether people can reach it. A number that cannot be dialled counts: it is shown without a link, which helps more
    /// than another organisation's help lines would.
    pub(super) fn can_be_reached(self) -> bool {
        let sms = self.0.member("sms").member("number");
        let numbers = [self.0.member("tel"), sms, self.0.member("relay")];
        let mut numbers = numbers.into_iter().filter_map(Value::as_text);
        numbers.any(has_digit) || self.url().is_some() || self.email().is_some()
    }
}

impl Config {
    /// Crisis help for everyone, as it is shown before somebody has said where they are. The lines that name no place
    /// come first, under an empty name. The others are grouped by [`HelpLine::written_place`] in `lang`.
    pub fn help_for_everyone(&self, lang: &str) -> Vec<(String, Vec<HelpLine<'_>>)> {
        let is_wanted = |line: HelpLine| line.is_for_everyone();
        self.help_by(is_wanted, |line| line.written_place(lang))
    }

    /// The `wanted` lines, grouped by what `label` says of them, in the order in which the labels first occur. The
    /// lines with an empty label come first.
    pub fn help_by(
        &self,
        wanted: impl Fn(HelpLine) -> bool,
        label: impl Fn(HelpLine) -> String,
    ) -> Vec<(String, Vec<HelpLine<'_>>)> {
        let mut groups = vec![(String::new(), Vec::new())];
        for line in self.help().filter(|line| wanted(*line)) {
            let label = label(line);
            match groups.iter_mut().find(|(other, _)| *other == label) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((label, vec![line])),
            }
        }
        groups
    }

    /// The name of the file in `help/` with more help lines, without `.json`.
    pub fn more_help(&self) -> Option<&str> {
        self.part("moreHelp").as_text()
    }

    /// Adds the lines of the file that [`Config::more_help`] names, after those of the configuration. `file` is its
    /// content.
    ///
    /// # Errors
    /// When the lines cannot be used. Then none is added.
    pub fn add_help(&mut self, file: &str) -> Result<(), ConfigError> {
        let file = parse(file).map_err(ConfigError::NotJson)?;
        let lines = file.member("help").as_list();
        if lines.is_empty() {
            return Err(ConfigError::NoHelp);
        }
        if !lines.iter().map(HelpLine).all(HelpLine::can_be_reached) {
            return Err(ConfigError::NoNumber);
        }
        if let Value::Object(members) = &mut self.value
            && let Some((_, Value::List(own))) =
                members.iter_mut().rfind(|(name, _)| name == "help")
        {
            own.extend_from_slice(lines);
        }
        Ok(())
    }
}
