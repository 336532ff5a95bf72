//! The elements of a Questionnaire and of value sets, and the members each may have in R4 or R5.

/// A kind of element: which members it may have, and which extensions are read there.
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
    /// A value without members, or the `_name` beside it that holds its extensions.
    Primitive,
    /// Describes the resource or names a concept: any members, but no extensions that are not known.
    Description,
}

use Element::{
    AnswerOption, CodeSystem, Coding, Compose, Concept, Contained, Description, Designation,
    EnableWhen, Expansion, Expression, Extension, Include, Item, Primitive, Property,
    Questionnaire, ValueSet,
};

/// What every resource that can be shared says about itself.
const RESOURCE: &[(&str, Element)] = &[
    ("resourceType", Primitive),
    ("id", Primitive),
    ("meta", Description),
    // Refused where it stands.
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
    /// Its members by name, each with what it holds. Those in [`RESOURCE`] come on top where it is a resource.
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
                // Sets with these are not read at all, and refused as unresolved.
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

    /// What it is called where a person reads of it.
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

    /// What the member `name` holds; `None` for one that is not understood.
    pub fn member(self, name: &str) -> Option<Self> {
        // Beside a value without members stand its extensions.
        if let Some(value) = name.strip_prefix('_') {
            return (self.member(value)? == Primitive).then_some(Primitive);
        }
        match name {
            // Modifiers refuse the file wherever they stand.
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
