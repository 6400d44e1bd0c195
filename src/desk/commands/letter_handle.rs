//! `letter.handle`: a letter has come, was read, was forwarded or is withheld. Two people read every letter for what must not
//! be in it before it goes on (DOMAIN 3b H11, 3g: Halton had no second check).

use super::*;
use crate::desk::{No, intake};

/// How many read a letter before it is forwarded.
const READERS: usize = 2;

choices! {
    /// What happens to a letter.
    LetterStep {
        /// It has come.
        #[default] Received "received",
        /// The asker has read it and found nothing that must not be in it.
        Checked "checked",
        /// It went on.
        Forwarded "forwarded",
        /// It does not go on.
        Withheld "withheld",
    }
}

/// Records what happened to a letter.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterHandle {
    /// The letter.
    pub letter: LetterId,
    /// What happened.
    pub step: LetterStep,
    /// When; today where it is left out.
    #[serde(default)]
    pub on: Option<Day>,
    /// Why it is withheld.
    #[serde(default)]
    pub reason: Note,
}

fn refuse(what: String) -> Refusal {
    Refusal::new(No::Rule, what)
}

impl Decide for LetterHandle {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = known.open::<Letter>(self.letter)?;
        if !known.viewer.may_know(known.diary, before.id.key()) {
            return Err(Refusal::new(No::NotPermitted, format!("{} belongs to a restricted case", before.id)));
        }
        let (id, on) = (before.id, intake::done_on(known, self.on)?);
        if before.forwarded.is_some() || (before.withheld.is_some() && self.step != LetterStep::Checked) {
            let became = if before.forwarded.is_some() { "forwarded" } else { "withheld" };
            return Err(refuse(format!("{id} is {became} already")).hinted("undo takes that back"));
        }
        let mut letter = before.clone();
        match self.step {
            LetterStep::Received if before.received.is_some() => return Err(refuse(format!("{id} has come already"))),
            LetterStep::Received => letter.received = Some(on),
            _ if before.received.is_none() => {
                return Err(refuse(format!("{id} has not come yet")).hinted("record first that it came: received"));
            }
            LetterStep::Checked => {
                let reader = Name::new(&known.viewer.actor.account).unwrap_or_default();
                if before.checked_by.contains(&reader) {
                    return Err(refuse(format!("you have read {id} already")).hinted("somebody else reads it as well"));
                }
                letter.checked_by.push(reader);
            }
            LetterStep::Forwarded if before.checked_by.len() < READERS => {
                let read = before.checked_by.len();
                let what = format!("{id} was read by {read} of the {READERS} who read a letter before it goes on");
                return Err(refuse(what).hinted("each of them records: checked"));
            }
            LetterStep::Forwarded => letter.forwarded = Some(on),
            LetterStep::Withheld if self.reason.is_empty() => {
                return Err(Refusal::usage("reason", "say why it is withheld"));
            }
            LetterStep::Withheld => (letter.withheld, letter.reason) = (Some(on), self.reason.clone()),
        }
        let reason = (!self.reason.is_empty()).then(|| self.reason.clone());
        Ok(Decided { reason, ..Decided::one(Change::of(before.clone(), letter)) })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
