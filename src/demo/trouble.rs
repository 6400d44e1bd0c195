//! Five things that go wrong on the day the board opens with: each was booked well, then something changed.
//!
//! What is planted is tried on a copy of the day first: it must break its own rule, no other, and no session that is
//! already in trouble.

use super::Problem;
use super::names::{name, note};
use super::week::Week;
use crate::domain::{
    Absence, AbsenceId, AbsenceKind, Change, Child, Closure, ClosureId, Day, Days, Diary, Finding, Key, Kind,
    NoMeetRule, NoMeetRuleId, NoMeetScope, Officer, Record, Room, Seats, Session, SessionId, Transport,
};
use crate::rules;
use std::collections::BTreeSet;

/// How many problems a day has.
pub(super) const WANTED: usize = 5;

/// Something that changed: a new record, or a session as it is now.
enum Twist {
    New(Record),
    Changed(Session),
}

/// A way things go wrong: the rule it breaks, and what may happen to a session (with another of the day).
struct Sort {
    rule: &'static str,
    twist: fn(&Diary, &Session, &Session) -> Option<(Twist, String)>,
    /// Looks at pairs of sessions.
    pairs: bool,
}

/// In order of interest; the last ones stand in on a day too quiet for the others.
const SORTS: [Sort; 7] = [
    Sort { rule: "officer-away", twist: sick, pairs: false },
    Sort { rule: "no-meet", twist: no_meet, pairs: true },
    Sort { rule: "room-shut", twist: leak, pairs: false },
    Sort { rule: "child-seat", twist: no_seat, pairs: false },
    Sort { rule: "room-taken", twist: same_room, pairs: true },
    Sort { rule: "leg-times", twist: late_leg, pairs: false },
    Sort { rule: "adult-named", twist: stranger, pairs: true },
];

/// Plants the problems of a day into its week; gives the records that are new.
pub(super) fn plant(week: &mut Week, day: Day) -> (Vec<Record>, Vec<Problem>) {
    let (mut new, mut problems): (Vec<Record>, Vec<Problem>) = (Vec::new(), Vec::new());
    let mut touched: BTreeSet<SessionId> = BTreeSet::new();
    // twice: a day too quiet for five sorts may have two of one
    for sort in SORTS.iter().chain(&SORTS) {
        if problems.len() == WANTED {
            break;
        }
        if let Some((twist, problem)) = find(week, day, sort, &touched) {
            touched.insert(problem.session);
            touched.extend(&problem.others);
            let change = carry_out(&week.diary, twist);
            week.diary.apply(&change);
            match change.after.as_deref() {
                Some(Record::Session(session)) => {
                    week.sessions.iter_mut().filter(|s| s.id == session.id).for_each(|s| *s = session.clone());
                }
                Some(record) => {
                    week.head.reserve(record.kind(), record.key().id);
                    new.push(record.clone());
                }
                None => {}
            }
            problems.push(problem);
        }
    }
    (new, problems)
}

fn carry_out(diary: &Diary, twist: Twist) -> Change {
    match twist {
        Twist::New(record) => Change::new(record),
        Twist::Changed(session) => match diary.record(session.id.key()) {
            Some(before) => Change::of((**before).clone(), session),
            None => Change::new(session),
        },
    }
}

fn find(week: &mut Week, day: Day, sort: &Sort, touched: &BTreeSet<SessionId>) -> Option<(Twist, Problem)> {
    let open = |s: &&Session| {
        let restricted = |c: &Child| !c.restricted_to.is_empty();
        s.date == day
            && !touched.contains(&s.id)
            && !s.children.iter().any(|id| week.diary.get::<Child>(*id).is_some_and(restricted))
    };
    let mut sessions: Vec<Session> = week.sessions.iter().filter(open).cloned().collect();
    week.rng.shuffle(&mut sessions);
    let before = blocking(&week.diary, day);
    let mut tries = 0;
    for (i, session) in sessions.iter().enumerate() {
        let others = if sort.pairs { &sessions[..] } else { &sessions[i..=i] };
        for other in others.iter().filter(|o| !sort.pairs || o.id != session.id) {
            let Some((mut twist, what)) = (sort.twist)(&week.diary, session, other) else { continue };
            tries += 1;
            if tries > 60 {
                return None;
            }
            if let Twist::New(record) = &mut twist {
                record.set_id(week.head.next(record.kind()));
            }
            if let Some(others) = breaks(week, day, sort, session.id, &twist, &before, touched) {
                return Some((twist, Problem { session: session.id, others, rule: sort.rule, what }));
            }
        }
    }
    None
}

fn blocking(diary: &Diary, day: Day) -> Vec<(SessionId, Finding)> {
    let all = rules::check_day(diary, day).unwrap_or_default().into_iter();
    all.flat_map(|(id, found)| found.into_iter().filter(Finding::blocks).map(move |f| (id, f))).collect()
}

/// Whether a twist breaks just its rule for that session and at most two more; gives those.
fn breaks(
    week: &Week,
    day: Day,
    sort: &Sort,
    session: SessionId,
    twist: &Twist,
    before: &[(SessionId, Finding)],
    touched: &BTreeSet<SessionId>,
) -> Option<Vec<SessionId>> {
    let mut diary = week.diary.clone();
    let copy = match twist {
        Twist::New(record) => Twist::New(record.clone()),
        Twist::Changed(session) => Twist::Changed(session.clone()),
    };
    let change = carry_out(&diary, copy);
    diary.apply(&change);
    let fresh: Vec<_> = blocking(&diary, day).into_iter().filter(|found| !before.contains(found)).collect();
    let hit: BTreeSet<SessionId> = fresh.iter().map(|(id, _)| *id).collect();
    let own = fresh.iter().all(|(_, finding)| finding.rule.0 == sort.rule);
    // a rule about people lasts: it must not break what is booked for them later in the week
    let lasting = change.key.kind == Kind::NoMeetRule;
    let later = |d: &Day| *d > day && lasting && !blocking(&diary, *d).is_empty();
    let good = own && hit.contains(&session) && hit.len() <= 3 && hit.is_disjoint(touched);
    (good && !week.monday.to(week.monday + 5).any(|d| later(&d)))
        .then(|| hit.into_iter().filter(|id| *id != session).collect())
}

fn sick(diary: &Diary, session: &Session, _: &Session) -> Option<(Twist, String)> {
    let officer = diary.get::<Officer>(*session.officers.first()?)?;
    let absence = Absence {
        who: Some(officer.id.key()),
        sort: AbsenceKind::Sickness,
        days: Days::one(session.date),
        id: AbsenceId(0),
        ..Absence::default()
    };
    Some((
        Twist::New(absence.into()),
        format!("{} rang in sick this morning and leads the session at {}", officer.name, session.start),
    ))
}

fn leak(diary: &Diary, session: &Session, _: &Session) -> Option<(Twist, String)> {
    let room = diary.get::<Room>(session.room?)?;
    let closure = Closure {
        id: ClosureId(0),
        room: Some(room.id),
        days: Days::one(session.date),
        time: Some(session.span()),
        reason: name("water leak"),
        ..Closure::default()
    };
    Some((
        Twist::New(closure.into()),
        format!("{} is shut for a water leak while the session at {} needs it", room.name, session.start),
    ))
}

fn no_meet(_: &Diary, session: &Session, other: &Session) -> Option<(Twist, String)> {
    let (a, b): (Key, Key) = (session.parties.first()?.key(), other.parties.first()?.key());
    let together = session.site == other.site
        && session.on_site().overlaps(other.on_site())
        && session.room.is_some()
        && other.room.is_some();
    let rule = NoMeetRule {
        id: NoMeetRuleId(0),
        a: Some(a),
        b: Some(b),
        scope: NoMeetScope::Site,
        reason: note("Threats made yesterday; the court has been told."),
        from: Some(session.date),
        ..NoMeetRule::default()
    };
    (together && a != b).then(|| {
        let what = format!(
            "{a} and {b} must not meet from today and are both booked in around {}",
            session.start.max(other.start)
        );
        (Twist::New(rule.into()), what)
    })
}

fn no_seat(_: &Diary, session: &Session, _: &Session) -> Option<(Twist, String)> {
    let mut changed = session.clone();
    let leg = changed
        .legs
        .iter_mut()
        .find(|leg| leg.mode == Transport::Taxi && leg.seats.infant + leg.seats.toddler + leg.seats.booster > 0)?;
    leg.seats = Seats::default();
    let what = format!("the taxi firm has no child seat for the journey at {}", leg.depart);
    Some((Twist::Changed(changed), what))
}

fn same_room(diary: &Diary, session: &Session, other: &Session) -> Option<(Twist, String)> {
    let room = diary.get::<Room>(other.room?)?;
    let together = session.room.is_some()
        && session.room != other.room
        && session.site == other.site
        && session.span().overlaps(other.span());
    together.then(|| {
        let changed = Session { room: Some(room.id), ..session.clone() };
        (
            Twist::Changed(changed),
            format!("{} was promised twice: at {} and at {}", room.name, session.start, other.start),
        )
    })
}

fn late_leg(_: &Diary, session: &Session, _: &Session) -> Option<(Twist, String)> {
    let mut changed = session.clone();
    let leg = changed.legs.first_mut()?;
    (leg.depart, leg.arrive) = (leg.depart.plus(10), leg.arrive.plus(10));
    let what = format!("the car can only leave at {} and brings the child ten minutes late", leg.depart);
    Some((Twist::Changed(changed), what))
}

fn stranger(_: &Diary, session: &Session, other: &Session) -> Option<(Twist, String)> {
    let party = *other.parties.first()?;
    let parties = session.parties.iter().copied().chain([party]).collect();
    let changed = Session { parties, ..session.clone() };
    let apart = !session.parties.contains(&party) && !session.on_site().overlaps(other.on_site());
    apart.then(|| {
        (
            Twist::Changed(changed),
            format!("{party} was added to the session at {} and is not on its arrangement", session.start),
        )
    })
}
