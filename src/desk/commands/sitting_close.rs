//! `sitting.close`: the sitting is over. What it did not hear is carried, with the reason; nothing drops out.

use super::*;
use crate::desk::No;
use crate::desk::sitting::{self, Numbers};

/// Closes a sitting.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingClose {
    /// The sitting.
    pub sitting: SittingId,
    /// When; now where it is left out.
    #[serde(default)]
    pub at: Option<Minute>,
    /// Why not everything was heard: time, no quorum any more.
    #[serde(default)]
    pub why: Note,
    /// Where what was not heard goes; the panel's next sitting with an open list where it is left out.
    #[serde(default)]
    pub to: Option<SittingId>,
}

impl Decide for SittingClose {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let before = sitting::running(known, self.sitting)?;
        let at = sitting::minute(known, before, self.at)?;
        let items = sitting::items(known.diary, before.id);
        if let Some(hearing) = items.iter().find(|i| i.status == ItemStatus::Hearing) {
            return Err(Refusal::new(No::Rule, format!("{} is being heard", hearing.id))
                .hinted("decide it, or carry it, before the sitting is closed"));
        }
        let left = items.iter().filter(|i| i.status == ItemStatus::Listed).count();
        if left > 0 {
            let what = format!("{} not heard: say why", said::count(left, "item"));
            sitting::needs("why", &self.why, &what)?;
        }
        let to = super::item_carry::target(known, before, self.to)?;
        let after = Sitting { status: SittingStatus::Held, closed: Some(at), why: self.why.clone(), ..before.clone() };
        let mut changes = vec![Change::of(before.clone(), after)];
        changes.extend(super::item_carry::all(known, before, to, &self.why, &mut Numbers::of(known)));
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
