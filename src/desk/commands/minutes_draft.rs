//! `minutes.draft`: the minutes, made of what was recorded, or as somebody has written them over.

use super::*;
use crate::desk::{No, sitting};
use crate::documents::Document;

/// Drafts the minutes of a sitting.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinutesDraft {
    /// The sitting.
    pub sitting: SittingId,
    /// The text; made of what was recorded where it is left out.
    #[serde(default)]
    pub text: Text,
    /// What stood there when it was written; refused where somebody else has written since.
    #[serde(default)]
    pub was: Option<Text>,
}

/// A sitting whose minutes are the asker's to read: nothing it heard is kept from them.
pub(super) fn readable<'a>(known: &'a Known, id: SittingId) -> Result<&'a Sitting, Refusal> {
    let of = sitting::sitting(known, id)?;
    if known.viewer.may_read_minutes(known.diary, id) {
        return Ok(of);
    }
    Err(Refusal::new(No::NotPermitted, format!("{id} heard what is not yours to know"))
        .hinted("its minutes are for who may know all of it"))
}

impl Decide for MinutesDraft {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = readable(known, self.sitting)?;
        if before.opened.is_none() {
            return Err(Refusal::new(No::Rule, format!("{} has not sat", before.id)));
        }
        if before.minutes.stage == MinutesStage::Approved {
            return Err(Refusal::new(No::Rule, format!("the minutes of {} are approved", before.id))
                .hinted("minutes.amend adds what is to be put right"));
        }
        sitting::unwritten(self.was.as_ref(), &before.minutes.text, before.id.key())?;
        let mut after = before.clone();
        let made = || {
            let all = sitting::minutes(known, before).lines().join("\n");
            Text::new(all).map_err(|why| Refusal::usage("text", why.0))
        };
        after.minutes.text = if self.text.is_empty() { made()? } else { self.text.clone() };
        after.minutes.drafted = after.minutes.drafted.or(Some(known.now.moment()));
        // what the chair was sent is not this text any more
        if after.minutes.stage == MinutesStage::None || after.minutes.text != before.minutes.text {
            after.minutes.stage = MinutesStage::Drafted;
        }
        if after == *before {
            return Err(Refusal::usage("text", "that changes nothing about them"));
        }
        Ok(Decided::one(Change::of(before.clone(), after)))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.sitting)
    }
}
