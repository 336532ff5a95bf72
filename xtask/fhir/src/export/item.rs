//! Sections, questions, what they offer, when they are shown; and a result for each scale.

use compassion_check::domain::pack::guidance::Test;
use compassion_check::domain::pack::{Choice, Condition};

use super::{Each, Export, expression, extension, nested};
use crate::form::Release;
use crate::own;
use crate::write::{Json, Members};

const CALCULATED: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
const ENABLE: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
const VARIABLE: &str = "http://hl7.org/fhir/StructureDefinition/variable";
const CONTROL: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
const CONTROLS: &str = "http://hl7.org/fhir/questionnaire-item-control";

/// An expression in FHIRPath.
fn fhirpath(url: &str, name: Option<&str>, expression: &str) -> Json {
    let value = Members::default()
        .with_some("name", name)
        .with("language", "text/fhirpath")
        .with("expression", expression)
        .done();
    extension(url, "valueExpression", value)
}

impl Export<'_> {
    pub(super) fn items(&self, each: &Each) -> Vec<Json> {
        let mut items = Vec::new();
        if let Some(recall) = each.get("recall") {
            items.extend(self.display(&recall, "stem", own::STEM));
        }
        for (at, section) in each.elements("sections").iter().enumerate() {
            items.push(self.section(section, at));
        }
        for (at, scale) in each.elements("scales").iter().enumerate() {
            let link = [own::SCALE, &self.form.scales[at].id].concat();
            items.push(self.scale(scale, at, &link));
        }
        items
    }

    /// Words of their own, in the member `name`.
    pub(super) fn display(&self, each: &Each, name: &str, link: &str) -> Option<Json> {
        each.text(name)?;
        let out = Members::default().with("linkId", self.free(link));
        Some(each.say(out, name, "text").with("type", "display").done())
    }

    /// `link`, or something like it that no item is called.
    fn free(&self, link: &str) -> String {
        let items = || self.form.sections.iter().flat_map(|section| &section.items);
        let mut link = link.to_owned();
        let groups = self.origin.map(nested::links).unwrap_or_default();
        while items().any(|item| item.id == link) || groups.contains(&link.as_str()) {
            link.push('-');
        }
        link
    }

    fn section(&self, each: &Each, at: usize) -> Json {
        let section = &self.form.sections[at];
        let mut inside = Vec::new();
        inside.extend(self.display(each, "stem", &[own::STEM, "-", &section.id].concat()));
        for (place, item) in each.elements("items").iter().enumerate() {
            inside.push(self.question(item, at, place));
        }
        let (extensions, when) = self.when(&section.when);
        let out = Members::default()
            .with_list("extension", extensions)
            .with("linkId", [own::SECTION, &section.id].concat());
        let out = each.say(out, "title", "text").with("type", "group");
        when.into_iter()
            .fold(out, |out, (name, value)| out.with(&name, value))
            .with_list("item", inside)
            .done()
    }

    pub(super) fn question(&self, each: &Each, section: usize, at: usize) -> Json {
        let item = &self.form.sections[section].items[at];
        let (mut extensions, when) = self.when(&item.when);
        extensions.push(extension(
            own::OPTION_SET,
            "valueString",
            item.options.as_str(),
        ));
        let kind = match self.release {
            Release::R4 => "choice",
            Release::R5 => "coding",
        };
        let out = Members::default()
            .with("extension", extensions)
            .with("linkId", item.id.as_str());
        let out = each.say(out, "text", "text").with("type", kind);
        let mut out = when
            .into_iter()
            .fold(out, |out, (name, value)| out.with(&name, value));
        if self.release == Release::R5 {
            out = out.with("answerConstraint", "optionsOnly");
        }
        let help = self.display(each, "help", &[&item.id, own::HELP].concat());
        let help = help.map(|help| {
            let coding = Members::default()
                .with("system", CONTROLS)
                .with("code", "help")
                .done();
            let concept = Members::default().with("coding", vec![coding]).done();
            let control = extension(CONTROL, "valueCodeableConcept", concept);
            let mut members = vec![("extension".to_owned(), Json::List(vec![control]))];
            members.extend(help.members().iter().cloned());
            Json::Object(members)
        });
        out.with_list("answerOption", self.options(&item.options))
            .with_list("item", help.into_iter().collect())
            .done()
    }

    fn options(&self, set: &str) -> Vec<Json> {
        let sets = self
            .form
            .option_sets
            .iter()
            .position(|known| known.id == set);
        let Some(at) = sets else {
            return Vec::new();
        };
        let choices = self.form.option_sets[at].options.iter();
        let sets = self.whole.elements("optionSets");
        let texts = sets.get(at).map(|set| set.elements("options"));
        let each = choices.zip(texts.unwrap_or_default());
        each.map(|(choice, text)| self.option(choice, &text, set))
            .collect()
    }

    fn option(&self, choice: &Choice, each: &Each, set: &str) -> Json {
        let weight = match self.release {
            Release::R4 => "http://hl7.org/fhir/StructureDefinition/ordinalValue",
            Release::R5 => "http://hl7.org/fhir/StructureDefinition/itemWeight",
        };
        let mut extensions = Vec::new();
        if let Some(worth) = choice.worth() {
            extensions.push(extension(
                weight,
                "valueDecimal",
                Json::Number(worth.to_text()),
            ));
        }
        if choice.counts.is_some() || choice.unscored {
            extensions.push(extension(
                own::OPTION_VALUE,
                "valueInteger",
                i64::from(choice.value),
            ));
        }
        let coding = self.coding(choice, set);
        let coding = coding
            .iter()
            .fold(Members::default(), |out, (name, value)| {
                out.with(name, value.as_str())
            });
        let coding = each.say(coding, "label", "display").done();
        Members::default()
            .with_list("extension", extensions)
            .with("valueCoding", coding)
            .done()
    }

    /// The system and code of an option.
    fn coding(&self, choice: &Choice, set: &str) -> Vec<(&'static str, String)> {
        match &choice.coding {
            Some(coding) => {
                let system = coding
                    .system
                    .iter()
                    .map(|system| ("system", system.clone()));
                system.chain([("code", coding.code.clone())]).collect()
            }
            None => vec![
                ("system", own::system(&self.form.id, set)),
                ("code", choice.value.to_string()),
            ],
        }
    }

    /// When something is shown: as `enableWhen` where that can say it, else as an expression.
    pub(super) fn when(&self, when: &Condition) -> (Vec<Json>, Vec<(String, Json)>) {
        if *when == Condition::Always {
            return (Vec::new(), Vec::new());
        }
        let (parts, behaviour) = match when {
            Condition::All(parts) => (parts.as_slice(), Some("all")),
            Condition::Any(parts) => (parts.as_slice(), Some("any")),
            one => (std::slice::from_ref(one), None),
        };
        let each: Option<Vec<Json>> = parts.iter().map(|part| self.enable_when(part)).collect();
        match each {
            Some(each) => {
                let mut members = vec![("enableWhen".to_owned(), Json::List(each))];
                if let Some(behaviour) = behaviour {
                    members.push(("enableBehavior".to_owned(), behaviour.into()));
                }
                (Vec::new(), members)
            }
            None => {
                let path = expression::condition(self.form, when);
                (vec![fhirpath(ENABLE, None, &path)], Vec::new())
            }
        }
    }

    /// One `enableWhen`; nothing where it has no words for it.
    fn enable_when(&self, when: &Condition) -> Option<Json> {
        let Condition::Item { id, test } = when else {
            return None;
        };
        let items = self.form.sections.iter().flat_map(|section| &section.items);
        let item = items.into_iter().find(|item| &item.id == id)?;
        let set = self
            .form
            .option_sets
            .iter()
            .find(|set| set.id == item.options)?;
        let (operator, value) = match test {
            Test::Is(value) => ("=", Some(*value)),
            Test::IsNot(value) => ("!=", Some(*value)),
            Test::Answered(_) => ("exists", None),
            _ => return None,
        };
        let out = Members::default()
            .with("question", id.as_str())
            .with("operator", operator);
        if let Test::Answered(answered) = test {
            return Some(out.with("answerBoolean", *answered).done());
        }
        let choice = set
            .options
            .iter()
            .find(|choice| Some(choice.value) == value)?;
        let coding = self.coding(choice, &set.id);
        let coding = coding
            .iter()
            .fold(Members::default(), |out, (name, value)| {
                out.with(name, value.as_str())
            });
        Some(out.with("answerCoding", coding.done()).done())
    }

    pub(super) fn scale(&self, each: &Each, at: usize, link: &str) -> Json {
        let scale = &self.form.scales[at];
        let worked = expression::scale(self.form, scale);
        let variables = worked.variables.iter();
        let variables = variables.map(|(name, path)| fhirpath(VARIABLE, Some(name), path));
        let mut extensions: Vec<Json> = variables.collect();
        extensions.push(fhirpath(CALCULATED, None, &worked.result));
        let out = Members::default()
            .with("extension", extensions)
            .with("linkId", link);
        each.say(out, "title", "text")
            .with("type", "decimal")
            .with("readOnly", true)
            .done()
    }
}
