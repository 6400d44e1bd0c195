//! `sitting.attend`: who comes into the room and who leaves it.

use super::*;
use crate::desk::{No, sitting};

choices! {
    /// What somebody does.
    Attends {
        /// Comes, or comes back.
        #[default] Comes "comes",
        /// Leaves, and does not come back for what follows.
        Leaves "leaves",
        /// Sends apologies.
        Apologies "sends apologies",
        /// Was written down by mistake.
        NotHere "is not here",
    }
}

/// Records who is there.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingAttend {
    /// The sitting.
    pub sitting: SittingId,
    /// Who.
    pub who: Vec<ProfessionalId>,
    /// What they do.
    #[serde(default)]
    pub what: Attends,
    /// When; now where it is left out.
    #[serde(default)]
    pub at: Option<Minute>,
    /// In whose place they come.
    #[serde(default)]
    pub in_place_of: Option<ProfessionalId>,
}

impl SittingAttend {
    /// A line of the attendance with this.
    fn over(&self, line: &mut Attendance, at: Minute) -> Result<(), Refusal> {
        line.in_place_of = self.in_place_of.or(line.in_place_of);
        match self.what {
            Attends::Comes => (line.came, line.left) = (line.came.or(Some(at)), None),
            Attends::Leaves => {
                let Some(came) = line.came else {
                    return Err(Refusal::new(No::Rule, format!("{} has not come", line.who)));
                };
                if at < came {
                    return Err(Refusal::usage("at", format!("{} came at {came}", line.who)));
                }
                line.left = Some(at);
            }
            Attends::Apologies => (line.reply, line.came, line.left) = (InviteReply::Apologies, None, None),
            Attends::NotHere => (line.came, line.left) = (None, None),
        }
        Ok(())
    }
}

impl SittingAttend {
    /// Whoever was there when something was decided was there: that they were not is no word for that they left.
    fn took_no_part(&self, known: &Known, of: &Sitting) -> Result<(), Refusal> {
        let there = |who: &ProfessionalId, item: &AgendaItem| {
            let line = of.attendance.iter().find(|a| a.who == *who);
            let at = item.ended.or(item.began);
            let came = line.and_then(|a| a.came).zip(at).is_some_and(|(came, at)| came <= at);
            let left = line.and_then(|a| a.left).zip(item.began).is_some_and(|(left, began)| left <= began);
            came && !left && !item.recused.iter().any(|out| out.who == *who)
        };
        let heard = sitting::items(known.diary, of.id).into_iter().filter(|i| i.status == ItemStatus::Heard);
        for item in heard {
            if let Some(who) = self.who.iter().find(|who| there(who, item)) {
                return Err(Refusal::new(No::Rule, format!("{who} was there when {} was decided", item.id))
                    .hinted("say when they left instead; what was decided without a quorum is taken back first"));
            }
        }
        Ok(())
    }
}

impl Decide for SittingAttend {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::running(known, self.sitting)?;
        let at = sitting::minute(known, before, self.at)?;
        if self.who.is_empty() {
            return Err(Refusal::usage("who", "say who"));
        }
        let mut after = before.clone();
        if let Some(of) = self.in_place_of {
            let panel = known.open::<Panel>(before.panel)?;
            if !panel.seats.iter().any(|s| s.who == of) {
                return Err(Refusal::usage("in_place_of", format!("{of} has no seat on {}", panel.id)));
            }
            if let [who] = self.who[..]
                && before.attendance.iter().any(|a| a.who == of && a.came.is_some() && a.left.is_none())
            {
                return Err(Refusal::new(No::Rule, format!("{of} is there: {who} does not sit in their place")));
            }
        }
        if matches!(self.what, Attends::NotHere | Attends::Apologies) {
            self.took_no_part(known, before)?;
        }
        for who in &self.who {
            known.open::<Professional>(*who)?;
            if !after.attendance.iter().any(|a| a.who == *who) {
                after.attendance.push(Attendance { who: *who, ..Attendance::default() });
            }
            if let Some(line) = after.attendance.iter_mut().find(|a| a.who == *who) {
                self.over(line, at)?;
            }
        }
        if after == *before {
            return Err(Refusal::usage("who", "that is written down already"));
        }
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
