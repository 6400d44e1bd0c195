//! What contact is planned around, and what is to be seen to: dates, letters, notes between shifts, an order that asks for
//! more than is booked, an incident to follow up.

use super::names::{name, note};
use super::rng::Rng;
use super::{estate, of};
use crate::domain::{
    Appointment, AppointmentId, AppointmentSort, Arrangement, ArrangementStatus, CourtOrder, CourtOrderId, Day,
    DayNote, DayNoteId, Days, Head, Incident, IncidentId, IncidentSort, Key, Kind, Letter, LetterId, LetterWay, Minute,
    Moment, OrderedBy, Per, Record, Session, SessionStatus, Span,
};

/// A date: how many days on, whose, what, from, minutes, where.
type Date = (i32, Whose, AppointmentSort, Minute, i32, &'static str);

/// Who a date takes.
#[derive(Clone, Copy)]
enum Whose {
    Child,
    Adult,
    Both,
}

const DATES: [Date; 6] = [
    (1, Whose::Child, AppointmentSort::Medical, Minute::at(9, 30), 90, "Leicester Royal Infirmary"),
    (4, Whose::Adult, AppointmentSort::Court, Minute::at(10, 0), 180, "Leicester Family Court"),
    (6, Whose::Child, AppointmentSort::LacReview, Minute::at(14, 0), 90, "St Andrew's, meeting room"),
    (7, Whose::Child, AppointmentSort::School, Minute::at(13, 30), 90, "at school: concert"),
    (11, Whose::Both, AppointmentSort::ContactReview, Minute::at(10, 0), 60, "St Andrew's, meeting room"),
    (14, Whose::Adult, AppointmentSort::Court, Minute::at(10, 0), 180, "Leicester Family Court"),
];

const NOTES: [(&str, Minute, &str); 2] = [
    (
        "asha",
        Minute::at(17, 40),
        "The side door sticks: staff let families in by the main entrance until it is mended.",
    ),
    ("dot", Minute::at(22, 30), "Two calls taken, both on the board. The second taxi firm is short of cars until ten."),
];

/// Everything but the incident, for families that are here. It is known before a session is booked, so none clashes.
pub(super) fn records(rng: &mut Rng, today: Day, known: &mut Vec<Record>, head: &mut Head) {
    let running = |a: &&Arrangement| {
        let met = a.status == ArrangementStatus::Active && a.end.is_none() && !a.parties.is_empty();
        met && a.start.is_some_and(|start| start < today - 28)
    };
    let mut here: Vec<Arrangement> = known.iter().filter_map(of::<Arrangement>).filter(running).cloned().collect();
    if here.is_empty() {
        return;
    }
    more_ordered(&here, today, known, head);
    rng.shuffle(&mut here);
    let mut next = here.iter().cycle();
    for date in DATES {
        known.extend(next.next().map(|a| appointment(a, date, today, head).into()));
    }
    let due = Letter { way: LetterWay::ToChild, due: Some(today + 4), ..Letter::default() };
    let read = Letter {
        way: LetterWay::ToFamily,
        due: Some(today - 1),
        received: Some(today - 2),
        checked_by: vec![name("asha")],
        ..Letter::default()
    };
    for letter in [due, read] {
        let Some(a) = next.next() else { continue };
        let id = LetterId(head.take(Kind::Letter));
        known.push(Letter { id, arrangement: Some(a.id), child: a.children[0], party: a.parties[0], ..letter }.into());
    }
    for (by, minute, what) in NOTES {
        let id = DayNoteId(head.take(Kind::DayNote));
        let at = Moment::new(today - 1, minute);
        known.push(DayNote { id, day: today, what: note(what), by: name(by), at, ..DayNote::default() }.into());
    }
}

fn appointment(a: &Arrangement, date: Date, today: Day, head: &mut Head) -> Appointment {
    let (on, whose, sort, from, minutes, place) = date;
    let (child, adult): (Key, Key) = (a.children[0].key(), a.parties[0].key());
    let who = match whose {
        Whose::Child => vec![child],
        Whose::Adult => vec![adult],
        Whose::Both => vec![child, adult],
    };
    let office = |day: &Day| day.weekday_index() < 5 && estate::open(*day);
    let day = (today + on).to(today + on + 14).find(office).unwrap_or(today + on);
    Appointment {
        id: AppointmentId(head.take(Kind::Appointment)),
        who,
        sort,
        days: Days::one(day),
        time: Some(Span::new(from, from.plus(minutes))),
        place: name(place),
        ..Appointment::default()
    }
}

/// The court asked yesterday for twice as much from Monday on for somebody who comes once a week; the order before ends.
fn more_ordered(here: &[Arrangement], today: Day, known: &mut Vec<Record>, head: &mut Head) {
    let weekly = |a: &&Arrangement| a.ordered_by == OrderedBy::CourtOrder && a.per == Per::Week && a.times == Some(1);
    let Some(arrangement) = here.iter().find(weekly) else { return };
    let from = today.monday() + 7;
    let before = known.iter_mut().find_map(|record| match record {
        Record::CourtOrder(order) if order.arrangement == Some(arrangement.id) => Some(order),
        _ => None,
    });
    let Some(before) = before else { return };
    before.to = Some(from - 1);
    let order = CourtOrder {
        id: CourtOrderId(head.take(Kind::CourtOrder)),
        made_on: Some(today - 1),
        received_on: Some(today - 1),
        from: Some(from),
        to: None,
        terms: note("Contact twice a week from Monday."),
        min_times_week: Some(2),
        min_minutes_week: arrangement.length_min.map(|length| 2 * length),
        ..before.clone()
    };
    known.push(order.into());
}

/// What went wrong in a session some days ago, of the week it was in: its follow-up is still to come.
pub(super) fn incident(sessions: &[Session], monday: Day, today: Day) -> Option<Incident> {
    if (today - 3).monday() != monday {
        return None;
    }
    let over = |s: &&Session| s.date < today && s.status != SessionStatus::NoShow && s.actual.ended.is_some();
    let session = sessions.iter().filter(over).max_by_key(|s| (s.status == SessionStatus::Aborted, s.date, s.id))?;
    let people = session.children.iter().map(|c| c.key()).chain(session.parties.iter().map(|p| p.key())).collect();
    Some(Incident {
        id: IncidentId(0),
        sort: IncidentSort::ExtraVisitor,
        session: Some(session.id),
        site: Some(session.site),
        people,
        at: Moment::new(session.date, session.actual.adult_arrived.unwrap_or(session.start)),
        what: note("A friend came along to the door and asked to be let in."),
        done: note("Was told that only those who are named may come in, and left."),
        follow_up: note("Talk the house rules over with the family; tell the social worker."),
        follow_up_by: Some(today + 2),
        by: name("asha"),
        ..Incident::default()
    })
}
