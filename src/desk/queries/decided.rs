//! `decided`: what panels decided about a child, on what conditions, by whom and when (DOMAIN 4c).

use super::*;
use crate::desk::No;

/// What was decided about a child.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The child: a reference or a name.
    pub who: String,
}

/// What was decided about a child, last first; an emergency agreement that waits to be ratified among it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DecidedView {
    /// The child.
    pub who: ChildId,
    /// The decisions.
    pub decisions: Vec<Decision>,
}

/// The most that are shown.
const SHOWN: usize = 10;

impl Ask for Decided {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let key = match self.who.trim().parse::<Key>() {
            Ok(key) if key.kind == Kind::Child => key,
            Ok(key) => {
                return Err(Refusal::usage(
                    "who",
                    format!("panels decide about children; {key} is {}", said::a(key.kind.one())),
                ));
            }
            Err(_) => find::named(known, &self.who, &[Kind::Child])?,
        };
        let child = known.diary.get::<Child>(key).ok_or_else(|| Refusal::not_found(key))?;
        let mut decisions: Vec<Decision> = known.diary.pointing::<Decision>(key).cloned().collect();
        decisions.sort_by_key(|d| (std::cmp::Reverse(d.at), d.id));
        decisions.truncate(SHOWN);
        Ok(Answer::Decided(DecidedView { who: child.id, decisions }))
    }
}

impl Seen for DecidedView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let key = self.who.key();
        if !cut.viewer.may_know(cut.diary, key) {
            return Err(Refusal::new(No::NotPermitted, format!("{key} belongs to a restricted case")));
        }
        self.decisions.retain(|d| cut.viewer.may_know(cut.diary, d.id.key()));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.who.key());
    }
}
