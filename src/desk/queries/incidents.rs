//! `incidents`: what went wrong and is still to be followed up, or all of it.

use super::*;

/// Incidents.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Incidents {
    /// Those that were followed up too.
    #[serde(default)]
    pub all: bool,
    /// Only of these days.
    #[serde(default)]
    pub days: Option<Days>,
}

/// Incidents, the latest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct IncidentsView {
    /// Today.
    pub today: Day,
    /// The incidents.
    pub incidents: Vec<Incident>,
}

impl Ask for Incidents {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let wanted = |i: &&Incident| {
            (self.all || i.followed_up_on.is_none()) && self.days.is_none_or(|days| days.hold(i.at.day))
        };
        let mut incidents: Vec<Incident> = asked.known.diary.open::<Incident>().filter(wanted).cloned().collect();
        incidents.sort_by_key(|i| std::cmp::Reverse((i.at, i.id)));
        Ok(Answer::Incidents(IncidentsView { today: asked.known.today(), incidents }))
    }
}

impl Seen for IncidentsView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        self.incidents.retain(|incident| cut.viewer.may_know(cut.diary, incident.key()));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for incident in &self.incidents {
            keys.push(incident.key());
            keys.extend(Record::from(incident.clone()).owners());
        }
    }
}
