//! The day as it runs: what was booked, moved by what has been recorded and by the time it is (DOMAIN 4a).
//!
//! There is no second opinion here either. A session that does not run as it was booked is put into the diary as it
//! runs, and the same rules say what that does to others: which room, officer or car is needed before it is free again,
//! and who would meet. What they said of the booking itself is not said again.

use super::*;

/// A session as it runs at a minute of its day: who came early or late came then, who has not come comes now at the
/// earliest, what has not ended goes on. Of a session of which nothing is recorded the booking is all there is.
pub fn running(diary: &Diary, session: &Session, at: Minute) -> Session {
    runs(diary, session, at, 1)
}

/// What the day as it runs brings that was not booked so, by session: a room, officer, car or person needed before they
/// are free, and people who would meet. What goes on beyond its end is looked at some minutes ahead (setting
/// `live.ahead_min`), so that there is time to do something about it.
pub fn collisions(diary: &Diary, day: Day, at: Minute) -> Result<Vec<(SessionId, Finding)>, NotLoaded> {
    let ahead = diary.settings().live_ahead_min;
    let mut live = diary.clone();
    let mut off = Vec::new();
    for booked in diary.day(day)?.filter(|s| s.status.takes_place()) {
        let runs = runs(diary, booked, at, ahead);
        if runs != *booked {
            live.apply(&Change::of(booked.clone(), runs.clone()));
            off.push((booked, runs));
        }
    }
    let mut all = Vec::new();
    for (booked, runs) in off {
        let stood = check(diary, booked)?;
        let new = |f: &Finding| !stood.iter().any(|old| is_of_the_same(old, f));
        let still = |f: &Finding| f.what.collides_until().is_some_and(|until| until >= at);
        all.extend(check(&live, &runs)?.into_iter().filter(|f| new(f) && still(f)).map(|f| (booked.id, f)));
    }
    Ok(all)
}

/// Whether two findings are of the same people or things in the same sessions, whatever the minutes.
fn is_of_the_same(a: &Finding, b: &Finding) -> bool {
    a.rule == b.rule && a.keys() == b.keys() && a.severity == b.severity
}

/// The same as [`running`], where what has gone on beyond its end goes on for some minutes more.
fn runs(diary: &Diary, session: &Session, at: Minute, ahead: u16) -> Session {
    let actual = session.actual;
    if actual == Actual::default() {
        return session.clone();
    }
    let later = at.plus(i32::from(ahead));
    let mut runs = session.clone();
    runs.start = actual.started.unwrap_or(session.start);
    let under_way = actual.started.is_some() || actual.adult_arrived.is_some() && actual.child_arrived.is_some();
    runs.end = match actual.ended {
        Some(ended) => ended,
        None if under_way && at > session.end => later,
        None => session.end,
    };
    runs.start = runs.start.min(runs.end.plus(-1));
    let by = i32::from(runs.end.0) - i32::from(session.end.0);
    let (times, booked) = (&mut runs.stagger, session.stagger);
    let began = |due: Minute| actual.started.map(|started| started.min(due));
    let comes = |recorded: Option<Minute>, due: Minute| recorded.or(began(due)).unwrap_or(due.max(at));
    times.adult_arrive = comes(actual.adult_arrived, booked.adult_arrive);
    times.child_arrive = comes(actual.child_arrived, booked.child_arrive);
    times.child_leave = actual.child_left.or(actual.child_home).unwrap_or(booked.child_leave.plus(by));
    times.adult_release = actual.adult_left.unwrap_or(booked.adult_release.plus(by));
    // whoever must not be met is taken to be there until somebody has seen them go
    let unseen = actual.adult_arrived.is_some() && actual.adult_left.is_none() && at > times.adult_release;
    if unseen && session.parties.iter().any(|p| !not_to_meet(diary, p.key(), session.date).is_empty()) {
        times.adult_release = later;
    }
    times.child_leave = times.child_leave.max(times.child_arrive);
    times.adult_release = times.adult_release.max(times.adult_arrive);
    for leg in &mut runs.legs {
        drive(leg, &actual, at, by);
    }
    runs
}

/// A leg as it is driven.
fn drive(leg: &mut Leg, actual: &Actual, at: Minute, by: i32) {
    match leg.direction {
        Direction::Out => {
            leg.depart = actual.child_collected.unwrap_or(leg.depart);
            leg.arrive = actual.child_arrived.unwrap_or(leg.arrive.max(at));
        }
        Direction::Return => {
            let takes = i32::from(leg.span().minutes());
            leg.depart = actual.child_left.unwrap_or(leg.depart.plus(by));
            leg.arrive = actual.child_home.unwrap_or(leg.depart.plus(takes));
        }
    }
    leg.arrive = leg.arrive.max(leg.depart.plus(1));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Sketch, day};
    use super::*;

    /// Two families who must not meet, one after the other, and the next in the room of the first.
    fn sketch(changes: impl Fn(&mut Session)) -> Diary {
        let lines = [
            "mon 14:00-15:30 Oak Shah Amara with Kelly",
            "mon 16:15-17:00 Willow Mehta Theo with Rob",
            "mon 15:50-16:30 Oak Cole Zuri with Mina",
        ];
        let sketch = Sketch::new()
            .with(|w| NoMeetRule { a: Some(w.key("Kelly")), b: Some(w.key("Rob")), ..NoMeetRule::default() }.into());
        let (mut diary, sessions) = sketch.diary(&lines);
        let mut first = sessions[0].clone();
        changes(&mut first);
        diary.apply(&Change::of(sessions[0].clone(), first));
        diary
    }

    fn said(diary: &Diary, at: Minute) -> Vec<String> {
        let found = collisions(diary, day("mon"), at).unwrap();
        let line = |(id, f): &(SessionId, Finding)| format!("{id} {} at {}", f.rule, f.what.collides_at().unwrap());
        found.iter().map(line).collect()
    }

    #[test]
    fn what_goes_on_beyond_its_end_collides_before_it_does() {
        let diary = sketch(|s| s.actual.started = Some(Minute::at(14, 0)));
        // until its end it runs as it was booked
        assert_eq!(said(&diary, Minute::at(15, 30)), Vec::<String>::new());
        // the room is cleared a quarter of an hour before the next; Rob comes at 16:00, Kelly leaves a quarter after the end
        assert_eq!(said(&diary, Minute::at(15, 31)), ["C-0001 room-taken at 15:35", "C-0001 no-meet at 16:00"]);
    }

    #[test]
    fn a_late_leaver_moves_the_window_and_one_who_was_seen_to_go_does_not() {
        let ended = |left: Option<Minute>| {
            sketch(move |s| {
                s.actual = Actual {
                    adult_arrived: Some(Minute::at(13, 45)),
                    started: Some(Minute::at(14, 0)),
                    ended: Some(Minute::at(15, 32)),
                    adult_left: left,
                    ..Actual::default()
                }
            })
        };
        let unseen = ended(None);
        assert!(!said(&unseen, Minute::at(15, 40)).iter().any(|f| f.contains("no-meet")), "she leaves at 15:47");
        assert!(said(&unseen, Minute::at(15, 50)).contains(&"C-0001 no-meet at 16:00".to_owned()));
        assert!(!said(&ended(Some(Minute::at(15, 48))), Minute::at(15, 50)).iter().any(|f| f.contains("no-meet")));
    }

    #[test]
    fn an_early_comer_moves_the_window_too() {
        let lines = ["mon 14:00-15:30 Oak Shah Amara with Kelly", "mon 16:15-17:00 Willow Mehta Theo with Rob"];
        let sketch = Sketch::new()
            .with(|w| NoMeetRule { a: Some(w.key("Kelly")), b: Some(w.key("Rob")), ..NoMeetRule::default() }.into());
        let (mut diary, sessions) = sketch.diary(&lines);
        let mut early = sessions[1].clone();
        early.actual.adult_arrived = Some(Minute::at(15, 20));
        diary.apply(&Change::of(sessions[1].clone(), early));
        assert_eq!(said(&diary, Minute::at(15, 20)), ["C-0002 no-meet at 15:20"]);
        // when she has gone it is over
        assert_eq!(said(&diary, Minute::at(15, 50)), Vec::<String>::new());
    }

    #[test]
    fn nothing_recorded_runs_as_it_was_booked() {
        let diary = sketch(|_| {});
        assert_eq!(said(&diary, Minute::at(16, 20)), Vec::<String>::new());
        assert!(collisions(&diary, day("tue"), Minute(0)).is_err());
    }
}
