//! Booking a session: the child is typed, the arrangement fills in the rest, the rules speak as it is typed.

use super::{chosen, close, end, judge, known, order, override_field, read, records, refused, words};
use crate::desk::commands::SessionBook;
use crate::desk::queries::{Propose, Why, WhyView};
use crate::desk::{Answer, Answered, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::fields::{Field, Fields};
use crate::tui::form::{Form, Sheet};
use crate::tui::layer::Slot;
use crate::tui::list::Cells;
use crate::tui::offer::Offer;
use crate::tui::theme::Tone;

/// The form's name.
pub(super) const NAME: &str = "session.book";

/// What is known before anything is typed.
#[derive(Clone, Debug)]
pub struct Start {
    /// The day.
    pub day: Day,
    /// A time, where the arrangement does not say another.
    pub time: Minute,
    /// The child, room or officer of the row the booking begins in.
    pub row: Option<(Key, String)>,
    /// Whether a reason may override.
    pub may_override: bool,
}

/// Promised to the family.
const BOOKED: &str = "booked";
/// It takes its room and people, and is promised to nobody yet.
const HELD: &str = "held: not promised yet";

struct Book {
    today: Day,
    day: Day,
    start: Minute,
    /// The arrangement's usual time was looked at.
    usual: bool,
    /// What was asked last, and what the desk proposed for it.
    asked: SessionBook,
    proposed: Option<Session>,
}

/// The form that books a session.
pub fn form(word: &str, today: Day, start: Start) -> Form {
    let mut fields = vec![
        Field::picks("children", "child", records(Kind::Child)),
        Field::text("date", "day").standing(),
        Field::text("start", "from").standing(),
        Field::text("end", "until"),
        Field::pick("room", "room", records(Kind::Room)),
        Field::picks("officers", "officers", records(Kind::Officer)),
        Field::picks("parties", "adults", records(Kind::Party)),
        Field::pick("legs", "transport", words(Transport::ALL.iter().map(|t| t.said()))),
        Field::text("notes", "notes"),
        Field::pick("held", "it is", words([BOOKED, HELD])),
    ];
    fields.extend(override_field(start.may_override));
    let mut fields = Fields::new(fields);
    fields.fill("date", &said::long(start.day));
    fields.fill("start", &start.time.to_string());
    fields.fill_chosen("held", vec![Offer::word(BOOKED)]);
    if let Some((key, name)) = start.row {
        let (field, kind) = match key.kind {
            Kind::Child => ("children", Kind::Child),
            Kind::Room => ("room", Kind::Room),
            Kind::Officer => ("officers", Kind::Officer),
            other => ("", other),
        };
        debug_assert_eq!(kind, key.kind);
        fields.give(field, vec![Offer::record(key, name.clone(), crate::tui::list::Cells::plain([name]))]);
    }
    let sheet =
        Book { today, day: start.day, start: start.time, usual: false, asked: SessionBook::default(), proposed: None };
    Form::new(format!("Book a {word}"), fields, sheet).kept(NAME)
}

impl Book {
    /// What stands in the fields; nothing while some of it cannot be read.
    fn book(&self, fields: &mut Fields) -> Option<SessionBook> {
        let today = self.today;
        let date = read(fields, "date", |t| said::day(t, today));
        let start = read(fields, "start", said::time);
        let begin = start.ok().flatten().unwrap_or(self.start);
        let until = read(fields, "end", |t| end(t, begin));
        let notes = read(fields, "notes", |t| Note::new(t));
        let transport = fields.is_touched("legs").then(|| fields.value("legs"));
        Some(SessionBook {
            date: date.ok()?.unwrap_or(self.day),
            start: start.ok()?.unwrap_or(self.start),
            end: until.ok()?,
            children: chosen(fields, "children", ChildId),
            room: chosen(fields, "room", RoomId).and_then(|ids| ids.first().copied()),
            officers: chosen(fields, "officers", OfficerId),
            parties: chosen(fields, "parties", PartyId),
            transport: transport.and_then(|said| Transport::ALL.iter().copied().find(|t| t.said() == said)),
            notes: notes.ok()?.unwrap_or_default(),
            held: fields.value("held") == HELD,
            ..SessionBook::default()
        })
    }

    fn propose(&mut self, fields: &mut Fields, cx: &mut Cx) {
        let Some(book) = self.book(fields) else { return };
        if book != self.asked {
            self.proposed = None;
        }
        if book.children.is_some() {
            self.asked = book.clone();
            cx.ask("propose", Propose { book });
        }
    }
}

/// Asks what would work instead of a booking that is refused.
fn ask_why(fields: &Fields, session: &Session, cx: &mut Cx) {
    let Some(arrangement) = session.arrangement else { return };
    cx.ask(
        "why",
        Why {
            what: arrangement.key(),
            day: session.date,
            start: session.start,
            minutes: Some(session.span().minutes()),
            room: session.room.filter(|_| fields.is_touched("room")),
            officers: fields.is_touched("officers").then(|| session.officers.clone()),
        },
    );
}

/// What works instead: the times of that day nearest to what was wanted, else the cheapest other way.
fn works(view: &WhyView, names: &Names) -> String {
    let wanted = view.slot.session.start;
    let time = |relaxed: &Relaxed| match relaxed.instead {
        Instead::Time(at) => Some(at),
        _ => None,
    };
    let mut times: Vec<Minute> = view.relaxed.iter().filter_map(time).collect();
    times.sort_by_key(|at| at.0.abs_diff(wanted.0));
    match (times.as_slice(), view.relaxed.first()) {
        ([], None) => "nothing near it works".to_owned(),
        ([], Some(other)) => format!("it works {}", lines::instead(other, Speak::new(names))),
        ([one], _) => format!("it works at {one}"),
        ([one, two, ..], _) => format!("it works at {one} or {two}"),
    }
}

fn fill(fields: &mut Fields, session: &Session, names: &Names) {
    let speak = Speak::new(names);
    fields.fill("date", &said::long(session.date));
    fields.fill("start", &session.start.to_string());
    fields.fill("end", &format!("{} ({})", session.end, said::duration(u32::from(session.span().minutes()))));
    fields.fill_chosen(
        "room",
        match session.room {
            Some(room) => {
                vec![Offer { value: lines::place(session, speak), ..Offer::record(room, "", Cells::default()) }]
            }
            None => Vec::new(),
        },
    );
    fields.fill_chosen("officers", known(session.officers.iter().map(|o| o.key()), names));
    fields.fill_chosen("parties", known(session.parties.iter().map(|p| p.key()), names));
    let journeys = lines::journeys(session, speak);
    let how = if journeys.is_empty() { "carer".to_owned() } else { journeys };
    fields.fill_chosen("legs", vec![Offer::word(how)]);
}

impl Sheet for Book {
    fn opened(&mut self, fields: &mut Fields, cx: &mut Cx) {
        self.propose(fields, cx);
    }

    fn changed(&mut self, fields: &mut Fields, _: &'static str, cx: &mut Cx) {
        self.propose(fields, cx);
    }

    fn answered(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Propose(view), names }) => {
                let usual = view.usual.first().filter(|u| !fields.is_touched("start") && u.from != self.start);
                if let Some(usual) = usual.filter(|_| !self.usual) {
                    // the time this family always comes is the one most often meant
                    (self.usual, self.start) = (true, usual.from);
                    return self.propose(fields, cx);
                }
                fields.clear_notes();
                fill(fields, &view.session, &names);
                judge(fields, &view.findings, &names);
                if view.findings.iter().any(|f| f.finding.blocks()) {
                    ask_why(fields, &view.session, cx);
                }
                self.proposed = Some(view.session);
            }
            Ok(Answered { answer: Answer::Why(view), names }) => {
                if self.proposed.as_ref().is_some_and(|s| s.start == view.slot.session.start) {
                    fields.note("start", Tone::Good, works(&view, &names));
                }
            }
            Ok(_) => {}
            Err(refusal) => {
                fields.clear_notes();
                judge(fields, &refusal.findings, &refusal.names);
                let field = refusal.field.clone().unwrap_or_default();
                fields.note(&field, Tone::Error, format!("! {}", refusal.what));
            }
        }
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        let Some(book) = self.book(fields) else { return cx.refuse("a field cannot be read; it says what is wrong") };
        if book.children.is_none() {
            fields.focus("children");
            fields.note("children", Tone::Error, "! which child? type a name");
            return;
        }
        // what is on the screen is what is booked; from someone faster than the desk, what they typed
        let shown = self.proposed.as_ref().filter(|_| book == self.asked).map(SessionBook::exactly);
        cx.execute("book", order(shown.unwrap_or(book), fields));
    }

    fn done(&mut self, fields: &mut Fields, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        match done {
            Ok(done) => {
                let day = self.proposed.as_ref().map_or(self.asked.date, |s| s.date);
                close(cx, &done, done.changed.first().map(|key| (day, SessionId(key.id))));
            }
            Err(refusal) => refused(fields, &refusal, cx),
        }
    }

    fn told(&mut self, fields: &mut Fields, cx: &mut Cx, event: &Event) {
        // someone else booked or changed something: what was free may be taken now; what was typed stays
        if event.renews() {
            self.propose(fields, cx);
        }
    }
}
