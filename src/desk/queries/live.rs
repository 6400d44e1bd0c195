//! `live`: the day as it runs: who is there, who is waited for and until when, what will collide, what leaves next.

use super::closing::stands_in_the_way;
use super::now::{OnRoad, road_keys, see_road};
use super::*;
use crate::rules;

/// The day as it runs.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Live {}

choices! {
    /// How far a session is.
    Stage {
        /// Nobody is due yet.
        #[default] Ahead "to come",
        /// The child is in the car.
        InTheCar "child in the car",
        /// The adult is due and nobody is there.
        Due "adult due",
        /// The child is there, the adult is not.
        ChildHere "child waits for the adult",
        /// The adult is there, the child is not.
        AdultHere "adult waits for the child",
        /// Both are there.
        Both "both here",
        /// It is under way.
        UnderWay "under way",
        /// It goes on beyond its end.
        Over "over its end",
        /// It is over and the child is not home.
        GoingHome "over, child not home",
        /// The child is home.
        Home "home",
        /// It did not go as booked, and a child of it is not home.
        OutOfIt "not as booked, child not home",
        /// It did not go as booked.
        Out "not as booked",
        /// It is not the asker's to know.
        Busy "busy",
        /// It should be over, and nobody has written anything down.
        Unrecorded "nothing recorded",
    }
}

/// The day as it runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LiveView {
    /// When.
    pub at: Moment,
    /// The sessions of the day, by start; drafts are left out.
    pub rows: Vec<LiveRow>,
    /// What collides as the day runs and was not booked so, the soonest first.
    pub collisions: Vec<About>,
    /// Who is in a car.
    pub road: Vec<OnRoad>,
    /// The journeys that leave within the hour.
    pub leaving: Vec<OnRoad>,
    /// Incidents that are still to be followed up.
    pub incidents: Vec<Incident>,
    /// The day is closed.
    pub closed: bool,
}

/// A session of the day as it runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LiveRow {
    /// The session.
    pub session: Session,
    /// How far it is.
    pub stage: Stage,
    /// Until when a late adult is waited for, while one is.
    pub wait_until: Option<Minute>,
    /// The adult is recorded there.
    pub adult_here: bool,
    /// The child is recorded there.
    pub child_here: bool,
    /// What of it stands in the way of closing the day.
    pub open: Option<InTheWay>,
}

/// How far ahead departures are shown, in minutes.
const HOUR: i32 = 60;

impl LiveRow {
    fn of(session: &Session, at: Minute, wait_min: u16) -> Self {
        let stage = stage(session, at);
        let waits = matches!(stage, Stage::Due | Stage::ChildHere)
            || stage == Stage::InTheCar && at >= session.stagger.adult_arrive;
        let actual = session.actual;
        let adult_here = actual.adult_arrived.is_some() && actual.adult_left.is_none() && {
            let gone = actual
                .ended
                .map(|ended| ended.plus(i32::from(session.stagger.adult_release.0) - i32::from(session.end.0)));
            gone.is_none_or(|gone| at < gone)
        };
        Self {
            stage,
            wait_until: waits.then(|| session.waits_until(wait_min)),
            adult_here,
            child_here: actual.child_arrived.is_some() && actual.child_left.is_none() && actual.child_home.is_none(),
            open: stands_in_the_way(session),
            session: session.clone(),
        }
    }
}

/// How far a session is, by what is recorded.
fn stage(session: &Session, at: Minute) -> Stage {
    use SessionStatus as S;
    let actual = session.actual;
    match session.status {
        exit if exit.is_exit() => match stands_in_the_way(session) {
            Some(_) => Stage::OutOfIt,
            None => Stage::Out,
        },
        S::ChildHome | S::Recorded | S::SignedOff => Stage::Home,
        _ if actual.ended.is_some() => Stage::GoingHome,
        _ if at > session.end
            && (actual.started.is_some() || actual.adult_arrived.is_some() && actual.child_arrived.is_some()) =>
        {
            Stage::Over
        }
        _ if actual.started.is_some() => Stage::UnderWay,
        _ => match (actual.adult_arrived, actual.child_arrived) {
            (Some(_), Some(_)) => Stage::Both,
            (Some(_), None) => Stage::AdultHere,
            (None, Some(_)) => Stage::ChildHere,
            (None, None) if at >= session.end => Stage::Unrecorded,
            (None, None) if actual.child_collected.is_some() => Stage::InTheCar,
            (None, None) if at >= session.stagger.adult_arrive => Stage::Due,
            (None, None) => Stage::Ahead,
        },
    }
}

impl Ask for Live {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope::day(today)
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let (diary, at) = (known.diary, known.now.moment());
        let sessions: Vec<&Session> = diary.day(at.day)?.filter(|s| s.status != SessionStatus::Draft).collect();
        let wait_min = diary.settings().wait_min;
        let about = |(session, finding)| About { session, finding };
        let mut collisions: Vec<About> = rules::collisions(diary, at.day, at.minute)?.into_iter().map(about).collect();
        collisions.sort_by_key(|c| (c.finding.what.collides_at(), c.session));
        let open = |i: &&Incident| i.followed_up_on.is_none();
        Ok(Answer::Live(LiveView {
            at,
            rows: sessions.iter().map(|s| LiveRow::of(s, at.minute, wait_min)).collect(),
            collisions,
            road: OnRoad::under_way(diary, &sessions, at.minute),
            leaving: OnRoad::leaving(diary, &sessions, at.minute, HOUR),
            incidents: diary.open::<Incident>().filter(open).cloned().collect(),
            closed: super::closing::closed(diary, at.day).is_some(),
        }))
    }
}

impl Seen for LiveView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        for row in self.rows.iter_mut().filter(|row| !cut.viewer.may_know_session(cut.diary, &row.session)) {
            // of what is not theirs to know they see what is booked, and not how it goes
            row.session = cut::session(cut.viewer, cut.diary, &row.session);
            (row.stage, row.wait_until, row.open) = (Stage::Busy, None, None);
            (row.adult_here, row.child_here) = (false, false);
        }
        cut.findings(&mut self.collisions);
        see_road(cut, &mut self.road);
        see_road(cut, &mut self.leaving);
        self.incidents.retain(|incident| cut.viewer.may_know(cut.diary, incident.key()));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        self.rows.iter().for_each(|row| session_keys(std::slice::from_ref(&row.session), keys));
        finding_keys(&self.collisions, keys);
        road_keys(&self.road, keys);
        road_keys(&self.leaving, keys);
        for incident in &self.incidents {
            keys.extend(
                incident.people.iter().copied().chain([incident.key()]).chain(incident.session.map(|s| s.key())),
            );
        }
    }
}
