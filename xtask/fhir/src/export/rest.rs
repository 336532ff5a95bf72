//! The bands file of a pack: what its Questionnaire cannot say.

use compassion_check::domain::pack::Condition;

use super::{Export, nested};
use crate::lower::SCORING;
use crate::write::{Json, Members};

/// Of a scale, what its result in the Questionnaire does not say.
const SCALE: [&str; 6] = ["about", "kind", "pattern", "bandSet", "wobble", "words"];

impl Export<'_> {
    pub(super) fn rest(&self, base: &Json) -> Json {
        let days = base.get("recall").and_then(|recall| recall.get("days"));
        let recall = days.map(|days| Members::default().with("days", days.clone()).done());
        let part = |name: &str| {
            base.get(name)
                .filter(|value| **value != Json::Null)
                .cloned()
        };
        let list = |name: &str| part(name).filter(|list| !list.elements().is_empty());
        Members::default()
            .with_some("recall", recall)
            .with_some("draftDays", part("draftDays"))
            .with_some("wobble", part("wobble"))
            .with("sections", self.sections_rest(base))
            .with_some("items", self.items_rest(base))
            .with_list("optionSets", self.unused(base))
            .with_some("bandSets", list("bandSets"))
            .with_some("tables", list("tables"))
            .with("scales", scales(base))
            .with_some("guidance", part("guidance"))
            .with_some("after", part("after"))
            .with_some("reading", list("reading"))
            .done()
    }

    /// Whether `enableWhen` can say it.
    fn flat(&self, when: &Condition) -> bool {
        self.when(when).0.is_empty()
    }

    fn sections_rest(&self, base: &Json) -> Json {
        let sections = base.get("sections").map_or(&[][..], Json::elements).iter();
        let each = sections.zip(&self.form.sections).map(|(section, typed)| {
            let when = section.get("when").filter(|_| !self.flat(&typed.when));
            let topic = section
                .get("topic")
                .filter(|topic| Some(*topic) != section.get("title"));
            // What no group of the form says. Without a group a section is called like the form.
            let title = base.get("title");
            let alone = self
                .origin
                .is_some_and(|origin| nested::group(origin, typed).is_none());
            let said = |name: &str| section.get(name).filter(|_| alone).cloned();
            let rest = Members::default()
                .with_some("title", said("title").filter(|own| Some(own) != title))
                .with_some("topic", topic.cloned())
                .with_some("stem", said("stem"))
                .with_some("when", when.cloned());
            (typed.id.clone(), rest.done())
        });
        Json::Object(each.collect())
    }

    fn items_rest(&self, base: &Json) -> Option<Json> {
        let sections = base.get("sections").map_or(&[][..], Json::elements).iter();
        let items =
            sections.flat_map(|section| section.get("items").map_or(&[][..], Json::elements));
        let typed = self.form.sections.iter().flat_map(|section| &section.items);
        let each = items.zip(typed).filter_map(|(item, typed)| {
            let when = item.get("when").filter(|_| !self.flat(&typed.when));
            let covers = item
                .get("covers")
                .filter(|covers| !covers.elements().is_empty());
            let rest = Members::default()
                .with_some("covers", covers.cloned())
                .with_some("when", when.cloned())
                .done();
            (!rest.members().is_empty()).then(|| (typed.id.clone(), rest))
        });
        let each: Vec<(String, Json)> = each.collect();
        (!each.is_empty()).then_some(Json::Object(each))
    }

    /// Option sets that no item uses.
    fn unused(&self, base: &Json) -> Vec<Json> {
        let sets = base
            .get("optionSets")
            .map_or(&[][..], Json::elements)
            .iter();
        let unused = sets.filter(|set| {
            let id = set.get("id").and_then(Json::as_text);
            let mut items = self.form.sections.iter().flat_map(|section| &section.items);
            items.all(|item| Some(item.options.as_str()) != id)
        });
        unused.cloned().collect()
    }
}

fn scales(base: &Json) -> Json {
    let scales = base.get("scales").map_or(&[][..], Json::elements).iter();
    let each = scales.filter_map(|scale| {
        let id = scale.get("id")?.as_text()?.to_owned();
        let names = SCALE.iter().chain(&SCORING);
        let rest = names.fold(Members::default(), |rest, name| {
            rest.with_some(name, scale.get(name).cloned())
        });
        Some((id, rest.done()))
    });
    Json::Object(each.collect())
}
