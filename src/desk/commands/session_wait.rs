//! `session.wait`: a late adult has called, and is waited for longer than the rule says (DOMAIN 3d).

use super::*;
use crate::desk::No;

/// Waits longer for a late adult who has called.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionWait {
    /// The session.
    pub session: SessionId,
    /// Until when.
    pub until: Minute,
}

impl Decide for SessionWait {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions([self.session])
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.session(self.session)?;
        let no = |what: String| Err(Refusal::new(No::Rule, what));
        if !old.status.takes_place() || old.status == SessionStatus::Held || old.date < known.today() {
            return no(format!("{} is {}, {}: nobody is waited for", old.id, old.status.said(), said::long(old.date)));
        }
        if let Some(at) = old.actual.adult_arrived {
            return no(format!("{}: the adult came at {at}", old.id));
        }
        if self.until <= old.start || self.until >= old.end {
            let what = format!("{} is from {} to {}: wait until a time between", old.id, old.start, old.end);
            return Err(Refusal::usage("until", what));
        }
        Ok(Decided::one(Change::of(old.clone(), Session { wait_until: Some(self.until), ..old.clone() })))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
