//! `case.open`: break-glass. A restricted case opens to who needs it now, for half an hour, with a reason, and a manager is
//! told.

use super::*;
use crate::desk::No;

/// Opens a restricted case to you for a while. The reason stays in the journal and a manager is told.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseOpen {
    /// A child of the case, or one of its sessions or other records.
    pub key: Key,
    /// Why it is needed now.
    pub reason: Note,
}

impl Decide for CaseOpen {
    fn scope(&self, _: &Viewer) -> Scope {
        match self.key {
            Key { kind: Kind::Session, id } => Scope::sessions([SessionId(id)]),
            _ => Scope::default(),
        }
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        if self.reason.is_empty() {
            return Err(Refusal::usage("reason", "say why the case is needed now"));
        }
        let record = known.diary.record(self.key).ok_or_else(|| Refusal::not_found(self.key))?;
        let children = restricted(known, record);
        if children.is_empty() {
            return Err(Refusal::new(No::Rule, format!("{} is not restricted for you", self.key)));
        }
        let minutes = known.diary.settings().opened_min;
        let until = known.now.moment().plus(minutes);
        let first = known.diary.head.next(Kind::Access);
        let account = Name::new(&known.viewer.actor.account).unwrap_or_default();
        let access = |(at, child): (usize, &ChildId)| {
            let id = AccessId(first + at as u32);
            let (account, reason) = (account.clone(), self.reason.clone());
            Change::new(Access { id, child: *child, account, until, reason, ..Access::default() })
        };
        let changes = children.iter().enumerate().map(access).collect();
        let about = children.iter().map(|c| c.key()).collect();
        let words = format!("{account} opened it until {}", until.minute);
        let task = super::task(TaskSort::Opened, about, &words, &self.reason);
        let decided = Decided { changes, reason: Some(self.reason.clone()), ..Decided::default() };
        Ok(decided.raising(known, Task { whose: Role::Manager, ..task }))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.key)
    }
}

/// The children of a record whose case is not the asker's to know.
fn restricted(known: &Known, record: &Record) -> Vec<ChildId> {
    let diary = known.diary;
    let mut keys = vec![record.key()];
    keys.extend(record.owners());
    // an agreement hangs on an arrangement, a family member is known through one
    let further: Vec<Key> = keys
        .iter()
        .filter(|k| matches!(k.kind, Kind::Arrangement | Kind::Party | Kind::Carer))
        .flat_map(|key| {
            let through = diary.pointing_keys(*key).iter().copied();
            let through = through.filter(|k| matches!(k.kind, Kind::Arrangement | Kind::Placement)).chain([*key]);
            through.filter_map(|k| diary.record(k)).flat_map(|r| r.owners()).collect::<Vec<_>>()
        })
        .collect();
    keys.extend(further);
    let mut children: Vec<ChildId> = keys.iter().filter(|k| k.kind == Kind::Child).map(|k| ChildId(k.id)).collect();
    children.sort_unstable();
    children.dedup();
    children.retain(|child| !known.viewer.may_know(diary, child.key()));
    children
}
