//! Making sure who is on the telephone, before anything is said to them.
//!
//! What is on file is nowhere on this form, nor under it: the user asks, types what is said, and the desk compares. Which
//! of the answers is wrong is not shown either, or a hurried voice would say it.

use super::{refused, words};
use crate::desk::commands::{CallerIdentify, Reply};
use crate::desk::queries::{Find, Identity, IdentityView, MadeSure, Question};
use crate::desk::{Answer, Answered, Command, Done, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;
use crate::tui::list::Cells;
use crate::tui::offer::{Offer, Source};
use crate::tui::picker::Picker;
use crate::tui::screens::speaking::Speaking;
use crate::tui::theme::Tone;

/// For so many minutes a caller who was known is taken for the same one still on the line.
const SAME_CALL: u16 = 10;

/// Asks who is on the telephone, then makes sure of it.
pub(crate) fn choose() -> Picker {
    let ask = |text: &str| Find { text: text.to_owned(), kinds: Caller::KINDS.to_vec(), limit: Some(60) };
    let read = |answered: Answered| -> Vec<Offer> {
        let Answer::Find(found) = answered.answer else { return Vec::new() };
        let offer = |key: Key, also: &str| {
            let name = answered.names.say(key);
            // a child's date of birth and number, which tell children apart elsewhere, are what the caller is asked
            let (what, called) = match key.kind {
                Kind::Child => ("their social worker", format!("the social worker of {name}")),
                _ => (also, name.to_owned()),
            };
            Offer::record(key, called, Cells::plain([name, what, &key.to_string()]))
        };
        found.hits.iter().filter(|hit| hit.open).map(|hit| offer(hit.key, &hit.also)).collect()
    };
    Picker::new("Speaking to: a name or telephone", Source::desk(ask, read), |offer, _, cx| {
        if let Some(key) = offer.key {
            cx.push(form(key, &offer.value));
        }
    })
}

struct Identify {
    who: Key,
    view: Option<IdentityView>,
    /// When, and by whom, it is asked.
    now: Moment,
    account: String,
}

/// The form that makes sure of a caller.
fn form(who: Key, name: &str) -> Form {
    let fields = Fields::new([Field::shown("wait", "asking the desk what is on file")]);
    Form::new(
        format!("Is it {name}?"),
        fields,
        Identify { who, view: None, now: Moment::default(), account: String::new() },
    )
    .alone()
}

/// The name of a question's field.
fn field(proof: Proof) -> &'static str {
    match proof {
        Proof::Born => "born",
        Proof::ChildBorn => "child_born",
        Proof::Phone => "phone",
        Proof::Postcode => "postcode",
        Proof::CaseNo => "case_no",
        Proof::Registration => "registration",
    }
}

/// What stands before a question's field.
fn label(question: &Question, names: &Names) -> String {
    match question.proof {
        Proof::Born => "their date of birth".to_owned(),
        Proof::ChildBorn => {
            let name = question.child.map_or_else(String::new, |child| Speak::new(names).of(child));
            format!("{}'s date of birth", name.split(' ').next().unwrap_or_default())
        }
        Proof::Phone => "phone, last 4 digits".to_owned(),
        Proof::Postcode => "their postcode".to_owned(),
        Proof::CaseNo => "the child's case number".to_owned(),
        Proof::Registration => "car registration".to_owned(),
    }
}

impl Identify {
    fn questions(&self) -> &[Question] {
        self.view.as_ref().map_or(&[], |view| &view.questions)
    }

    /// When the user made sure of them, where that was in this call still.
    fn known(&self) -> Option<Moment> {
        let MadeSure { at, by } = self.view.as_ref()?.to.known.as_ref()?;
        let (day, minute) = (self.now.day, self.now.minute.0);
        (*by == self.account && day == at.day && minute <= at.minute.0 + SAME_CALL).then_some(*at)
    }

    /// What to do, below the fields.
    fn foot(&self) -> Vec<(Tone, String)> {
        let Some(view) = &self.view else { return Vec::new() };
        let ask = "Ask, and type what they say; what is on file is not shown. Where it is not right, ring back on the \
                   number on file.";
        let mut foot = vec![(Tone::Dim, ask.to_owned())];
        if view.questions.len() < 2 {
            foot.push((Tone::Warn, "? Too little is on file to ask: ring them back on the number on file.".to_owned()));
        }
        if view.failed > 0 {
            let times = said::count(view.failed, "time");
            foot.push((Tone::Warn, format!("? {times} today somebody said so and it was not they.")));
        }
        if let Some(at) = self.known() {
            let again = format!("Known at {}: where it is the same call, save without asking again.", at.minute);
            foot.push((Tone::Good, again));
        }
        foot
    }
}

impl Sheet for Identify {
    fn opened(&mut self, _: &mut Fields, cx: &mut Cx) {
        (self.now, self.account) = (cx.here().now, cx.here().account.clone());
        cx.ask("identity", Identity { who: self.who.to_string() });
    }

    fn answered(&mut self, fields: &mut Fields, _: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Identity(view), names }) => {
                let ask = |q: &Question| Field::text(field(q.proof), label(q, &names));
                let back = Field::pick("rung_back", "rung back", words(["yes", "no"])).chosen([Offer::word("no")]);
                *fields = Fields::new(view.questions.iter().map(ask).chain([back]));
                self.view = Some(view);
                fields.foot = self.foot();
            }
            Ok(_) => {}
            Err(refusal) => fields.refused(&refusal),
        }
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        if self.view.is_none() {
            return;
        }
        fields.clear_tone(Tone::Error);
        let rung_back = fields.value("rung_back") == "yes";
        let mut answers = Vec::new();
        for question in self.questions() {
            let (name, proof) = (field(question.proof), question.proof);
            match Name::new(fields.value(name)) {
                Ok(said) if said.is_empty() => {}
                Ok(said) => answers.push(Reply { proof, said }),
                Err(why) => return fields.note(name, Tone::Error, format!("! {why}")),
            }
        }
        if answers.is_empty() && !rung_back && self.known().is_some() {
            return speak(self.who, cx);
        }
        let missing = self.questions().iter().find(|q| fields.value(field(q.proof)).is_empty());
        match missing.filter(|_| !rung_back) {
            Some(question) => {
                let name = field(question.proof);
                fields.focus(name);
                fields.note(name, Tone::Error, "! ask, and type what they say");
            }
            None => cx.execute("identify", Command::from(CallerIdentify { who: self.who, answers, rung_back })),
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        match done {
            Ok(done) if done.identified.as_ref().is_some_and(|it| it.passed) => speak(self.who, cx),
            Ok(done) => {
                let said = lines::done(&done, None).lines().next().unwrap_or_default().to_owned();
                fields.note("", Tone::Error, format!("! {said}"));
            }
            Err(refusal) => refused(fields, &refusal, cx),
        }
    }
}

/// They are who they say.
fn speak(who: Key, cx: &mut Cx) {
    cx.close_then(move |_, cx| cx.push(Speaking::to(who)));
}
