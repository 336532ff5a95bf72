//! The texts of the check on paper: `paper` in `locales/*.json`. Native only, as the browser does not need them.

use super::locale::Locale;
use super::text_with_plurals::TextWithPlurals;
use super::{MessagesError, fill_in, take};

macro_rules! texts {
    ($($name:ident = $key:literal,)*) => {
        /// A text of the check on paper.
        #[allow(missing_docs, reason = "the text in locales/en.json says what each is")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum PaperText {
            $($name,)*
        }

        /// Every key, in the order of [`PaperText`].
        pub(super) const KEYS: &[&str] = &[$($key,)*];
    };
}

texts! {
    Lead = "lead",
    Directory = "directory",
    FillHeading = "fillHeading",
    Fill = "fill",
    QuestionsHeading = "questionsHeading",
    Question = "question",
    ScoringHeading = "scoringHeading",
    ScoringLead = "scoringLead",
    Yours = "yours",
    ReverseScored = "turned",
    ReverseScoredTicked = "turnedTicked",
    ReverseScoredCounts = "turnedCounts",
    Least = "least",
    LeastAll = "leastAll",
    Times = "times",
    Line = "line",
    Example = "example",
    TableFrom = "tableFrom",
    TableValue = "tableValue",
    Unscored = "unscored",
    OnlyIf = "onlyIf",
    BandRange = "bandRange",
    BandWords = "bandWords",
    WordsHeading = "wordsHeading",
    WordsLead = "wordsLead",
    StandsOutMeans = "standsOutMeans",
    StandsOutMargin = "standsOutMargin",
    ConditionMeans = "conditionMeans",
    Signs = "signs",
    Resources = "resources",
    SlotStepLead = "slotStepLead",
    SlotOther = "slotOther",
    If = "if",
    Everyone = "everyone",
    Again = "again",
    NothingScored = "nothingScored",
    NothingStandsOut = "nothingStandsOut",
    Earlier = "earlier",
    Band = "band",
    NotScored = "notScored",
    StandsOut = "standsOut",
    ItemAtLeast = "itemAtLeast",
    ItemAtMost = "itemAtMost",
    ItemAbove = "itemAbove",
    ItemBelow = "itemBelow",
    ItemIs = "itemIs",
    ItemIsNot = "itemIsNot",
    ItemAnswered = "itemAnswered",
    ItemUnanswered = "itemUnanswered",
    ItemCountFrom = "itemCountFrom",
    ItemCountTo = "itemCountTo",
    ItemCountBetween = "itemCountBetween",
    Questions = "questions",
    ScoreAtLeast = "scoreAtLeast",
    Higher = "higher",
    SignCount = "signCount",
    ResourceCount = "resourceCount",
    And = "and",
    Or = "or",
    ListOr = "listOr",
    Not = "not",
    Group = "group",
    Quote = "quote",
    Origin = "origin",
    Version = "version",
}

/// The texts of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperTexts(Vec<TextWithPlurals>);

impl PaperTexts {
    /// Reads them from the text of `locales/*.json`.
    ///
    /// # Errors
    /// Fails if it is not JSON, or if keys are missing.
    pub fn read(locale: &str) -> Result<Self, MessagesError> {
        let locale: Locale = json::from_str(locale)?;
        let texts = locale.paper.ok_or(MessagesError::Missing(vec!["paper"]))?;
        take(&texts, KEYS).map(Self)
    }

    /// The text of `word`, with its placeholders.
    pub fn get(&self, word: PaperText) -> &str {
        self.0
            .get(word as usize)
            .map_or("", TextWithPlurals::as_str)
    }

    /// The text of `word` with each `{name}` replaced by its value.
    pub fn fill(&self, word: PaperText, values: &[(&str, &str)]) -> String {
        fill_in(self.get(word), values)
    }
}

/// Every key, for the schema and the tests.
pub fn all_keys() -> &'static [&'static str] {
    KEYS
}
