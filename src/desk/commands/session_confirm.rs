//! `session.confirm`: what someone said when asked whether they come.

use super::session_told::{takes_part, when};
use super::*;
use crate::desk::told;

/// Records an answer. When every adult of the session has confirmed, the session is confirmed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionConfirm {
    /// The session.
    pub session: SessionId,
    /// Who was asked: a family member, carer, officer or driver.
    pub who: Key,
    /// What they said.
    pub result: ConfirmResult,
    /// How they were asked: phone, text, in person.
    #[serde(default)]
    pub how: Name,
    /// When they said it; now where it is left out.
    #[serde(default)]
    pub at: Option<Moment>,
}

impl Decide for SessionConfirm {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        super::session_move::ahead(old, "confirmed")?;
        takes_part(known, old, self.who)?;
        let (at, by) = (when(known, self.at)?, known.account());
        let mut session = old.clone();
        session.confirmations.retain(|c| c.who != Some(self.who));
        let (who, how, result) = (Some(self.who), self.how.clone(), self.result);
        session.confirmations.push(Confirmation { who, how, at, result, by: by.clone() });
        told::settle_status(&mut session);
        let how = Channel::ALL.iter().copied().find(|channel| *self.how == *channel.said()).unwrap_or_default();
        let result = match result {
            ConfirmResult::Confirmed => ToldResult::Confirmed,
            ConfirmResult::NoAnswer => ToldResult::NoAnswer,
            ConfirmResult::Declined => ToldResult::Declined,
        };
        told::note(&mut session, Told { who, how, result, at, by, ..Told::default() });
        Ok(Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
