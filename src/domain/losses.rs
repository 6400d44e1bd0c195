//! What is lost when a session does not take place as it was booked: notice, fault, and what is owed (DOMAIN 3d).

use super::*;

choices! {
    /// How much notice there was, as the report counts it (DOMAIN 7).
    NoticeBand {
        /// It was known after the session should have begun.
        #[default] None "no notice",
        /// Less than two hours.
        Hours "under 2 h",
        /// Less than a day.
        Day "under 24 h",
        /// Less than three days.
        Days "under 72 h",
        /// Three days or more.
        Ample "72 h or more",
    }
}

impl NoticeBand {
    /// The band of some minutes before the start.
    pub fn of(notice_min: i64) -> Self {
        match notice_min {
            ..=0 => Self::None,
            1..120 => Self::Hours,
            120..1440 => Self::Day,
            1440..4320 => Self::Days,
            _ => Self::Ample,
        }
    }
}

impl Session {
    /// Minutes it was booked for, before anything was added for a late child.
    pub fn booked_min(&self) -> u16 {
        self.span().minutes().saturating_sub(self.late.as_ref().map_or(0, |late| late.extended_min))
    }

    /// Minutes the family had, of what was recorded; as booked where only that it took place is known.
    pub fn delivered_min(&self) -> u16 {
        match (self.status, self.actual.started, self.actual.ended) {
            (status, ..) if !status.takes_place() || !(status.has_outcome() || status == SessionStatus::Ended) => 0,
            (_, Some(started), Some(ended)) => Span::new(started, ended).minutes(),
            _ => self.span().minutes(),
        }
    }

    /// Whether it was lost or cut short, or owes something: what the cancellation ledger lists. What is still to end is
    /// listed for what it owes already.
    pub fn is_a_loss(&self, now: Moment) -> bool {
        let runs = self.status.takes_place() && !self.status.has_outcome() && self.status != SessionStatus::Ended;
        let over = !runs || Moment::new(self.date, self.end) <= now;
        self.makeup_owed_min > 0 || over && (self.cancel.is_some() || self.status.is_exit() || self.late.is_some())
    }

    /// Whether the social worker is to hear of it: it failed on its day, and not by their own word.
    pub fn is_to_be_told(&self) -> bool {
        let theirs = self.cancel.as_ref().is_some_and(|cancel| cancel.by == CancelledBy::SocialWorker);
        self.status.is_exit() && self.status != SessionStatus::CancelledInAdvance && !theirs
    }

    /// When the social worker was told of it: since its day, not of what was planned before.
    pub fn worker_told(&self) -> Option<&Told> {
        let worker = |t: &&Told| {
            let of_it = t.result == ToldResult::Told && t.at.day >= self.date;
            of_it && t.who.is_some_and(|k| k.kind == Kind::Child)
        };
        self.told.iter().rfind(worker)
    }

    /// When the social worker is to know of it (DOMAIN 3a: 10:00 of the next working day).
    pub fn tell_by(&self, settings: &Settings) -> Moment {
        Moment::new(calendar::working_days_after(self.date, 1, settings), settings.told_by)
    }

    /// Whether an adult missed it: did not come, or called it off on the day. Nothing where it says nothing of them:
    /// somebody else called it off, or it was cancelled in good time.
    pub fn missed_by(&self, party: PartyId) -> Option<bool> {
        use SessionStatus as S;
        let by_them = self.cancel.as_ref().is_some_and(|cancel| cancel.by == CancelledBy::Parent);
        match self.status {
            S::Draft | S::Held => None,
            S::NoShow => Some(!self.attended.contains(&party)),
            S::CancelledOnDay => by_them.then_some(true),
            S::CancelledInAdvance => None,
            S::PartAttended if !self.attended.is_empty() => Some(!self.attended.contains(&party)),
            _ => Some(false),
        }
    }
}

/// The sessions an adult has missed in a row, the latest first, up to and with one of them. `all` are the adult's
/// sessions, in any order; those of other arrangements do not count, nor do those that say nothing of the adult.
pub fn missed_in_a_row<'a>(
    party: PartyId,
    last: &'a Session,
    all: impl IntoIterator<Item = &'a Session>,
) -> Vec<&'a Session> {
    let when = |s: &Session| (s.date, s.start, s.id);
    let before = |s: &&Session| s.arrangement == last.arrangement && s.id != last.id && when(s) < when(last);
    let mut past: Vec<&Session> = all.into_iter().filter(before).collect();
    past.sort_by_key(|s| std::cmp::Reverse(when(s)));
    past.insert(0, last);
    let said = past.into_iter().filter_map(|s| Some((s, s.missed_by(party)?)));
    said.take_while(|(_, missed)| *missed).map(|(s, _)| s).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(id: u32, status: SessionStatus, by: Option<CancelledBy>) -> Session {
        Session {
            id: SessionId(id),
            date: Day(20000 + id as i32),
            status,
            cancel: by.map(|by| Cancellation { by, ..Cancellation::default() }),
            ..Session::default()
        }
    }

    #[test]
    fn a_row_of_misses_ends_where_they_came_and_passes_over_what_others_called_off() {
        use SessionStatus as S;
        let mut all = vec![
            session(1, S::NoShow, Some(CancelledBy::Parent)),
            session(2, S::ChildHome, None),
            session(3, S::NoShow, Some(CancelledBy::Parent)),
            session(4, S::CancelledOnDay, Some(CancelledBy::ServiceStaff)),
            session(5, S::CancelledOnDay, Some(CancelledBy::Parent)),
            session(6, S::CancelledInAdvance, Some(CancelledBy::Parent)),
            session(7, S::NoShow, Some(CancelledBy::Parent)),
        ];
        let row = |all: &[Session]| -> Vec<u32> {
            missed_in_a_row(PartyId(1), &all[6], all).iter().map(|s| s.id.0).collect()
        };
        assert_eq!(row(&all), [7, 5, 3]);
        all[2].attended = vec![PartyId(1)];
        assert_eq!(row(&all), [7, 5]);
        // of another arrangement
        all[4].arrangement = Some(ArrangementId(9));
        assert_eq!(row(&all), [7]);
    }

    #[test]
    fn notice_is_counted_in_bands() {
        let of = [-5, 0, 1, 119, 120, 1439, 1440, 4319, 4320].map(|min| NoticeBand::of(min).said());
        let (no, two, day) = ("no notice", "under 2 h", "under 24 h");
        assert_eq!(of, [no, no, two, two, day, day, "under 72 h", "under 72 h", "72 h or more"]);
    }

    #[test]
    fn the_social_worker_is_to_know_by_ten_of_the_next_working_day() {
        let on = |day: &str| Session { date: day.parse().unwrap(), ..Session::default() };
        let by = |day: &str| on(day).tell_by(&Settings::default()).to_string();
        assert_eq!(
            [by("2026-11-26"), by("2026-11-27"), by("2026-12-24")],
            ["2026-11-27 10:00", "2026-11-30 10:00", "2026-12-29 10:00"]
        );
    }
}
