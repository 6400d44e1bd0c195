//! The deadline clock of a sitting: papers in, pack out, sitting, decisions out, minutes out, worked back and on from the
//! sitting in working days (DOMAIN 0.4, 3a: Calderdale's Tuesday noon for Thursday).

use crate::domain::*;

/// When what is due for one sitting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
    /// Papers are due; then the list is locked.
    pub papers: Moment,
    /// The pack goes to the members.
    pub pack: Moment,
    /// It begins.
    pub sitting: Moment,
    /// The decisions are out by the end of this day.
    pub decisions: Day,
    /// The minutes are out by the end of this day.
    pub minutes: Day,
}

impl Clock {
    /// The clock of a sitting of a panel on a day, from a minute. What the panel does not say the settings do.
    pub fn of(panel: &Panel, day: Day, start: Minute, settings: &Settings) -> Self {
        let before = |days: u16| calendar::working_days_before(day, days, settings);
        let after = |days: u16| calendar::working_days_after(day, days, settings);
        Self {
            papers: Moment::new(
                before(panel.papers_days.unwrap_or(settings.papers_days)),
                panel.papers_at.unwrap_or(settings.papers_at),
            ),
            pack: Moment::new(
                before(panel.pack_days.unwrap_or(settings.pack_days)),
                panel.pack_at.unwrap_or(settings.pack_at),
            ),
            sitting: Moment::new(day, start),
            decisions: after(panel.decision_days.unwrap_or(settings.decision_days)),
            minutes: after(panel.minutes_days.unwrap_or(settings.minutes_days)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calderdales_clock_and_easters() {
        let settings = Settings::default();
        let of = |day| Clock::of(&Panel::default(), day, Minute::at(13, 30), &settings);
        let usual = of(Day::of(2026, 11, 26).unwrap());
        assert_eq!(usual.papers.to_string(), "2026-11-24 12:00");
        assert_eq!(usual.pack.to_string(), "2026-11-25 09:00");
        assert_eq!(usual.decisions.to_string(), "2026-11-26");
        assert_eq!(usual.minutes.to_string(), "2026-12-03");
        // Good Friday and Easter Monday do not count
        let after_easter = of(Day::of(2026, 4, 8).unwrap());
        assert_eq!(after_easter.papers.to_string(), "2026-04-02 12:00");
        let own = Panel { papers_days: Some(3), papers_at: Some(Minute::at(17, 0)), ..Panel::default() };
        let own = Clock::of(&own, Day::of(2026, 11, 24).unwrap(), Minute::at(9, 0), &settings);
        assert_eq!(own.papers.to_string(), "2026-11-19 17:00");
    }
}
