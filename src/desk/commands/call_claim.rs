//! `call.claim`: somebody is being rung, so nobody else rings them.

use super::session_told::takes_part;
use super::*;
use crate::desk::{No, told};

/// Says that you are ringing somebody. Good for some minutes, or until what came of it is recorded. Refused while
/// somebody else rings them, about whichever session of that day.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallClaim {
    /// The session.
    pub session: SessionId,
    /// Who is rung.
    pub who: Key,
    /// You are not ringing them any more.
    #[serde(default)]
    pub let_go: bool,
}

impl CallClaim {
    fn claimed(&self, known: &Known, old: &Session) -> Result<Told, Refusal> {
        let (now, by) = (known.now.moment(), known.account());
        if let Some(open) = told::ringing(known.diary, old.date, self.who, now).filter(|t| t.by != by) {
            let until = open.at.plus(known.diary.settings().ring_min).minute;
            let what = format!("{} is being rung by {} since {}", self.who, open.by, open.at.minute);
            return Err(Refusal::new(No::Rule, what).hinted(format!("ring the next; theirs ends by {until}")));
        }
        let (who, result, date) = (Some(self.who), ToldResult::Ringing, Some(old.date));
        Ok(Told { who, result, at: now, by, date, ..Told::default() })
    }
}

impl Decide for CallClaim {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        takes_part(known, old, self.who)?;
        let mut session = old.clone();
        let theirs = |t: &Told| t.result == ToldResult::Ringing && t.who == Some(self.who);
        if self.let_go {
            let by = known.account();
            session.told.retain(|t| !(theirs(t) && t.by == by));
            if session == *old {
                return Err(Refusal::usage("who", format!("you are not ringing {}", self.who)));
            }
        } else {
            let claim = self.claimed(known, old)?;
            session.told.retain(|t| !theirs(t));
            session.told.push(claim);
            if session == *old {
                return Err(Refusal::usage("who", format!("you are ringing {} already", self.who)));
            }
        }
        Ok(Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
