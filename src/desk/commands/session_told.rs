//! `session.told`: who was told what about a session, or that it was tried.

use super::*;
use crate::desk::{No, told};

/// Records that somebody was told, or was not reached. They are no longer being rung with it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionTold {
    /// The session, whatever became of it.
    pub session: SessionId,
    /// Whom: a family member, carer, officer, driver; a child, for its social worker.
    pub who: Key,
    /// How.
    #[serde(default)]
    pub how: Channel,
    /// What came of it.
    #[serde(default)]
    pub result: ToldResult,
    /// What they were told, or what they said; where it is left out, how the session stands.
    #[serde(default)]
    pub what: Note,
    /// When; now where it is left out.
    #[serde(default)]
    pub at: Option<Moment>,
    /// Ring back at.
    #[serde(default)]
    pub ring_back: Option<Moment>,
}

/// Someone who comes to a session, sends a child to it, works for it or was told of it.
pub(crate) fn takes_part(known: &Known, session: &Session, who: Key) -> Result<(), Refusal> {
    if known.diary.record(who).is_none() {
        return Err(Refusal::not_found(who));
    }
    let asked = matches!(who.kind, Kind::Carer | Kind::Child | Kind::Party | Kind::Officer | Kind::Driver);
    if asked && (known.diary.concerns(session, who) || session.told.iter().any(|t| t.who == Some(who))) {
        return Ok(());
    }
    Err(Refusal::usage("who", format!("{who} is not in {}", session.id))
        .hinted("its adults, children, carers, officers and drivers are asked"))
}

/// When it was said to be, never later than now.
pub(super) fn when(known: &Known, at: Option<Moment>) -> Result<Moment, Refusal> {
    let now = known.now.moment();
    match at {
        Some(at) if at > now => Err(Refusal::usage("at", format!("{} is still to come", said::long_moment(at)))),
        at => Ok(at.unwrap_or(now)),
    }
}

impl Decide for SessionTold {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        takes_part(known, old, self.who)?;
        let at = when(known, self.at)?;
        match self.result {
            ToldResult::Ringing => {
                return Err(Refusal::usage("result", "somebody is rung with call.claim"));
            }
            ToldResult::Confirmed | ToldResult::Declined => {
                return Err(Refusal::usage("result", "what they said is recorded with session.confirm"));
            }
            ToldResult::RingBack if self.ring_back.is_none() => {
                return Err(Refusal::usage("ring_back", "say when they are to be rung back"));
            }
            _ => {}
        }
        if let Some(back) = self.ring_back.filter(|back| *back < at) {
            let what = format!("{} is before they asked for it", said::long_moment(back));
            return Err(Refusal::new(No::Usage, what));
        }
        let mut session = old.clone();
        let (who, how, result, ring_back) = (Some(self.who), self.how, self.result, self.ring_back);
        let what = self.what.clone();
        told::note(
            &mut session,
            Told { who, how, result, what, at, ring_back, by: known.account(), ..Told::default() },
        );
        Ok(Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
