//! `register.end`: a child's name is taken off the child protection register.

use super::service_request_record::past;
use super::*;
use crate::desk::{No, referrals};

/// Takes a child off the register.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterEnd {
    /// The child.
    pub child: ChildId,
    /// The last day; today where it is left out.
    #[serde(default)]
    pub on: Option<Day>,
    /// Why.
    #[serde(default)]
    pub notes: Note,
}

impl Decide for RegisterEnd {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let child = known.open::<Child>(self.child)?.id;
        if !known.viewer.may_know(known.diary, child.key()) {
            return Err(referrals::restricted(child.key()));
        }
        let until = past(known, "on", self.on)?;
        let standing = |r: &&Registration| r.life == Life::Open && r.until.is_none();
        let Some(old) = known.diary.pointing::<Registration>(child).find(standing) else {
            return Err(Refusal::new(No::Rule, format!("{child} is not on the register"))
                .hinted("register.begin puts a child on it"));
        };
        let notes = if self.notes.is_empty() { old.notes.clone() } else { self.notes.clone() };
        let new = Registration { until: Some(until), notes, ..old.clone() };
        super::record_add::sound(&new.clone().into(), known.diary)?;
        Ok(Decided::one(Change::of(old.clone(), new)))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.child)
    }
}
