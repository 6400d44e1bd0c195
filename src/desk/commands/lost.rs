//! What follows from a session that did not take place as booked: who must be told, and who has missed too many.
//!
//! Tasks are raised and nothing else is done: a person decides what a row of misses means (DOMAIN 3d).

use super::*;

/// What the commands need that may raise a task about misses: the past of the adults.
pub(super) fn scope(diary: &Diary, session: SessionId) -> Scope {
    let parties = diary.get::<Session>(session).map_or(&[][..], |s| s.parties.as_slice());
    Scope { of: parties.iter().map(|p| p.key()).collect(), ..Scope::default() }
}

/// The cancellation of a session, recorded now; `at` is the minute it is counted from, now where it was not on the day.
pub(super) fn cancellation(known: &Known, session: &Session, at: Moment) -> Cancellation {
    Cancellation {
        notice_min: Moment::new(session.date, session.start).minutes_since(at),
        at: known.now.moment(),
        recorded_by: Name::new(&known.viewer.actor.account).unwrap_or_default(),
        ..Cancellation::default()
    }
}

/// No car goes to a session that is not; a child who is on the way or there already is taken home.
pub(super) fn stand_down(session: &mut Session) {
    let out = session.actual.child_is_out();
    let waiting = |leg: &&mut Leg| {
        let waits = matches!(leg.status, LegStatus::Planned | LegStatus::Held | LegStatus::Released);
        waits && !(out && leg.direction == Direction::Return)
    };
    session.legs.iter_mut().filter(waiting).for_each(|leg| leg.status = LegStatus::StoodDown);
}

/// What follows from every session these changes cancel, whichever command made them: the office hears in the morning of
/// what duty staff cancelled, the social worker is to be told, and who has missed too many is talked about.
pub(super) fn called_off(known: &Known, mut decided: Decided) -> Result<Decided, Refusal> {
    let session = |record: &Option<Arc<Record>>| record.as_deref().and_then(Session::of).cloned();
    let stood = |change: &&Change| session(&change.before).is_none_or(|s| s.cancel.is_none());
    let off: Vec<Session> = decided.changes.iter().filter(stood).filter_map(|c| session(&c.after)).collect();
    for session in off {
        let Some(cancel) = &session.cancel else { continue };
        let when = format!("{} {}", said::short(session.date), session.span());
        let words = format!("{when} cancelled: {}, {}", cancel.by.said(), cancel.reason.said());
        decided = decided.raised_by_duty(known, TaskSort::Cancelled, about(&session), &words, &cancel.words);
        decided = follow(known, decided, &session)?;
    }
    Ok(decided)
}

/// Raises what follows from a session as it is now: that the social worker is to be told, and that an adult has missed
/// several in a row. A task about it that is open already is brought up to date.
pub(super) fn follow(known: &Known, mut decided: Decided, session: &Session) -> Result<Decided, Refusal> {
    let raised = tell(known, session).into_iter().chain(missed(known, session)?);
    let next = known.diary.head.next(Kind::Task);
    let taken = decided.changes.iter().filter(|c| c.key.kind == Kind::Task && c.before.is_none()).count() as u32;
    let mut new = next + taken;
    for task in raised {
        let same = |old: &&Task| old.sort == task.sort && old.about == task.about;
        let by = Name::new(&known.viewer.actor.account).unwrap_or_default();
        let change = if let Some(old) = known.diary.open::<Task>().find(same) {
            Change::of(old.clone(), Task { what: task.what, due: task.due, ..old.clone() })
        } else {
            new += 1;
            Change::new(Task { id: TaskId(new - 1), by, raised: known.now.moment(), ..task })
        };
        decided.changes.push(change);
    }
    Ok(decided)
}

/// The children of a session and then the session itself: who may know the task may know these.
fn about(session: &Session) -> Vec<Key> {
    session.children.iter().map(|c| c.key()).chain([session.key()]).collect()
}

/// That the social worker is to be told.
fn tell(known: &Known, session: &Session) -> Option<Task> {
    if crate::desk::told::workers(session).is_empty() {
        return None;
    }
    let cancel = session.cancel.as_ref();
    let why = cancel.map_or_else(String::new, |c| format!(", by {}: {}", c.by.said(), c.reason.said()));
    let owed = match session.makeup_owed_min {
        0 => "no make-up is owed".to_owned(),
        owed => format!("{} owed", said::duration(u32::from(owed))),
    };
    let what = format!("{} {} {}{why}; {owed}", said::short(session.date), session.span(), session.status.said());
    let words = cancel.map(|c| c.words.clone()).unwrap_or_default();
    let task = task(TaskSort::TellWorker, about(session), &what, &words);
    Some(Task { due: Some(session.tell_by(known.diary.settings())), ..task })
}

/// That an adult has missed so many in a row that somebody talks to the social worker.
fn missed(known: &Known, session: &Session) -> Result<Vec<Task>, Refusal> {
    let most = usize::from(known.diary.settings().misses).max(1);
    let mut tasks = Vec::new();
    for party in session.parties.iter().filter(|p| session.missed_by(**p) == Some(true)) {
        let row = losses::missed_in_a_row(*party, session, known.diary.sessions_of(party.key())?);
        if row.len() < most {
            continue;
        }
        let dates: Vec<String> = row.iter().rev().map(|s| said::short(s.date)).collect();
        let ordered = session.arrangement.is_some_and(|a| is_ordered(known.diary, a, session.date));
        let stays = if ordered {
            "a court has ordered this contact: it goes on, and only the court can stop it for more than seven days"
        } else {
            "nothing is suspended by this: the sessions ahead stand until a person decides"
        };
        let what = format!("{} missed in a row ({}); talk to the social worker; {stays}", row.len(), dates.join(", "));
        let children = session.children.iter().map(|c| c.key());
        let about = [party.key()].into_iter().chain(children).chain(session.arrangement.map(|a| a.key())).collect();
        tasks.push(task(TaskSort::Missed, about, &what, &Note::default()));
    }
    Ok(tasks)
}

/// Whether a court has ordered an arrangement's contact.
fn is_ordered(diary: &Diary, arrangement: ArrangementId, day: Day) -> bool {
    let by_court = diary.get::<Arrangement>(arrangement).is_some_and(|a| a.ordered_by == OrderedBy::CourtOrder);
    let runs = |o: &CourtOrder| o.from.is_none_or(|from| from <= day) && o.to.is_none_or(|to| day <= to);
    by_court || diary.pointing::<CourtOrder>(arrangement).any(|o| o.arrangement == Some(arrangement) && runs(o))
}
