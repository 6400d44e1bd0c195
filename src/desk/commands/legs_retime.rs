//! `legs.retime`: after a child has moved, the journeys of their sessions are planned anew from where they live then. What
//! cannot be is left as it is, flagged, and said (DOMAIN 0.5, 6b.7).

use super::*;
use crate::desk::{No, fill};
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

impl LegsRetime {
    /// The sessions to come whose journeys lead astray.
    fn astray(&self, diary: &Diary, now: Moment) -> Result<Vec<SessionId>, Refusal> {
        let ahead = |s: &&Session| {
            Moment::new(s.date, s.start) > now
                && s.status.is_ahead()
                && s.status.takes_place()
                && s.children.contains(&self.child)
        };
        let astray = diary.sessions_of(self.child.key())?.filter(ahead).filter(|s| is_astray(diary, s));
        Ok(astray.map(|s| s.id).collect())
    }
}

impl Decide for LegsRetime {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope { of: vec![self.child.key()], ..Scope::default() }
    }

    fn needs(&self, known: &Known) -> Scope {
        Scope::sessions(self.astray(known.diary, known.now.moment()).unwrap_or_default())
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let child = known.open::<Child>(self.child)?.id;
        if !known.viewer.may_know(known.diary, child.key()) {
            return Err(Refusal::new(No::NotPermitted, format!("{child} belongs to a restricted case"))
                .hinted("case.open opens it for a while, with a reason"));
        }
        let astray = self.astray(known.diary, known.now.moment())?;
        if astray.is_empty() {
            return Err(Refusal::new(No::Rule, format!("every journey of {child} is from where they live"))
                .hinted("placement.begin takes down that a child lives elsewhere"));
        }
        // what was planned for one is taken for the next
        let mut working = known.diary.clone();
        let mut decided = Decided::default();
        for id in astray {
            let Some(old) = known.diary.get::<Session>(id).cloned() else { continue };
            let mut session = old.clone();
            fill::plan_cars(&working, &mut session)?;
            fill::received(&working, &old, &mut session);
            let (stood, found) = (rules::check(&working, &old)?, rules::check(&working, &session)?);
            let refused = rules::new_blocking(&stood, &found);
            if session == old || !refused.is_empty() || is_astray(&working, &session) {
                let why = if refused.is_empty() { stood } else { refused };
                let about = |finding: Finding| crate::desk::About { session: id, finding };
                decided.why_not.extend(why.into_iter().filter(Finding::blocks).map(about));
                continue;
            }
            let change = Change::of(old, session);
            working.apply(&change);
            decided.changes.push(change);
        }
        if decided.changes.is_empty() {
            return Err(Refusal {
                findings: decided.why_not,
                ..Refusal::new(No::Rule, format!("no journey of {child} can be planned anew as the cars stand"))
            }
            .hinted("session.change changes the cars of one by hand"));
        }
        Ok(decided)
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
