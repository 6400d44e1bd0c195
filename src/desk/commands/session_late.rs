//! `session.late`: the child came late. What was lost is added at the end as far as the next use of the room, the
//! officers, the way back and those who must not meet allow; the rest is owed, where the fault was ours (DOMAIN 3d).

use super::*;
use crate::desk::{About, No};
use crate::rules;

/// Records that the child came late, and adds the time at the end as far as it can be. Said again it is corrected.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionLate {
    /// The session.
    pub session: SessionId,
    /// Minutes lost in all; where it is left out, from when the child was due to when they came.
    #[serde(default)]
    pub lost_min: Option<u16>,
    /// Who or what caused it; our transport where it is left out.
    #[serde(default)]
    pub by: Option<CancelledBy>,
    /// In words.
    #[serde(default)]
    pub words: Note,
    /// The session as it was when this was thought up; refused if it has changed since.
    #[serde(default)]
    pub was: Option<Box<Session>>,
}

/// Longer by less than this is not worth the telephone calls.
const STEP: u16 = 5;

impl SessionLate {
    /// Minutes lost.
    fn lost(&self, old: &Session) -> Result<u16, Refusal> {
        let from_arrival = || {
            let came = old.actual.child_arrived?;
            Some(came.0.saturating_sub(old.start.0)).filter(|min| *min > 0)
        };
        let Some(lost) = self.lost_min.or_else(from_arrival) else {
            return Err(Refusal::usage("lost_min", "say how many minutes are lost"));
        };
        match lost {
            0 => Err(Refusal::usage("lost_min", "nothing is lost")),
            lost if lost >= old.booked_min() => {
                let what = format!("{} is {} minutes long: all of it would be lost", old.id, old.booked_min());
                Err(Refusal::usage("lost_min", what).hinted("session.outcome records that it was called off"))
            }
            lost => Ok(lost),
        }
    }
}

/// Ends so many minutes later or earlier; who leaves and the way back go with it.
fn shifted(session: &Session, by: i32) -> Session {
    let mut session = session.clone();
    session.end = session.end.plus(by);
    let times = &mut session.stagger;
    (times.child_leave, times.adult_release) = (times.child_leave.plus(by), times.adult_release.plus(by));
    for leg in session.legs.iter_mut().filter(|leg| leg.direction == Direction::Return) {
        (leg.depart, leg.arrive) = (leg.depart.plus(by), leg.arrive.plus(by));
    }
    session
}

/// What refuses the longer session and did not the one as it was booked.
fn refuses(diary: &Diary, base: &Session, longer: &Session) -> Result<Vec<Finding>, Refusal> {
    let mut after = diary.clone();
    after.apply(&Change::of(base.clone(), longer.clone()));
    Ok(rules::new_blocking(&rules::check(diary, base)?, &rules::check(&after, longer)?))
}

/// The day with every other session as it runs now: one that does not run as booked is in the way all the same.
fn running(diary: &Diary, base: &Session, at: Minute) -> Result<Diary, Refusal> {
    let mut live = diary.clone();
    for other in diary.day(base.date)?.filter(|s| s.id != base.id && s.status.takes_place()) {
        live.apply(&Change::of(other.clone(), rules::running(diary, other, at)));
    }
    Ok(live)
}

/// The longest that nothing refuses, of all that was lost and then of fives; and what kept it from being longer. Nothing
/// refuses it on the day as it was booked, nor on the day as it runs.
fn longest(diary: &Diary, base: &Session, lost: u16, at: Minute) -> Result<(Session, u16, Vec<Finding>), Refusal> {
    let live = running(diary, base, at)?;
    let mut why_not = Vec::new();
    let fives = (1..=lost.saturating_sub(1) / STEP).rev().map(|n| n * STEP);
    for minutes in std::iter::once(lost).chain(fives) {
        let longer = shifted(base, i32::from(minutes));
        let cut_off = longer.end.0 - base.end.0 < minutes;
        let mut new = refuses(diary, base, &longer)?;
        if new.is_empty() {
            new = refuses(&live, base, &longer)?;
        }
        if new.is_empty() && !cut_off {
            return Ok((longer, minutes, why_not));
        }
        why_not = new;
    }
    Ok((base.clone(), 0, why_not))
}

impl Decide for SessionLate {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        super::session_move::since(old, self.was.as_deref())?;
        let over = old.actual.ended.is_some() || old.status.has_outcome();
        if over || !old.status.takes_place() || old.status == SessionStatus::Held || old.date != known.today() {
            let what = format!("{} is {}, {}", old.id, old.status.said(), said::long(old.date));
            return Err(Refusal::new(No::Rule, format!("{what}: nothing can be added to it"))
                .hinted("a session of today that has not ended can be made longer"));
        }
        if let Some(began) = old.actual.started.filter(|began| *began <= old.start) {
            let what = format!("{} began at {began}, by {} as booked: nobody came late", old.id, old.start);
            return Err(Refusal::new(No::Rule, what)
                .hinted("session.event says again when it began; session.outcome records what was lost otherwise"));
        }
        let lost = self.lost(old)?;
        let by = self.by.unwrap_or(CancelledBy::ServiceTransport);
        let before = old.late.as_ref();
        let base = shifted(old, -i32::from(before.map_or(0, |late| late.extended_min)));
        let mut diary = known.diary.clone();
        diary.apply(&Change::of(old.clone(), base.clone()));
        let (mut session, extended, why_not) = longest(&diary, &base, lost, known.now.moment().minute)?;
        let owed = if by.owes_make_up() { lost - extended } else { 0 };
        session.makeup_owed_min = old.makeup_owed_min.saturating_sub(before.map_or(0, |late| late.owed_min)) + owed;
        let late = Late {
            lost_min: lost,
            extended_min: extended,
            owed_min: owed,
            by,
            words: self.words.clone(),
            at: known.now.moment(),
            recorded_by: Name::new(&known.viewer.actor.account).unwrap_or_default(),
        };
        session.late = Some(late.clone());
        let about = |finding: Finding| About { session: session.id, finding };
        let why_not = why_not.into_iter().map(about).collect();
        let change = Change::of(old.clone(), session);
        Ok(Decided { late: Some(late), why_not, ..Decided::one(change) })
    }

    fn args(&self) -> String {
        crate::codec::json(&Self { was: None, ..self.clone() })
    }
}
