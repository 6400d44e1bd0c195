//! `legs.retime`: after a child has moved, the journeys of their sessions are planned anew from where they live then. What
//! cannot be is left as it is, flagged, and said (DOMAIN 0.5, 6b.7).

use super::*;
use crate::desk::{About, No, fill};
use crate::rules;

/// Plans the journeys of a child's sessions to come anew, as far as they start or end where the child does not live.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LegsRetime {
    /// The child.
    pub child: ChildId,
}

/// Whether a journey of a session is to or from a carer with whom one of its children does not live that day.
fn is_astray(diary: &Diary, session: &Session) -> bool {
    session.legs.iter().filter(|leg| leg.status != LegStatus::StoodDown).any(|leg| {
        let home = if leg.direction == Direction::Out { &leg.from } else { &leg.to };
        let Place::Carer(carer) = home else { return false };
        let lives = |child: &ChildId| diary.placement(*child, session.date).map(|p| p.carer);
        leg.children.iter().filter_map(lives).any(|with| with != *carer)
    })
}

/// Whether every child who is brought somewhere is still brought there: where the arrangement itself has no car, what was
/// planned by hand is not taken away in silence.
fn brings_all(before: &Session, after: &Session) -> bool {
    let legs = before.legs.iter().filter(|leg| leg.status != LegStatus::StoodDown);
    legs.flat_map(|leg| leg.children.iter().map(|child| (leg.direction, *child))).all(|(direction, child)| {
        after.legs.iter().any(|leg| leg.direction == direction && leg.children.contains(&child))
    })
}

/// The sessions of a child that are still to come.
pub(super) fn ahead(diary: &Diary, child: ChildId, now: Moment) -> Result<Vec<SessionId>, Refusal> {
    let ahead = |s: &&Session| {
        Moment::new(s.date, s.start) > now
            && s.status.is_ahead()
            && s.status.takes_place()
            && s.children.contains(&child)
    };
    Ok(diary.sessions_of(child.key())?.filter(ahead).map(|s| s.id).collect())
}

/// Journeys planned anew, and why those that lead astray still are left.
#[derive(Default)]
pub(super) struct Anew {
    /// The sessions as they shall be.
    pub(super) changes: Vec<Change>,
    /// What stands in the way of the others.
    pub(super) why_not: Vec<About>,
    /// How many others there are: they stay as they are, flagged.
    pub(super) left: usize,
}

/// Plans the journeys of a child's sessions to come anew, as far as they lead astray in that diary.
pub(super) fn anew(diary: &Diary, child: ChildId, now: Moment) -> Result<Anew, Refusal> {
    // what was planned for one is taken for the next
    let mut working = diary.clone();
    let mut anew = Anew::default();
    for id in ahead(diary, child, now)? {
        let Some(old) = diary.get::<Session>(id).filter(|s| is_astray(diary, s)).cloned() else { continue };
        let mut session = old.clone();
        fill::plan_cars(&working, &mut session)?;
        fill::received(&working, &old, &mut session);
        let (stood, found) = (rules::check(&working, &old)?, rules::check(&working, &session)?);
        let refused = rules::new_blocking(&stood, &found);
        let done = brings_all(&old, &session) && !is_astray(&working, &session);
        if session == old || !refused.is_empty() || !done {
            let why = if refused.is_empty() { stood } else { refused };
            let about = |finding: Finding| About { session: id, finding };
            anew.why_not.extend(why.into_iter().filter(Finding::blocks).map(about));
            anew.left += 1;
            continue;
        }
        let change = Change::of(old, session);
        working.apply(&change);
        anew.changes.push(change);
    }
    Ok(anew)
}

impl Decide for LegsRetime {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope { of: vec![self.child.key()], ..Scope::default() }
    }

    fn needs(&self, known: &Known) -> Scope {
        Scope::sessions(ahead(known.diary, self.child, known.now.moment()).unwrap_or_default())
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let child = known.open::<Child>(self.child)?.id;
        if !known.viewer.may_know(known.diary, child.key()) {
            return Err(Refusal::new(No::NotPermitted, format!("{child} belongs to a restricted case"))
                .hinted("case.open opens it for a while, with a reason"));
        }
        let Anew { changes, why_not, left } = anew(known.diary, child, known.now.moment())?;
        if changes.is_empty() && left == 0 {
            return Err(Refusal::new(No::Rule, format!("every journey of {child} is from where they live"))
                .hinted("placement.begin takes down that a child lives elsewhere"));
        }
        if changes.is_empty() {
            return Err(Refusal {
                findings: why_not,
                ..Refusal::new(No::Rule, format!("no journey of {child} can be planned anew as the cars stand"))
            }
            .hinted("session.change changes the cars of one by hand"));
        }
        Ok(Decided { changes, why_not, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
