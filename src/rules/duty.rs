//! What an officer's day comes to: on site from setting up to clearing away, on the road, writing up, and the break
//! that so much work takes (DOMAIN 5b, 3c S10). Not a rule: two rules and the timesheet count with it.

use super::officer_taken::of_officer;
use super::uses::{Use, minutes_between};
use super::*;

/// Minutes of an officer's day, by what they go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Duty {
    /// With families, setting up and clearing away counted.
    pub contact: u16,
    /// Driving, and on the way from one place to the next.
    pub travel: u16,
    /// Writing up.
    pub write_up: u16,
    /// The break.
    pub rest: u16,
}

impl Duty {
    /// What has to be done that day.
    pub fn cannot_wait(self) -> u16 {
        self.contact + self.travel + self.rest
    }

    /// All of it.
    pub fn total(self) -> u16 {
        self.contact + self.travel + self.write_up + self.rest
    }
}

/// What these sessions of one day, booked as they are, come to for an officer.
pub fn planned<'a>(diary: &Diary, officer: OfficerId, sessions: impl Iterator<Item = &'a Session>) -> Duty {
    let theirs: Vec<&Session> = sessions.filter(|s| s.status.takes_place() && takes_up(s, officer)).collect();
    let set = diary.settings();
    let (mut there, mut uses) = (Vec::new(), Vec::new());
    for session in &theirs {
        let on_site = session.officers.contains(&officer);
        for (nth, mut use_) in of_officer(session, officer).into_iter().enumerate() {
            if nth == 0 && on_site {
                let ready = session.span().widened(set.setup_min, set.clear_min);
                let began = session.relief.iter().find(|r| r.came == Some(officer)).map(|r| r.at);
                let from = began.unwrap_or(use_.span.from.min(ready.from));
                use_.span = Span::new(from, use_.span.to.max(ready.to));
                there.push(use_.span);
            }
            uses.push(use_);
        }
    }
    let contact = spans::minutes(&there) as u16;
    let driving: Vec<Span> = uses.iter().map(|u| u.span).collect();
    let leads = theirs.iter().filter(|s| s.officers.first() == Some(&officer)).count() as u16;
    let duty = Duty {
        contact,
        travel: spans::minutes(&driving) as u16 - contact + between(diary, officer, uses),
        write_up: leads * set.write_up_min,
        rest: 0,
    };
    rested(duty, set)
}

/// What was recorded of these sessions comes to: contact from the first who came until it ended, and what the plan has
/// after that to clear away; journeys that were made; writing up that was handed in.
pub fn actual<'a>(diary: &Diary, officer: OfficerId, sessions: impl Iterator<Item = &'a Session>) -> Duty {
    let set = diary.settings();
    let mut duty = Duty::default();
    let mut there = Vec::new();
    for session in sessions {
        let left = session.relief.iter().find(|r| r.left == officer).map(|r| r.at);
        if let Some(span) = happened(session).filter(|_| left.is_some() || session.officers.contains(&officer)) {
            let clear = session.on_site().to.0.saturating_sub(session.end.0).max(set.clear_min);
            let came = session.relief.iter().find(|r| r.came == Some(officer)).map(|r| r.at);
            let until = left.unwrap_or(span.to.plus(i32::from(clear)));
            there.push(Span::new(came.unwrap_or(span.from), until));
        }
        let made = |leg: &&Leg| leg.officer == Some(officer) && matches!(leg.status, LegStatus::Delivered);
        duty.travel += session.legs.iter().filter(made).map(|leg| leg.span().minutes()).sum::<u16>();
        let wrote = session.record.submitted.is_some() && session.officers.first() == Some(&officer);
        duty.write_up += if wrote { set.write_up_min } else { 0 };
    }
    duty.contact = spans::minutes(&there) as u16;
    rested(duty, set)
}

/// From the first who came until it ended, where both were recorded.
fn happened(session: &Session) -> Option<Span> {
    let actual = session.actual;
    let came = [actual.adult_arrived, actual.child_arrived, actual.started].into_iter().flatten().min()?;
    Some(Span::new(came, actual.ended?))
}

/// With the break it takes.
fn rested(duty: Duty, settings: &Settings) -> Duty {
    let rest = if duty.total() > settings.break_after_min { settings.break_min } else { 0 };
    Duty { rest, ..duty }
}

/// Whether a session takes minutes of an officer: they supervise or drive.
fn takes_up(session: &Session, officer: OfficerId) -> bool {
    session.officers.contains(&officer) || session.legs.iter().any(|leg| leg.officer == Some(officer))
}

/// Minutes on the way from one duty to the next, from the base to the first and back from the last.
fn between(diary: &Diary, officer: OfficerId, mut uses: Vec<Use>) -> u16 {
    uses.sort_by_key(|u| (u.span.from, u.span.to));
    let base = diary.get::<Officer>(officer).and_then(|o| o.base);
    let mut way = 0;
    if let (Some(base), Some(first), Some(last)) = (base, uses.first(), uses.iter().max_by_key(|u| u.span.to)) {
        let at = |minute: Minute| Use::of_site(base, Span::new(minute, minute));
        way += minutes_between(diary, &at(first.span.from), first) + minutes_between(diary, last, &at(last.span.to));
    }
    let apart = |pair: &&[Use]| pair[0].span.to <= pair[1].span.from;
    way + uses.windows(2).filter(apart).map(|pair| minutes_between(diary, &pair[0], &pair[1])).sum::<u16>()
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::*;

    #[test]
    fn a_day_is_contact_travel_writing_up_and_a_break() {
        let sketch = Sketch::new();
        let lines = [
            "mon 10:00-11:30 Oak  Shah Amara with Kelly",
            "  out 09:30-10:00 Shah",
            "  back 11:30-12:00 Shah",
            "mon 14:00-15:30 Hall Shah+Mehta Theo with Rob",
            "mon 17:00-18:00 Elm  Cole Noor with Jo",
        ];
        let (diary, sessions) = sketch.diary(&lines);
        let of = |name: &str| planned(&diary, OfficerId(sketch.id(name)), sessions.iter());
        // 120 minutes on site twice; 15 of each drive beside it, the way from the carer to Mayfield and home again
        let shah = of("Shah");
        assert_eq!((shah.contact, shah.write_up, shah.rest), (240, 90, 30));
        let home = diary.place_minutes(&Place::Carer(CarerId(sketch.id("Hill"))), &Place::Site(SiteId(2)));
        assert_eq!(
            shah.travel,
            30 + home + 25 + diary.place_minutes(&Place::Site(SiteId(1)), &Place::Carer(CarerId(1)))
        );
        // the second officer writes nothing up
        assert_eq!(of("Mehta"), Duty { contact: 120, travel: 50, write_up: 0, rest: 0 });
        assert_eq!(of("Cole"), Duty { contact: 90, travel: 0, write_up: 45, rest: 0 });
    }
}
