//! The screen of the plan: read it, say how it went, make a new one, and see the earlier ones.

use yew::prelude::*;

use super::state;
use crate::components::forms::{area, choice, feature_button};
use crate::components::prose::{fine, fold, h2, heading, lead, list, p, section, small, span};
use crate::components::status::status_message;
use crate::components::view::{ViewContext, plain};
use crate::components::{Back, Page, confirm, nav_button, page};
use crate::session::{Action, Confirmation, Screen, Session, StatusMessage};
use crate::text::{Text, date};
use instrument::guidance::fitting_offers;
use instrument::pack::{Offer, Pack};
use instrument::{Answers, score};
use vault::plan::{MAX_CHARS, Outcome, Plan};

/// Acts beyond this number are folded, as twelve are too many to choose from.
const ACTS_OPEN: usize = 5;

/// The screen.
pub fn plan(view: &ViewContext) -> Page {
    let current = view.session.plan();
    let mut content = vec![heading(view.text(Text::Plan))];
    match current {
        Some(plan) => content.push(the_plan(view, plan)),
        None => content.push(p(view.text(Text::PlanLead))),
    }
    content.push(asked(view));
    content.push(status_message(view, |said| {
        matches!(
            said,
            StatusMessage::PlanMade | StatusMessage::PlanUnfinished
        )
    }));
    let making = make(view);
    content.push(match current {
        Some(_) => fold("", view.text(Text::PlanAnother), vec![making]),
        None => making,
    });
    content.push(earlier(view));
    page(Back::Yes, content)
}

/// The plan as a sentence.
pub fn sentence(view: &ViewContext, cue: &str, act: &str) -> Html {
    view.fill(Text::PlanSentence, &[("cue", cue), ("act", act)])
}

fn the_plan(view: &ViewContext, plan: &Plan) -> Html {
    let day = date(view.messages, plan.made);
    let snapshot = &view.session.snapshot;
    let kept = snapshot.plans.iter().any(|other| other.id == plan.id);
    let words = vec![
        lead(sentence(view, &plan.cue, &plan.act)),
        small(if kept {
            view.fill(Text::PlanMadeOn, &[("date", &day)])
        } else {
            view.text(Text::PlanUnkept)
        }),
        nav_button(
            view,
            "button quiet",
            "calendar",
            Text::ToCalendar,
            Action::Go(Screen::Calendar),
        ),
        confirm(
            view,
            "delete-plan",
            &Confirmation::DeletePlan(plan.id.clone()),
        ),
    ];
    section("read-back", words)
}

/// Asks how the plan went, once there was time to try it, and responds kindly to any answer.
pub fn asked(view: &ViewContext) -> Html {
    if let Some(outcome) = view.session.features.plan.last_outcome {
        let kind = match outcome {
            Outcome::Happened => Text::WentWell,
            Outcome::Partly => Text::WentPartly,
            Outcome::NotYet => Text::WentNot,
            Outcome::LetGo => Text::WentLetGo,
        };
        let words = p(view.text(kind));
        return html! { <div class="plan-question" role="status" data-part="went">{ words }</div> };
    }
    let Some(plan) = view.session.plan().filter(|plan| plan.is_due(view.now)) else {
        return Html::default();
    };
    let answer = |name, label, outcome| {
        let action = state::Action::Went(plan.id.clone(), outcome);
        feature_button(view, "button quiet", name, view.text(label), action)
    };
    let content = vec![
        h2(view.text(Text::PlanAsk)),
        p(sentence(view, &plan.cue, &plan.act)),
        answer("went-well", Text::Happened, Outcome::Happened),
        answer("went-partly", Text::Partly, Outcome::Partly),
        answer("went-not", Text::NotYet, Outcome::NotYet),
        answer("went-let-go", Text::LetGo, Outcome::LetGo),
    ];
    section("plan-question", content)
}

/// The newest result. The acts on offer have to fit its pattern.
fn newest(session: &Session) -> (std::rc::Rc<Pack>, Answers) {
    let found = session.records().into_iter().find_map(|check| {
        let pack = session.pack_of(check)?;
        let answers = check.answers(&pack)?;
        Some((pack, answers))
    });
    found.unwrap_or_else(|| {
        let pack = session.pack.clone();
        let blank = Answers::blank(pack.len());
        (pack, blank)
    })
}

fn make(view: &ViewContext) -> Html {
    let features = &view.session.features;
    let (pack, answers) = newest(view.session);
    let profile = score(&pack, &answers);
    let fit = |offers| fitting_offers(offers, &pack, &profile, &answers, 0);
    let after = &pack.form().after;
    let (cues, acts) = (fit(&after.cues), fit(&after.acts));
    let (open, more) = acts.split_at(ACTS_OPEN.min(acts.len()));
    let own = |chosen: &str, offers: &[&Offer]| {
        let offered = offers.iter().any(|offer| offer.text == chosen);
        if offered {
            String::new()
        } else {
            chosen.to_owned()
        }
    };
    let act_choices = |offers: &[&Offer]| -> Vec<Html> {
        let each = offers.iter();
        each.map(|offer| offered(view, "act", offer, &features.plan.act, state::Action::Act))
            .collect()
    };
    let folded_act = more.iter().any(|offer| offer.text == features.plan.act);
    let mut act_fields = act_choices(open);
    if folded_act {
        act_fields.append(&mut act_choices(more));
    } else if !more.is_empty() {
        act_fields.push(fold("", view.text(Text::MoreActs), act_choices(more)));
    }
    let own_act = own(&features.plan.act, &acts);
    let own_act = area(
        view,
        Text::ActHint,
        None,
        &own_act,
        MAX_CHARS,
        state::Action::Act,
    );
    act_fields.push(fold("", view.text(Text::OwnWords), vec![own_act]));
    let mut cue_fields: Vec<Html> = cues
        .iter()
        .map(|offer| offered(view, "cue", offer, &features.plan.cue, state::Action::Cue))
        .collect();
    let own_cue = own(&features.plan.cue, &cues);
    let own_cue = area(
        view,
        Text::CueHint,
        None,
        &own_cue,
        MAX_CHARS,
        state::Action::Cue,
    );
    cue_fields.push(fold("", view.text(Text::OwnWords), vec![own_cue]));
    let blank = view.messages.get(Text::PlanBlank);
    let filled = |words: &str| {
        if words.trim().is_empty() {
            blank
        } else {
            words
        }
        .to_owned()
    };
    let begun = !(features.plan.cue.trim().is_empty() && features.plan.act.trim().is_empty());
    let read_back = begun.then(|| {
        span(sentence(
            view,
            &filled(&features.plan.cue),
            &filled(&features.plan.act),
        ))
    });
    let content = vec![
        h2(view.text(Text::PlanHeading)),
        fields(view, Text::PlanWhen, cue_fields),
        fields(view, Text::PlanWill, act_fields),
        html! { <p class="lead" data-part="read-back" aria-live="polite">{ read_back }</p> },
        feature_button(
            view,
            "button primary",
            "make-plan",
            view.text(Text::MakePlan),
            state::Action::Make,
        ),
    ];
    section("plan-form", content)
}

fn fields(view: &ViewContext, legend: Text, fields: Vec<Html>) -> Html {
    html! { <fieldset><legend>{ view.text(legend) }</legend>{ for fields }</fieldset> }
}

fn offered(
    view: &ViewContext,
    name: &'static str,
    offer: &Offer,
    chosen: &str,
    action: fn(String) -> state::Action,
) -> Html {
    let words = offer.text.clone();
    let onchange = view
        .act
        .reform(move |_: Event| Action::Feature(action(words.clone()).into()));
    let checked = chosen == offer.text;
    choice(
        "radio",
        name,
        &offer.id,
        plain(&offer.text),
        checked,
        onchange,
    )
}

/// The plans before, with how they went.
fn earlier(view: &ViewContext) -> Html {
    let current = view.session.plan().map(|plan| plan.id.clone());
    let plans = view.session.plans();
    let entry = |plan: &&Plan| {
        let day = date(view.messages, plan.made);
        let went = plan.outcome.map(|outcome| {
            let text = match outcome {
                Outcome::Happened => Text::Happened,
                Outcome::Partly => Text::Partly,
                Outcome::NotYet => Text::NotYet,
                Outcome::LetGo => Text::WasLetGo,
            };
            fine(view.text(text))
        });
        let words = [
            p(sentence(view, &plan.cue, &plan.act)),
            fine(view.fill(Text::PlanMadeOn, &[("date", &day)])),
            plain(" "),
            went.into_iter().collect(),
        ];
        let delete = confirm(
            view,
            "delete-plan",
            &Confirmation::DeletePlan(plan.id.clone()),
        );
        html! { <>{ for words }{ delete }</> }
    };
    let before: Vec<Html> = plans
        .iter()
        .filter(|plan| Some(&plan.id) != current.as_ref())
        .map(entry)
        .collect();
    if before.is_empty() {
        return Html::default();
    }
    fold(
        "",
        view.text(Text::PlansBefore),
        vec![list("stored", before)],
    )
}
