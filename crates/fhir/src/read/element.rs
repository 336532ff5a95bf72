//! The elements of Questionnaires and value sets, and the members that each may have in R4 or R5.

/// A kind of element. It decides which members are known, and which extensions are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Questionnaire,
    Item,
    AnswerOption,
    Coding,
    EnableWhen,
    Expression,
    Extension,
    ValueSet,
    Compose,
    Include,
    Expansion,
    CodeSystem,
    /// A concept of a value set or a code system.
    Concept,
    Property,
    Designation,
    /// A contained resource, whatever its kind.
    Contained,
    /// A primitive value, or the member `_name` with the extensions of the primitive `name`.
    Primitive,
    /// A description of a resource or a concept. It may have any members, but only known extensions.
    Description,
}

use Element::{
    AnswerOption, CodeSystem, Coding, Compose, Concept, Contained, Description, Designation,
    EnableWhen, Expansion, Expression, Extension, Include, Item, Primitive, Property,
    Questionnaire, ValueSet,
};

/// The members that every shared resource may have.
const RESOURCE: &[(&str, Element)] = &[
    ("resourceType", Primitive),
    ("id", Primitive),
    ("meta", Description),
    // `extension::survey` refuses it.
    ("implicitRules", Primitive),
    ("language", Primitive),
    ("text", Description),
    ("url", Primitive),
    ("identifier", Description),
    ("version", Primitive),
    ("versionAlgorithmString", Primitive),
    ("versionAlgorithmCoding", Description),
    ("name", Primitive),
    ("title", Primitive),
    ("status", Primitive),
    ("experimental", Primitive),
    ("date", Primitive),
    ("publisher", Primitive),
    ("contact", Description),
    ("description", Primitive),
    ("useContext", Description),
    ("jurisdiction", Description),
    ("purpose", Primitive),
    ("copyright", Primitive),
    ("copyrightLabel", Primitive),
    ("approvalDate", Primitive),
    ("lastReviewDate", Primitive),
    ("effectivePeriod", Description),
    ("topic", Description),
    ("author", Description),
    ("editor", Description),
    ("reviewer", Description),
    ("endorser", Description),
    ("relatedArtifact", Description),
];

impl Element {
    /// The kind of element for this `resourceType`. `None` for resources that are not read.
    pub fn of_resource(kind: Option<&str>) -> Option<Self> {
        match kind {
            Some("ValueSet") => Some(ValueSet),
            Some("CodeSystem") => Some(CodeSystem),
            _ => None,
        }
    }

    /// Its members by name, each with its kind. A resource also has those in [`RESOURCE`].
    fn members(self) -> &'static [(&'static str, Self)] {
        match self {
            Questionnaire => &[
                ("contained", Contained),
                ("item", Item),
                ("code", Description),
                ("subjectType", Primitive),
                ("derivedFrom", Primitive),
            ],
            Item => &[
                ("linkId", Primitive),
                ("definition", Primitive),
                ("code", Description),
                ("prefix", Primitive),
                ("text", Primitive),
                ("type", Primitive),
                ("enableWhen", EnableWhen),
                ("enableBehavior", Primitive),
                ("disabledDisplay", Primitive),
                ("required", Primitive),
                ("repeats", Primitive),
                ("readOnly", Primitive),
                ("maxLength", Primitive),
                ("answerConstraint", Primitive),
                ("answerValueSet", Primitive),
                ("answerOption", AnswerOption),
                ("initial", Description),
                ("item", Item),
            ],
            AnswerOption => &[
                ("valueCoding", Coding),
                ("valueString", Primitive),
                ("valueInteger", Primitive),
                ("valueDate", Primitive),
                ("valueTime", Primitive),
                ("valueReference", Description),
                ("initialSelected", Primitive),
            ],
            Coding => &[
                ("system", Primitive),
                ("version", Primitive),
                ("code", Primitive),
                ("display", Primitive),
                ("userSelected", Primitive),
            ],
            EnableWhen => &[
                ("question", Primitive),
                ("operator", Primitive),
                ("answerBoolean", Primitive),
                ("answerDecimal", Primitive),
                ("answerInteger", Primitive),
                ("answerDate", Primitive),
                ("answerDateTime", Primitive),
                ("answerTime", Primitive),
                ("answerString", Primitive),
                ("answerCoding", Coding),
                ("answerQuantity", Description),
                ("answerReference", Description),
            ],
            Expression => &[
                ("description", Primitive),
                ("name", Primitive),
                ("language", Primitive),
                ("expression", Primitive),
            ],
            ValueSet => &[
                ("immutable", Primitive),
                ("compose", Compose),
                ("expansion", Expansion),
                ("scope", Description),
            ],
            Compose => &[
                ("lockedDate", Primitive),
                ("inactive", Primitive),
                ("property", Primitive),
                ("include", Include),
                // A set with `exclude` is not read. Questions that need it are refused.
                ("exclude", Description),
            ],
            Include => &[
                ("system", Primitive),
                ("version", Primitive),
                ("concept", Concept),
                ("filter", Description),
                ("valueSet", Primitive),
                ("copyright", Primitive),
            ],
            Expansion => &[
                ("identifier", Primitive),
                ("next", Primitive),
                ("timestamp", Primitive),
                ("total", Primitive),
                ("offset", Primitive),
                ("parameter", Description),
                ("property", Description),
                ("contains", Concept),
            ],
            CodeSystem => &[
                ("caseSensitive", Primitive),
                ("valueSet", Primitive),
                ("hierarchyMeaning", Primitive),
                ("compositional", Primitive),
                ("versionNeeded", Primitive),
                ("content", Primitive),
                ("count", Primitive),
                ("filter", Description),
                ("property", Description),
                ("concept", Concept),
            ],
            Concept => &[
                ("system", Primitive),
                ("version", Primitive),
                ("abstract", Primitive),
                ("inactive", Primitive),
                ("code", Primitive),
                ("display", Primitive),
                ("definition", Primitive),
                ("designation", Designation),
                ("property", Property),
                ("concept", Concept),
                ("contains", Concept),
            ],
            Property => &[
                ("code", Primitive),
                ("valueCode", Primitive),
                ("valueCoding", Coding),
                ("valueString", Primitive),
                ("valueInteger", Primitive),
                ("valueBoolean", Primitive),
                ("valueDateTime", Primitive),
                ("valueDecimal", Primitive),
            ],
            Designation => &[
                ("language", Primitive),
                ("use", Coding),
                ("additionalUse", Coding),
                ("value", Primitive),
            ],
            Extension | Contained | Primitive | Description => &[],
        }
    }

    fn is_resource(self) -> bool {
        matches!(self, Questionnaire | ValueSet | CodeSystem)
    }

    /// Its name in a report.
    pub fn name(self) -> &'static str {
        match self {
            Questionnaire => "the questionnaire",
            Item => "an item",
            AnswerOption => "an answerOption",
            Coding => "a coding",
            EnableWhen => "an enableWhen",
            Expression => "an expression",
            Extension => "an extension",
            ValueSet => "a ValueSet",
            Compose => "a ValueSet's compose",
            Include => "a ValueSet's include",
            Expansion => "a ValueSet's expansion",
            CodeSystem => "a CodeSystem",
            Concept => "a concept",
            Property => "a property",
            Designation => "a designation",
            Contained => "a contained resource",
            Primitive | Description => "an element",
        }
    }

    /// The kind of the member `name`. `None` if the member is not understood.
    pub fn member(self, name: &str) -> Option<Self> {
        // `_name` has the extensions of the primitive `name`.
        if let Some(value) = name.strip_prefix('_') {
            return (self.member(value)? == Primitive).then_some(Primitive);
        }
        match name {
            // `extension::survey` refuses the file for any modifier.
            "id" | "modifierExtension" => return Some(Primitive),
            "extension" => return Some(Extension),
            _ => {}
        }
        let own = self.members().iter();
        let more = if self.is_resource() { RESOURCE } else { &[] };
        let mut all = own.chain(more);
        all.find_map(|(known, holds)| (*known == name).then_some(*holds))
    }
}
