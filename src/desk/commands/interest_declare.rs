//! `interest.declare`: somebody says why they should not take part in deciding about a child (DOMAIN 3e P5); or the chair has
//! heard of it and lets them stay.

use super::*;
use crate::desk::{No, sitting};

/// Declares an interest, by hand. What the data shows needs no declaring.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InterestDeclare {
    /// Who.
    pub who: ProfessionalId,
    /// The child.
    pub child: Option<ChildId>,
    /// Or the item.
    pub item: Option<AgendaItemId>,
    /// What it rests on.
    pub sort: InterestSort,
    /// In words.
    pub what: Note,
    /// The chair lets them stay: why.
    pub stays: Note,
}

impl Decide for InterestDeclare {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        sitting::needs("what", &self.what, "say what the interest is")?;
        if let Some(item) = self.item {
            sitting::item(known, item)?;
        }
        if let Some(hidden) = self.child.filter(|c| !known.viewer.may_know(known.diary, c.key())) {
            return Err(Refusal::new(No::NotPermitted, format!("{hidden} belongs to a restricted case"))
                .hinted("case.open opens it for a while, with a reason"));
        }
        let interest = Interest {
            id: InterestId(known.diary.head.next(Kind::Interest)),
            who: self.who,
            child: self.child,
            item: self.item,
            sort: self.sort,
            what: self.what.clone(),
            on: known.today(),
            by: known.account(),
            stays: self.stays.clone(),
            ..Interest::default()
        };
        super::record_add::sound(&interest.clone().into(), known.diary)?;
        Ok(Decided::one(Change::new(interest)))
    }

    fn args(&self) -> String {
        crate::codec::json(&(self.who, self.child, self.item, self.sort))
    }
}
