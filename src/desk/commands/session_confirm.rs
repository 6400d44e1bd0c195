//! `session.confirm`: what someone said when asked whether they come.

use super::*;

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
}

/// Whether someone comes to a session, sends a child to it or works for it.
fn takes_part(diary: &Diary, session: &Session, who: Key) -> bool {
    let asked = matches!(who.kind, Kind::Carer | Kind::Child | Kind::Party | Kind::Officer | Kind::Driver);
    asked && diary.concerns(session, who)
}

impl Decide for SessionConfirm {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        super::session_move::ahead(old, "confirmed")?;
        if known.diary.record(self.who).is_none() {
            return Err(Refusal::not_found(self.who));
        }
        if !takes_part(known.diary, old, self.who) {
            let what = format!("{} is not in {}", self.who, self.session);
            return Err(
                Refusal::usage("who", what).hinted("its adults, children, carers, officers and drivers are asked")
            );
        }
        let mut session = old.clone();
        session.confirmations.retain(|c| c.who != Some(self.who));
        session.confirmations.push(Confirmation {
            who: Some(self.who),
            how: self.how.clone(),
            at: known.now.moment(),
            result: self.result,
            by: Name::new(&known.viewer.actor.account).unwrap_or_default(),
        });
        let said_yes = |p: &PartyId| {
            let yes = |c: &Confirmation| c.who == Some(p.key()) && c.result == ConfirmResult::Confirmed;
            session.confirmations.iter().any(yes)
        };
        let all = session.parties.iter().all(said_yes);
        session.status = match session.status {
            SessionStatus::Booked if all => SessionStatus::Confirmed,
            SessionStatus::Confirmed if !all => SessionStatus::Booked,
            other => other,
        };
        Ok(Decided::one(Change::of(old.clone(), session)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
