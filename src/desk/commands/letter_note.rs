//! `letter.note`: a letter between a child and family is due, or has come (letterbox).

use super::*;
use crate::desk::{No, intake};

/// Takes down a letter that is due, or one that has come.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterNote {
    /// The child.
    pub child: ChildId,
    /// The family member.
    pub party: PartyId,
    /// Which way it goes.
    #[serde(default)]
    pub way: LetterWay,
    /// The arrangement it belongs to.
    #[serde(default)]
    pub arrangement: Option<ArrangementId>,
    /// When it is due, where it has not come.
    #[serde(default)]
    pub due: Option<Day>,
    /// When it came.
    #[serde(default)]
    pub received: Option<Day>,
    /// Anything else.
    #[serde(default)]
    pub notes: Note,
}

impl Decide for LetterNote {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let child = known.open::<Child>(self.child)?.id;
        if !known.viewer.may_know(known.diary, child.key()) {
            return Err(Refusal::new(No::NotPermitted, format!("{child} belongs to a restricted case"))
                .hinted("case.open opens it for a while, with a reason"));
        }
        if self.due.is_none() && self.received.is_none() {
            return Err(Refusal::usage("due", "say when it is due, or when it came"));
        }
        let received = self.received.map(|on| intake::done_on(known, Some(on))).transpose()?;
        let letter = Letter {
            id: LetterId(known.diary.head.next(Kind::Letter)),
            arrangement: self.arrangement,
            child,
            party: known.open::<Party>(self.party)?.id,
            way: self.way,
            due: self.due,
            received,
            notes: self.notes.clone(),
            ..Letter::default()
        };
        super::record_add::sound(&letter.clone().into(), known.diary)?;
        Ok(Decided::one(Change::new(letter)))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.child)
    }
}
