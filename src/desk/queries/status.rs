//! `status`: the desk itself.

use super::*;
use crate::desk::Here;

/// The desk itself.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Status {}

/// The desk itself.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct StatusView {
    /// Store, account, role, time.
    pub here: Here,
    /// The hash of the last entry: keep it elsewhere, and a shortened journal is found out.
    pub hash: String,
    /// Reference records in use, by kind.
    pub records: Vec<(Kind, usize)>,
    /// Sessions ever booked.
    pub sessions: u32,
}

impl Ask for Status {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let diary = asked.known.diary;
        let open = |kind: Kind| diary.table(kind).filter(|r| *r.life() == Life::Open).count();
        let kinds = Kind::ALL.iter().copied().filter(|k| *k != Kind::Session);
        Ok(Answer::Status(StatusView {
            here: asked.here.clone(),
            hash: diary.head.hash.to_string(),
            records: kinds.map(|k| (k, open(k))).filter(|(_, n)| *n > 0).collect(),
            sessions: diary.head.next(Kind::Session) - 1,
        }))
    }
}

impl Seen for StatusView {
    fn see(&mut self, _: &Cutter) -> Result<(), Refusal> {
        Ok(())
    }

    fn keys(&self, _: &mut Vec<Key>) {}
}
