//! Forms that were not sent: kept for their own account, outside journal and undo, until they are sent or thrown away.
//!
//! What was typed is kept with the keys that were chosen and without their names: who may not know one any more is not
//! told it by their own draft, and of a record that is no longer theirs to know there is none.

use super::local::Core;
use super::queries::session_keys;
use super::{Names, No, Refusal, Viewer, cut};
use crate::codec;
use crate::domain::*;
use crate::store::DRAFTS_LIMIT;
use std::sync::{Arc, PoisonError};

/// Most forms kept for an account: the oldest goes.
pub const MOST_DRAFTS: usize = 8;

/// Most bytes of one.
const LIMIT: u64 = 64 * 1024;

/// A form that was not sent.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Draft {
    /// A number its board gave it: two boards of an account keep apart what they hold.
    pub number: u64,
    /// Which form: `session.book`.
    pub form: String,
    /// Its title.
    pub title: String,
    /// When it was last kept.
    pub at: Moment,
    /// The record it is about, as it was when the form last showed it.
    pub was: Option<Box<Record>>,
    /// The field in focus.
    pub focus: String,
    /// The fields with something in them that is the user's.
    pub fields: Vec<Typed>,
}

/// What stands in a field.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Typed {
    /// The field.
    pub name: String,
    /// What was typed.
    pub text: String,
    /// What was chosen.
    pub chosen: Vec<Picked>,
}

/// Something chosen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Picked {
    /// A record.
    Record(Key),
    /// A word.
    Word(String),
}

/// What a board is to keep or forget.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Keep {
    /// This form, instead of what was kept under its number.
    Draft(Box<Draft>),
    /// Nothing any more under this number.
    Forget(u64),
}

impl Keep {
    /// The form's number.
    pub fn number(&self) -> u64 {
        match self {
            Self::Draft(draft) => draft.number,
            Self::Forget(number) => *number,
        }
    }
}

/// The forms kept for an account that no other board of theirs has open, the latest last, with the names of what they
/// mention.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Unsent {
    /// The forms.
    pub drafts: Vec<Draft>,
    /// The names.
    pub names: Names,
}

/// Whose they are. What one person types as another is neither's but that pair's.
fn owner(viewer: &Viewer) -> String {
    let Actor { account, really, .. } = &viewer.actor;
    really.as_ref().map_or_else(|| account.clone(), |really| format!("{account}\n{really}"))
}

impl Core {
    /// Keeps a form of a board, or forgets it.
    pub(super) fn keep(&self, viewer: &Viewer, board: u64, keep: Keep) -> Result<(), Refusal> {
        let (number, owner) = (keep.number(), owner(viewer));
        {
            let kept = self.drafts.lock().unwrap_or_else(PoisonError::into_inner);
            let mut drafts = all(kept.get(&owner));
            let before = drafts.len();
            drafts.retain(|draft| draft.number != number);
            match keep {
                Keep::Draft(draft) => {
                    codec::kept_bytes(&draft, LIMIT)
                        .map_err(|_| Refusal::new(No::Usage, "it is too long to be kept until it is sent"))?;
                    drafts.push(Draft { at: self.clock.now().moment(), ..*draft });
                    drafts.drain(..drafts.len().saturating_sub(MOST_DRAFTS));
                }
                Keep::Forget(_) if drafts.len() == before => return Ok(()),
                Keep::Forget(_) => {}
            }
            let bytes = if drafts.is_empty() {
                Vec::new()
            } else {
                let bytes = codec::kept_bytes(&drafts, DRAFTS_LIMIT as u64);
                bytes.map_err(|why| Refusal::new(No::Internal, why.to_string()))?
            };
            kept.set(&owner, &bytes)?;
            let held = drafts.iter().any(|draft| draft.number == number);
            self.presence.hold(board, &viewer.actor.account, number, held);
        }
        Ok(())
    }

    /// What is kept for a board's account, as far as it may know.
    pub(super) fn unsent(&self, viewer: &Viewer, board: u64) -> Result<Unsent, Refusal> {
        let kept = self.drafts.lock().unwrap_or_else(PoisonError::into_inner).get(&owner(viewer));
        let mut drafts = all(kept);
        if drafts.is_empty() {
            return Ok(Unsent::default());
        }
        let elsewhere = self.presence.held_elsewhere(board, &viewer.actor.account);
        drafts.retain(|draft| !elsewhere.contains(&draft.number));
        let mut diary = Diary::clone(&self.published());
        let viewer = &viewer.at(&diary, self.clock.now().moment());
        let mentioned: Vec<Key> = drafts.iter().flat_map(keys).collect();
        let sessions = mentioned.iter().filter(|key| key.kind == Kind::Session).map(|key| SessionId(key.id)).collect();
        self.load(&mut diary, &Scope { sessions, ..Scope::default() })?;
        let drafts: Vec<Draft> = drafts.into_iter().filter_map(|draft| seen(viewer, &diary, draft)).collect();
        let names = cut::names(viewer, &diary, drafts.iter().flat_map(keys));
        Ok(Unsent { drafts, names })
    }
}

/// Every draft in what is kept; none in what cannot be read.
fn all(kept: Option<Vec<u8>>) -> Vec<Draft> {
    kept.and_then(|bytes| codec::kept_from(&bytes, DRAFTS_LIMIT as u64).ok()).unwrap_or_default()
}

/// A draft as its account may see it now; nothing where its record is no longer theirs to know.
fn seen(viewer: &Viewer, diary: &Diary, mut draft: Draft) -> Option<Draft> {
    if let Some(was) = draft.was.take() {
        let key = was.key();
        // a record that is not there yet has no number
        let known = key.id == 0 || viewer.may_know(diary, key);
        if !known || !viewer.may_know_image(diary, &was) {
            return None;
        }
        draft.was = Some(Box::new(cut::record(viewer, diary, &Arc::from(was)).ok()?));
    }
    for field in &mut draft.fields {
        field.chosen.retain(|picked| !matches!(picked, Picked::Record(key) if !viewer.may_know(diary, *key)));
    }
    Some(draft)
}

/// Every key a draft mentions.
fn keys(draft: &Draft) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    match draft.was.as_deref() {
        Some(Record::Session(session)) => session_keys(std::slice::from_ref(session), &mut keys),
        Some(record) => {
            keys.push(record.key());
            keys.extend(record.owners());
        }
        None => {}
    }
    let chosen = draft.fields.iter().flat_map(|field| &field.chosen);
    keys.extend(chosen.filter_map(|picked| match picked {
        Picked::Record(key) => Some(*key),
        Picked::Word(_) => None,
    }));
    keys
}
