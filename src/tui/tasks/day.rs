//! The forms of the day as it runs: when something happened, a late child, how a session came out, an incident, who was
//! told.

use super::simple::{Simple, choice, finish, lacks, text};
use super::{close, known, records, refused, words};
use crate::desk::commands::{
    IncidentChange, IncidentRecord, LiveEvent, Outcome, SessionEvent, SessionLate, SessionOutcome, SessionWait,
    WorkerTold,
};
use crate::desk::queries::Check;
use crate::desk::{Answer, Answered, Command, Done, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;
use crate::tui::offer::Offer;
use crate::tui::screens::follow::card;
use crate::tui::screens::paper::Paper;
use crate::tui::theme::Tone;

/// The names of the forms that are kept until they are sent.
pub(super) const INCIDENT: &str = "incident.record";
pub(super) const OUTCOME: &str = "session.outcome";

const HAPPENED: &str = "it happened";
const MISTAKEN: &str = "it did not: take it out";
const GOES_ON: &str = "goes on";
const ENDS: &str = "ends with it, or does not begin";

fn title(what: &str, session: &Session, names: &Names) -> String {
    format!("{what} {} {}", session.id, lines::children(session, Speak::new(names)))
}

/// What a field says, read; nothing where it is empty. What cannot be read is said under it.
fn given<T>(
    fields: &mut Fields,
    name: &'static str,
    read: impl FnOnce(&str) -> Result<T, Unreadable>,
) -> Result<Option<T>, ()> {
    let value = fields.value(name);
    if value.is_empty() {
        return Ok(None);
    }
    read(&value).map(Some).map_err(|why| {
        lacks::<()>(fields, name, &why.0);
    })
}

fn picked(said: &'static str) -> Vec<Offer> {
    vec![Offer::word(said)]
}

/// The form that records what happened at a time other than now, or takes out what was recorded by mistake.
pub fn event(session: &Session, names: &Names, now: Moment) -> Form {
    let next = LiveEvent::next(&session.actual).unwrap_or(LiveEvent::ChildHome);
    let mut fields = Fields::new([
        Field::pick("event", "what", words(LiveEvent::ALL.iter().map(|e| e.said()))),
        Field::text("at", "at"),
        Field::picks("who", "who came", records(Kind::Party)),
        Field::pick("mistaken", "", words([HAPPENED, MISTAKEN])),
    ]);
    fields.fill_chosen("event", picked(next.said()));
    fields.fill_chosen("mistaken", picked(HAPPENED));
    if session.date == now.day {
        fields.fill("at", &now.minute.to_string());
    }
    fields.focus("at");
    for event in LiveEvent::ALL {
        if let Some(at) = event.of(&session.actual) {
            fields.foot.push((Tone::Dim, format!("recorded: {} {at}", event.said())));
        }
    }
    let id = session.id;
    let sheet = Simple(move |fields: &mut Fields| {
        let event = choice(fields, "event", LiveEvent::ALL, |e| e.said(), "choose what happened")?;
        let at = given(fields, "at", said::time).ok()?;
        let who = fields.keys("who").into_iter().map(|key| PartyId(key.id)).collect();
        let mistaken = fields.value("mistaken") == MISTAKEN;
        Some(SessionEvent { session: id, event, at, who, mistaken }.into())
    });
    Form::new(title("What happened in", session, names), fields, sheet)
}

/// The form that waits longer for a late adult.
pub fn wait(session: &Session, names: &Names) -> Form {
    let fields = Fields::new([Field::text("until", "wait until")]);
    let id = session.id;
    let sheet = Simple(move |fields: &mut Fields| match given(fields, "until", said::time).ok()? {
        Some(until) => Some(SessionWait { session: id, until }.into()),
        None => lacks(fields, "until", "until when?"),
    });
    Form::new(title("They called and are late:", session, names), fields, sheet)
}

/// A child comes late: what it would come to is said while it is typed.
struct Late(Session);

impl Late {
    fn command(&self, fields: &mut Fields) -> Option<Command> {
        let lost_min = given(fields, "lost_min", said::minutes).ok()?;
        let by = fields.value("by");
        let by = CancelledBy::ALL.iter().copied().find(|b| b.said() == by);
        let was = Some(Box::new(self.0.clone()));
        Some(SessionLate { session: self.0.id, lost_min, by, words: text(fields, "words")?, was }.into())
    }

    fn look(&self, fields: &mut Fields, cx: &mut Cx) {
        if let Some(command) = self.command(fields) {
            cx.ask("check", Check { command: Box::new(command) });
        }
    }
}

/// The form that records that a child came late.
pub fn late(session: &Session, names: &Names, now: Moment) -> Form {
    let mut fields = Fields::new([
        Field::text("lost_min", "minutes lost"),
        Field::pick("by", "caused by", words(CancelledBy::ALL.iter().map(|b| b.said()))),
        Field::text("words", "in words"),
    ]);
    let came = session.actual.child_arrived.unwrap_or(now.minute);
    if session.date == now.day && came > session.start {
        fields.fill("lost_min", &(came.0 - session.start.0).to_string());
    }
    fields.fill_chosen("by", picked(CancelledBy::ServiceTransport.said()));
    let sheet = Late(session.clone());
    Form::new(title("Late child:", session, names), fields, sheet).on(session.clone(), names)
}

impl Sheet for Late {
    fn opened(&mut self, fields: &mut Fields, cx: &mut Cx) {
        self.look(fields, cx);
    }

    fn changed(&mut self, fields: &mut Fields, _: &'static str, cx: &mut Cx) {
        self.look(fields, cx);
    }

    fn answered(&mut self, fields: &mut Fields, _: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        fields.clear_notes();
        match answer {
            Ok(Answered { answer: Answer::Check(view), names }) => {
                let session = view.sessions.first();
                if let Some((session, late)) = session.and_then(|s| Some((s, s.late.as_ref()?))) {
                    let said = format!("ends {}: {}", session.end, lines::late_said(late));
                    fields.note("", Tone::Good, said);
                }
                for about in &view.why_not {
                    fields.note("", Tone::Warn, format!("not more: {}", lines::finding(about, &names)));
                }
            }
            Ok(_) => {}
            Err(no) => fields.note(no.field.as_deref().unwrap_or(""), Tone::Warn, format!("? {}", no.what)),
        }
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        if let Some(command) = self.command(fields) {
            cx.execute("late", command);
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        finish(fields, cx, done);
    }

    fn renewed(&mut self, _: &mut Fields, record: &Record, _: &Names) {
        if let Record::Session(session) = record {
            self.0 = session.clone();
        }
    }
}

/// The form that records how a session came out that did not go as booked, with what is likeliest filled in.
pub fn outcome(session: &Session, names: &Names) -> Form {
    let actual = session.actual;
    let likely = match (actual.started, actual.adult_arrived) {
        (Some(_), _) => Outcome::EndedEarly,
        (None, Some(_)) => Outcome::CalledOff,
        (None, None) => Outcome::NoShow,
    };
    let mut fields = Fields::new([
        Field::pick("outcome", "it was", words(Outcome::ALL.iter().map(|o| o.said()))),
        Field::pick("by", "by", words(CancelledBy::ALL.iter().map(|b| b.said()))),
        Field::pick("reason", "because", words(CancelReason::ALL.iter().map(|r| r.said()))),
        Field::text("words", "in words"),
        Field::text("at", "at"),
        Field::picks(
            "who",
            "who came",
            super::super::offer::Source::fixed(known(session.parties.iter().map(|p| p.key()), names)),
        ),
        Field::text("lost_min", "minutes lost"),
    ]);
    fields.fill_chosen("outcome", picked(likely.said()));
    if likely == Outcome::NoShow {
        fields.fill_chosen("by", picked(CancelledBy::Parent.said()));
        fields.fill_chosen("reason", picked(CancelReason::DidNotCome.said()));
    }
    fields.foot = vec![(Tone::Dim, "who came and minutes lost: where only a part was attended".to_owned())];
    let sheet = CameOut(session.clone());
    Form::new(title("How it came out:", session, names), fields, sheet).on(session.clone(), names).kept(OUTCOME)
}

struct CameOut(Session);

impl Sheet for CameOut {
    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        fields.clear_tone(Tone::Error);
        let mut command = || {
            let outcome = choice(fields, "outcome", Outcome::ALL, |o| o.said(), "choose how it came out")?;
            let by = choice(fields, "by", CancelledBy::ALL, |b| b.said(), "choose who or what caused it")?;
            let reason = choice(fields, "reason", CancelReason::ALL, |r| r.said(), "choose why")?;
            let part = outcome == Outcome::PartAttended;
            let who = fields.keys("who").into_iter().map(|key| PartyId(key.id)).filter(|_| part).collect();
            let (at, lost_min) = (
                given(fields, "at", said::time).ok()?,
                given(fields, "lost_min", said::minutes).ok()?.filter(|_| part),
            );
            let (session, words, reason) = (self.0.id, text(fields, "words")?, Some(reason));
            let was = Some(Box::new(self.0.clone()));
            Some(SessionOutcome { session, outcome, by, reason, words, at, who, lost_min, was })
        };
        if let Some(command) = command() {
            cx.execute("outcome", Command::from(command));
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        finish(fields, cx, done);
    }

    fn renewed(&mut self, _: &mut Fields, record: &Record, _: &Names) {
        if let Record::Session(session) = record {
            self.0 = session.clone();
        }
    }
}

/// The form that takes down an incident: in the session it is opened on, where there is one. One of a child who was not
/// handed back is filled in, so that it can be saved at once.
pub fn incident(session: Option<(&Session, &Names)>, sort: Option<IncidentSort>, now: Moment) -> Form {
    let mut fields = Fields::new([
        Field::pick("sort", "what", words(IncidentSort::ALL.iter().map(|s| s.said()))),
        Field::text("at", "when").with(said::long_moment(now)).standing(),
        Field::text("what", "what happened"),
        Field::text("done", "done at once"),
        Field::text("police_ref", "police reference"),
        Field::text("follow_up", "to follow"),
        Field::text("follow_up_by", "by"),
        Field::picks("people", "also concerned", records(None)),
        Field::pick("ends", "the session", words([GOES_ON, ENDS])),
    ]);
    let (id, heading) = match session {
        Some((session, names)) => (Some(session.id), title("An incident in", session, names)),
        None => (None, "An incident".to_owned()),
    };
    if let Some(sort) = sort {
        fields.fill_chosen("sort", picked(sort.said()));
        fields.focus("what");
    }
    if let (Some((session, names)), Some(IncidentSort::NotHandedBack)) = (session, sort) {
        let who = lines::children(session, Speak::new(names));
        fields.fill("what", &format!("{who} was not handed back at {}", session.end));
    }
    fields.fill_chosen("ends", picked(if sort == Some(IncidentSort::Influence) { ENDS } else { GOES_ON }));
    fields.foot = vec![
        (Tone::Dim, "an adult under the influence ends the session in any case".to_owned()),
        (Tone::Dim, "the card with the steps is printed where a child was not handed back".to_owned()),
    ];
    let form = Form::new(heading, fields, TakenDown { session: id, today: now.day }).kept(INCIDENT);
    match session {
        Some((session, names)) => form.on(session.clone(), names),
        None => form,
    }
}

struct TakenDown {
    session: Option<SessionId>,
    today: Day,
}

impl Sheet for TakenDown {
    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        fields.clear_tone(Tone::Error);
        let today = self.today;
        let mut command = || {
            let sort = choice(fields, "sort", IncidentSort::ALL, |s| s.said(), "choose what it is")?;
            Some(IncidentRecord {
                sort,
                session: self.session,
                site: None,
                people: fields.keys("people"),
                at: given(fields, "at", |t| said::moment(t, today)).ok()?,
                what: text(fields, "what")?,
                done: text(fields, "done")?,
                police_ref: text(fields, "police_ref")?,
                follow_up: text(fields, "follow_up")?,
                follow_up_by: given(fields, "follow_up_by", |t| said::day(t, today)).ok()?,
                ends: fields.value("ends") == ENDS,
            })
        };
        if let Some(command) = command() {
            cx.execute("incident", Command::from(command));
        }
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        let not_back = fields.value("sort") == IncidentSort::NotHandedBack.said();
        match done {
            Ok(done) => {
                let incident = done.changed.iter().copied().find(|key| key.kind == Kind::Incident && not_back);
                close(cx, &done, None);
                if let Some(key) = incident {
                    // what to do now comes up by itself
                    cx.push(Paper::new(card(key, self.today)));
                }
            }
            Err(refusal) => refused(fields, &refusal, cx),
        }
    }
}

/// The form that adds to an incident.
pub fn change(incident: &Incident, names: &Names, today: Day) -> Form {
    let mut fields = Fields::new([
        Field::text("police_ref", "police reference"),
        Field::text("done", "done at once"),
        Field::text("what", "what happened"),
        Field::text("at", "when"),
        Field::text("follow_up", "to follow"),
        Field::text("follow_up_by", "by"),
        Field::text("followed_up", "followed up how"),
    ]);
    fields.fill("police_ref", &incident.police_ref);
    fields.fill("done", &incident.done.replace('\n', " "));
    fields.fill("what", &incident.what.replace('\n', " "));
    fields.fill("at", &said::long_moment(incident.at));
    fields.fill("follow_up", &incident.follow_up.replace('\n', " "));
    fields.fill("follow_up_by", &incident.follow_up_by.map_or_else(String::new, said::long));
    let heading = format!("{} {}", incident.id, lines::incident(incident, Speak::new(names), today));
    let was = incident.clone();
    let sheet = Simple(move |fields: &mut Fields| {
        let touched = |fields: &Fields, name: &'static str| fields.is_touched(name);
        let mut change =
            IncidentChange { incident: was.id, was: Some(Box::new(was.clone())), ..IncidentChange::default() };
        if touched(fields, "police_ref") {
            change.police_ref = Some(text(fields, "police_ref")?);
        }
        for (name, to) in [
            ("done", &mut change.done),
            ("what", &mut change.what),
            ("follow_up", &mut change.follow_up),
            ("followed_up", &mut change.followed_up),
        ] {
            if touched(fields, name) {
                *to = Some(text(fields, name)?);
            }
        }
        if touched(fields, "at") {
            change.at = given(fields, "at", |t| said::moment(t, today)).ok()?;
        }
        if touched(fields, "follow_up_by") {
            change.follow_up_by = given(fields, "follow_up_by", |t| said::day(t, today)).ok()?;
        }
        Some(change.into())
    });
    Form::new(heading, fields, sheet)
}

/// The form that records that a social worker was told.
pub fn told(session: SessionId, what: &str, now: Moment) -> Form {
    let results = [ToldResult::Told, ToldResult::NoAnswer, ToldResult::MessageLeft, ToldResult::RingBack];
    let mut fields = Fields::new([
        Field::pick("result", "they", words(results.map(ToldResult::said))),
        Field::pick("how", "by", words(Channel::ALL.iter().map(|c| c.said()))),
        Field::text("what", "what was said"),
        Field::text("at", "when").with(said::long_moment(now)).standing(),
    ]);
    fields.fill_chosen("result", picked(ToldResult::Told.said()));
    fields.fill_chosen("how", picked(Channel::Phone.said()));
    fields.foot = vec![(Tone::Strong, what.to_owned())];
    let sheet = Simple(move |fields: &mut Fields| {
        let result = choice(fields, "result", ToldResult::ALL, |r| r.said(), "choose what came of it")?;
        let how = choice(fields, "how", Channel::ALL, |c| c.said(), "choose how")?;
        let (what, at) = (text(fields, "what")?, given(fields, "at", |t| said::moment(t, now.day)).ok()?);
        Some(WorkerTold { session, how, result, what, at }.into())
    });
    Form::new(format!("The social worker, of {session}"), fields, sheet)
}
