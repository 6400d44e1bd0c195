//! `incident.change`: what is known later of an incident, or was taken down wrongly. The journal keeps what stood before.

use super::*;

/// Adds to an incident, or corrects it. What is not said stays.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IncidentChange {
    /// The incident.
    pub incident: IncidentId,
    /// What went wrong.
    #[serde(default)]
    pub sort: Option<IncidentSort>,
    /// When.
    #[serde(default)]
    pub at: Option<Moment>,
    /// What happened.
    #[serde(default)]
    pub what: Option<Note>,
    /// What was done at once.
    #[serde(default)]
    pub done: Option<Note>,
    /// The reference the police gave.
    #[serde(default)]
    pub police_ref: Option<Name>,
    /// What is to follow.
    #[serde(default)]
    pub follow_up: Option<Note>,
    /// By when.
    #[serde(default)]
    pub follow_up_by: Option<Day>,
    /// It was followed up: what came of it. The task is done with that.
    #[serde(default)]
    pub followed_up: Option<Note>,
    /// The incident as it was when this was thought up; refused if it has changed since.
    #[serde(default)]
    pub was: Option<Box<Incident>>,
}

/// The open task about what follows from an incident.
fn task(diary: &Diary, incident: IncidentId) -> Option<&Task> {
    diary.pointing::<Task>(incident).find(|task| task.sort == TaskSort::Incident)
}

/// The incident a task is about, as it is once that is done.
pub(super) fn followed_up(known: &Known, task: &Task) -> Option<Change> {
    let key = task.about.iter().find(|key| key.kind == Kind::Incident && task.sort == TaskSort::Incident)?;
    let old = known.diary.get::<Incident>(*key)?;
    Some(Change::of(old.clone(), Incident { followed_up_on: Some(known.today()), ..old.clone() }))
}

impl Decide for IncidentChange {
    fn needs(&self, known: &Known) -> Scope {
        let diary = known.diary;
        Scope::sessions(diary.get::<Incident>(self.incident).and_then(|i| i.session))
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let old = known.open::<Incident>(self.incident)?;
        if !known.viewer.may_know(known.diary, old.key()) {
            let what = format!("{} belongs to a restricted case", old.id);
            return Err(Refusal::new(crate::desk::No::NotPermitted, what));
        }
        if self.was.as_deref().is_some_and(|was| was != old) {
            return Err(Refusal::new(crate::desk::No::Rule, format!("{} has changed since you opened it", old.id))
                .hinted("look at it again; what you typed is kept"));
        }
        let now = known.now.moment();
        if let Some(at) = self.at.filter(|at| *at > now) {
            return Err(Refusal::usage("at", format!("{at} is still to come")));
        }
        let done = self.followed_up.as_ref().filter(|how| !how.is_empty());
        let incident = Incident {
            sort: self.sort.unwrap_or(old.sort),
            at: self.at.unwrap_or(old.at),
            what: self.what.clone().unwrap_or_else(|| old.what.clone()),
            done: self.done.clone().unwrap_or_else(|| old.done.clone()),
            police_ref: self.police_ref.clone().unwrap_or_else(|| old.police_ref.clone()),
            follow_up: self.follow_up.clone().unwrap_or_else(|| old.follow_up.clone()),
            follow_up_by: self.follow_up_by.or(old.follow_up_by),
            followed_up_on: done.map(|_| now.day).or(old.followed_up_on),
            ..old.clone()
        };
        if incident.what.is_empty() {
            return Err(Refusal::usage("what", "say what happened"));
        }
        let open = task(known.diary, old.id);
        let task = open.map(|task| {
            let due = incident.follow_up_by.map(|day| Moment::new(day, known.diary.settings().told_by));
            let life = done.map_or(Life::Open, |how| Life::Closed { on: now.day, why: how.clone() });
            Change::of(task.clone(), Task { due, life, ..task.clone() })
        });
        let changed = [Change::of(old.clone(), incident)].into_iter().chain(task);
        let changes: Vec<Change> = changed.filter(|c| c.before != c.after).collect();
        if changes.is_empty() {
            return Err(Refusal::usage("what", "nothing of it is changed"));
        }
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(&self.incident)
    }
}
