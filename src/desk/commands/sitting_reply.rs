//! `sitting.reply`: what somebody said to an invitation: comes, sends apologies; or a substitute for who does not.

use super::*;
use crate::desk::{No, sitting};

/// Writes an answer down.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingReply {
    /// The sitting.
    pub sitting: SittingId,
    /// Who.
    pub who: ProfessionalId,
    /// What they said.
    pub reply: InviteReply,
    /// In whose place they come.
    #[serde(default)]
    pub in_place_of: Option<ProfessionalId>,
}

impl Decide for SittingReply {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::ahead(known, self.sitting)?;
        let panel = known.open::<Panel>(before.panel)?;
        let who = known.open::<Professional>(self.who)?;
        let held = |id: ProfessionalId| panel.seats.iter().any(|s| s.who == id);
        if let Some(of) = self.in_place_of.filter(|of| !held(*of)) {
            return Err(Refusal::usage("in_place_of", format!("{of} has no seat on {}", panel.name)));
        }
        let stands_in =
            |of: ProfessionalId| panel.seats.iter().any(|s| s.who == of && s.substitutes.contains(&self.who));
        if let Some(of) = self.in_place_of.filter(|of| !stands_in(*of)) {
            let what = format!("{} is not named as a substitute of {of}", who.name);
            return Err(Refusal::new(No::Rule, what).hinted(format!("record.change names substitutes in {}", panel.id)));
        }
        let mut after = before.clone();
        match after.attendance.iter_mut().find(|a| a.who == self.who) {
            Some(there) => {
                there.reply = self.reply;
                there.in_place_of = self.in_place_of.or(there.in_place_of);
            }
            None if held(self.who) || self.in_place_of.is_some() => after.attendance.push(Attendance {
                who: self.who,
                in_place_of: self.in_place_of,
                reply: self.reply,
                ..Attendance::default()
            }),
            None => {
                return Err(Refusal::new(No::Rule, format!("{} has no seat on {}", who.name, panel.name))
                    .hinted("say in whose place they come: in_place_of"));
            }
        }
        if after == *before {
            return Err(Refusal::usage("reply", format!("that is what {} said already", who.name)));
        }
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
