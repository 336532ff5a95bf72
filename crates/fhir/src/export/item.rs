//! Writes the sections and questions, their options and conditions, and a result for each scale.

use instrument::pack::Test;
use instrument::pack::{Choice, ShownWhen};

use super::resource::{AnswerOption, CodeableConcept, Coding, EnableWhen, Extension, Item, Value};
use super::{Export, Localized, expression, nested};
use crate::form::Release;
use crate::own;

const CALCULATED: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
const ENABLE: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
const VARIABLE: &str = "http://hl7.org/fhir/StructureDefinition/variable";
const CONTROL: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
const CONTROLS: &str = "http://hl7.org/fhir/questionnaire-item-control";

/// When an item is shown, as FHIR writes it.
#[derive(Default)]
pub(super) struct When {
    /// The expression, if one is needed.
    pub extension: Vec<Extension>,
    pub enable_when: Vec<EnableWhen>,
    pub enable_behavior: Option<&'static str>,
}

impl Export<'_> {
    pub(super) fn items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        items.extend(self.recall());
        items.extend((0..self.form.sections.len()).map(|at| self.section(at)));
        for (at, scale) in self.form.scales.iter().enumerate() {
            items.push(self.scale(at, &[own::SCALE, &scale.id].concat()));
        }
        items
    }

    /// The stem above all scored items.
    pub(super) fn recall(&self) -> Option<Item> {
        let said = self.say(|form| Some(&form.recall.as_ref()?.stem));
        self.display(said, own::STEM)
    }

    /// The stem above the scored items of the section at `at`.
    pub(super) fn stem(&self, at: usize, link: &str) -> Option<Item> {
        let said = self.say(|form| form.sections.get(at)?.stem.as_deref());
        self.display(said, &[own::STEM, "-", link].concat())
    }

    /// A display item. `None` if it has no text.
    fn display(&self, said: Localized, link: &str) -> Option<Item> {
        said.text.as_ref()?;
        Some(Item {
            link_id: self.free(link),
            text: said.text,
            text_element: said.element,
            kind: "display",
            ..Item::default()
        })
    }

    /// `link`, with hyphens added until no item or group has that id.
    fn free(&self, link: &str) -> String {
        let items = || self.form.sections.iter().flat_map(|section| &section.items);
        let mut link = link.to_owned();
        let groups = self.origin.map(nested::links).unwrap_or_default();
        while items().any(|item| item.id == link) || groups.contains(&link.as_str()) {
            link.push('-');
        }
        link
    }

    fn section(&self, at: usize) -> Item {
        let section = &self.form.sections[at];
        let mut inside = Vec::new();
        inside.extend(self.stem(at, &section.id));
        inside.extend((0..section.items.len()).map(|place| self.question(at, place)));
        self.group(at, [own::SECTION, &section.id].concat(), inside)
    }

    /// The section at `at` as a group.
    pub(super) fn group(&self, at: usize, link_id: String, item: Vec<Item>) -> Item {
        let said = self.say(|form| Some(&form.sections.get(at)?.title));
        let when = self.when(&self.form.sections[at].when);
        Item {
            extension: when.extension,
            link_id,
            text: said.text,
            text_element: said.element,
            kind: "group",
            enable_when: when.enable_when,
            enable_behavior: when.enable_behavior,
            item,
            ..Item::default()
        }
    }

    pub(super) fn question(&self, section: usize, at: usize) -> Item {
        let item = &self.form.sections[section].items[at];
        let mut when = self.when(&item.when);
        let set = Value::ValueString(item.options.clone());
        when.extension.push(Extension::of(own::OPTION_SET, set));
        let said = self.say(|form| Some(&form.sections.get(section)?.items.get(at)?.text));
        let help = self.say(|form| form.sections.get(section)?.items.get(at)?.help.as_deref());
        let mut help = self.display(help, &[&item.id, own::HELP].concat());
        if let Some(help) = &mut help {
            let coding = Coding {
                system: Some(CONTROLS.to_owned()),
                code: "help".to_owned(),
                ..Coding::default()
            };
            let concept = CodeableConcept {
                coding: vec![coding],
            };
            let control = Extension::of(CONTROL, Value::ValueCodeableConcept(concept));
            help.extension.push(control);
        }
        let (kind, answer_constraint) = match self.release {
            Release::R4 => ("choice", None),
            Release::R5 => ("coding", Some("optionsOnly")),
        };
        Item {
            extension: when.extension,
            link_id: item.id.clone(),
            text: said.text,
            text_element: said.element,
            kind,
            enable_when: when.enable_when,
            enable_behavior: when.enable_behavior,
            answer_constraint,
            answer_option: self.options(&item.options),
            item: help.into_iter().collect(),
            ..Item::default()
        }
    }

    fn options(&self, set: &str) -> Vec<AnswerOption> {
        let mut sets = self.form.option_sets.iter();
        let Some(at) = sets.position(|known| known.id == set) else {
            return Vec::new();
        };
        let options = 0..self.form.option_sets[at].options.len();
        options.map(|place| self.option(at, place)).collect()
    }

    fn option(&self, set: usize, at: usize) -> AnswerOption {
        let weight = match self.release {
            Release::R4 => "http://hl7.org/fhir/StructureDefinition/ordinalValue",
            Release::R5 => "http://hl7.org/fhir/StructureDefinition/itemWeight",
        };
        let choice = &self.form.option_sets[set].options[at];
        let mut extension = Vec::new();
        if let Some(score) = choice.score() {
            let score = Value::ValueDecimal(score.to_text());
            extension.push(Extension::of(weight, score));
        }
        if choice.counts.is_some() || choice.unscored {
            let value = Value::ValueInteger(choice.value);
            extension.push(Extension::of(own::OPTION_VALUE, value));
        }
        let said = self.say(|form| Some(&form.option_sets.get(set)?.options.get(at)?.label));
        AnswerOption {
            extension,
            value_coding: Coding {
                display: said.text,
                display_element: said.element,
                ..self.coding(choice, &self.form.option_sets[set].id)
            },
        }
    }

    /// The system and code of an option.
    fn coding(&self, choice: &Choice, set: &str) -> Coding {
        let (system, code) = match &choice.coding {
            Some(coding) => (coding.system.clone(), coding.code.clone()),
            None => {
                let system = own::system(&self.form.id, set);
                (Some(system), choice.value.to_string())
            }
        };
        Coding {
            system,
            code,
            ..Coding::default()
        }
    }

    /// When something is shown: as `enableWhen` if that can express it, otherwise as an expression.
    pub(super) fn when(&self, when: &ShownWhen) -> When {
        if when.is_always() {
            return When::default();
        }
        let (parts, behaviour) = match when {
            ShownWhen::All(parts) => (parts.as_slice(), Some("all")),
            ShownWhen::Any(parts) => (parts.as_slice(), Some("any")),
            one => (std::slice::from_ref(one), None),
        };
        let each: Option<Vec<_>> = parts.iter().map(|part| self.enable_when(part)).collect();
        match each {
            Some(each) => When {
                extension: Vec::new(),
                enable_when: each,
                enable_behavior: behaviour,
            },
            None => {
                let path = expression::condition(self.form, when);
                When {
                    extension: vec![Extension::fhirpath(ENABLE, None, &path)],
                    ..When::default()
                }
            }
        }
    }

    /// One `enableWhen`. `None` if it cannot express the condition.
    fn enable_when(&self, when: &ShownWhen) -> Option<EnableWhen> {
        let ShownWhen::Item { id, test } = when else {
            return None;
        };
        let mut items = self.form.sections.iter().flat_map(|section| &section.items);
        let item = items.find(|item| &item.id == id)?;
        let mut sets = self.form.option_sets.iter();
        let set = sets.find(|set| set.id == item.options)?;
        let chosen = |value: i32| {
            let choice = set.options.iter().find(|choice| choice.value == value)?;
            Some(self.coding(choice, &set.id))
        };
        let (operator, answer_boolean, answer_coding) = match test {
            Test::Is(value) => ("=", None, Some(chosen(*value)?)),
            Test::IsNot(value) => ("!=", None, Some(chosen(*value)?)),
            Test::Answered(answered) => ("exists", Some(*answered), None),
            _ => return None,
        };
        Some(EnableWhen {
            question: id.clone(),
            operator,
            answer_boolean,
            answer_coding,
        })
    }

    pub(super) fn scale(&self, at: usize, link: &str) -> Item {
        let worked = expression::scale(self.form, &self.form.scales[at]);
        let variables = worked.variables.iter();
        let variables =
            variables.map(|(name, path)| Extension::fhirpath(VARIABLE, Some(name), path));
        let mut extension: Vec<Extension> = variables.collect();
        extension.push(Extension::fhirpath(CALCULATED, None, &worked.result));
        let said = self.say(|form| Some(&form.scales.get(at)?.title));
        Item {
            extension,
            link_id: link.to_owned(),
            text: said.text,
            text_element: said.element,
            kind: "decimal",
            read_only: Some(true),
            ..Item::default()
        }
    }
}
