//! `arrangement.suspend`: contact stops for a while, paused or suspended. What a court ordered is refused for at most seven
//! days without the court (Children Act 1989 s.34(6); DOMAIN 3b H10).

use super::*;
use crate::desk::{No, intake};
use crate::rules;

/// Days for which contact that a court orders may be refused without the court.
const REFUSAL: i32 = 7;

/// Pauses or suspends an arrangement, with a reason. Its sessions are marked, and stay as they are.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrangementSuspend {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// Why.
    pub reason: Note,
    /// Last day of it, where it is known.
    #[serde(default)]
    pub until: Option<Day>,
    /// It is only paused: everybody agrees to it.
    #[serde(default)]
    pub pause: bool,
    /// The court's leave, for more than seven days of what it ordered: its reference.
    #[serde(default)]
    pub leave: Name,
}

impl Decide for ArrangementSuspend {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = intake::running(known, self.arrangement)?;
        if self.reason.is_empty() {
            return Err(Refusal::usage("reason", "say why"));
        }
        let today = known.today();
        if self.until.is_some_and(|until| until < today) {
            return Err(Refusal::usage("until", "that day is over"));
        }
        let in_force = || rules::ordered(known.diary, before, today).iter().any(|o| o.order().is_some());
        let ordered = before.ordered_by == OrderedBy::CourtOrder || in_force();
        let short = self.until.is_some_and(|until| until < today + REFUSAL);
        if ordered && !self.pause && !short && self.leave.is_empty() {
            let what = format!("a court ordered the contact of {}: it is refused for at most seven days", before.id);
            return Err(Refusal { field: Some("until".to_owned()), ..Refusal::new(No::Rule, what) }
                .hinted("say until when, or the reference of the court's leave"));
        }
        let status = if self.pause { ArrangementStatus::Paused } else { ArrangementStatus::Suspended };
        let leave =
            if self.leave.is_empty() { String::new() } else { format!(" (leave of the court: {})", self.leave) };
        let reason = Note::new(format!("{}{leave}", &*self.reason)).unwrap_or_else(|_| self.reason.clone());
        let after = Arrangement { status, suspended_until: self.until, status_reason: reason, ..before.clone() };
        let decided = Decided { reason: Some(self.reason.clone()), ..Decided::one(Change::of(before.clone(), after)) };
        if self.pause {
            return Ok(decided);
        }
        // the notice is in writing, and at once (Contact with Children Regulations 1991)
        let words = format!(
            "{} is suspended; write to the child, the parents, the guardian and all who were to come, at once",
            before.id
        );
        let about = before.children.iter().map(|c| c.key()).chain([before.id.key()]).collect();
        Ok(decided.raising(known, super::task(TaskSort::TellWorker, about, &words, &self.reason)))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
