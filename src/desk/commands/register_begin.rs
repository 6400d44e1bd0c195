//! `register.begin`: a child's name is put on the child protection register.

use super::service_request_record::past;
use super::*;
use crate::desk::{No, referrals};
use crate::panel::demand;

/// Puts a child on the register.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterBegin {
    /// The child.
    pub child: ChildId,
    /// Category: neglect, emotional abuse.
    pub category: Name,
    /// From; today where it is left out.
    #[serde(default)]
    pub from: Option<Day>,
    /// Anything else.
    #[serde(default)]
    pub notes: Note,
}

impl Decide for RegisterBegin {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let child = known.open::<Child>(self.child)?.id;
        if !known.viewer.may_know(known.diary, child.key()) {
            return Err(referrals::restricted(child.key()));
        }
        if self.category.is_empty() {
            return Err(Refusal::usage("category", "say the category: neglect, physical, emotional or sexual abuse"));
        }
        let from = past(known, "from", self.from)?;
        let on = |r: &&Registration| demand::is_registered(r, from) || (r.life == Life::Open && r.from > from);
        if let Some(standing) = known.diary.pointing::<Registration>(child).find(on) {
            let what = format!("{child} is on the register since {}: {}", said::long(standing.from), standing.category);
            return Err(Refusal::new(No::Rule, what)
                .hinted("register.end ends it first; record.change corrects its category or days"));
        }
        let registration = Registration {
            id: RegistrationId(known.diary.head.next(Kind::Registration)),
            child,
            category: self.category.clone(),
            from,
            notes: self.notes.clone(),
            ..Registration::default()
        };
        super::record_add::sound(&registration.clone().into(), known.diary)?;
        Ok(Decided::one(Change::new(registration)))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.child)
    }
}
