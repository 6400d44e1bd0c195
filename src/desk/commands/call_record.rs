//! `call.record`: somebody rang, and somebody else is to know it in the morning.

use super::*;

/// Takes down a call. It is first on the board until somebody has seen to it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallRecord {
    /// Whom or what it is about: children, family members, carers, sessions.
    #[serde(default)]
    pub about: Vec<Key>,
    /// Who rang.
    pub from: Name,
    /// How to reach them.
    #[serde(default)]
    pub phone: Name,
    /// What they said.
    pub words: Note,
    /// Who is to see to it; a coordinator where it is left out.
    #[serde(default)]
    pub whose: Role,
}

impl Decide for CallRecord {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::sessions(self.about.iter().filter(|k| k.kind == Kind::Session).map(|k| SessionId(k.id)))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        if self.from.is_empty() {
            return Err(Refusal::usage("from", "say who rang"));
        }
        if self.words.is_empty() {
            return Err(Refusal::usage("words", "say what they said"));
        }
        let mut about = Vec::new();
        for key in &self.about {
            let record = known.diary.record(*key).ok_or_else(|| Refusal::not_found(*key))?;
            // whose session it is, so that a restricted case stays one
            about.extend(Session::of(record).into_iter().flat_map(|s| &s.children).map(|c| c.key()));
            about.push(*key);
        }
        about.sort_unstable();
        about.dedup();
        Ok(Decided::default().raising(
            known,
            Task {
                sort: TaskSort::Call,
                about,
                what: self.words.clone(),
                from: self.from.clone(),
                phone: self.phone.clone(),
                whose: self.whose,
                ..Task::default()
            },
        ))
    }

    fn args(&self) -> String {
        "{}".to_owned()
    }
}
