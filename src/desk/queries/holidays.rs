//! `holidays`: the bank holidays of a year, and what each site does on them. No source says that contact stops on one
//! (DOMAIN 3f): each is offered to the closure table, and somebody decides.

use super::*;

choices! {
    /// What a site does on a bank holiday.
    HolidayState {
        /// Nobody has decided yet: it counts as open.
        #[default] Undecided "not decided",
        /// It is closed.
        Closed "closed",
        /// It was decided that it stays open.
        Open "open",
        /// It is over, and nobody decided.
        Over "over",
    }
}

/// The bank holidays of a year.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    /// The year; this one and the next from today on where it is left out.
    #[serde(default)]
    pub year: Option<i32>,
    /// For this site only.
    #[serde(default)]
    pub site: Option<SiteId>,
}

/// The bank holidays of a year, site by site.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct HolidaysView {
    /// By day, then site.
    pub rows: Vec<HolidayRow>,
}

/// A bank holiday at a site.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct HolidayRow {
    /// The day.
    pub day: Day,
    /// Its name.
    pub name: String,
    /// The site.
    pub site: SiteId,
    /// What the site does.
    pub state: HolidayState,
    /// The closure, where it is closed.
    pub closure: Option<ClosureId>,
    /// Sessions booked there that day; nothing for a day too far off to be looked at.
    pub sessions: Option<u16>,
}

/// The bank holidays of a year by rule and by setting, with their names.
pub(crate) fn of_year(diary: &Diary, year: i32) -> Vec<(Day, &'static str)> {
    let mut all = calendar::bank_holidays(year);
    let further = diary.settings().extra_holidays.iter().filter(|day| day.ymd().0 == year);
    all.extend(further.map(|day| (*day, "Bank holiday")));
    all.sort_unstable();
    all.dedup_by_key(|(day, _)| *day);
    all
}

/// What a site does on a bank holiday, and the closure that says so. A closure for part of the day is a decision too.
pub(crate) fn stands(diary: &Diary, site: &Site, day: Day) -> (HolidayState, Option<ClosureId>) {
    let closure = diary.pointing::<Closure>(site.id).find(|c| c.days.hold(day)).map(|c| c.id);
    match closure {
        Some(_) => (HolidayState::Closed, closure),
        None if site.open_on.contains(&day) => (HolidayState::Open, None),
        // a site that is never open on that weekday has nothing to decide
        None if !site.hours.is_empty() && site.hours.on(day).is_empty() => (HolidayState::Closed, None),
        None => (HolidayState::Undecided, None),
    }
}

impl Ask for Holidays {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope::days(Days::new(today, today + 366))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let diary = asked.known.diary;
        let today = asked.known.today();
        if let Some(year) = self.year.filter(|year| !(1996..=2199).contains(year)) {
            return Err(Refusal::usage(
                "year",
                format!("the bank holidays of {year} are not known; those of 1996 to 2199 are"),
            ));
        }
        let year = self.year.unwrap_or(today.ymd().0);
        let mut days = of_year(diary, year);
        if self.year.is_none() {
            days.extend(of_year(diary, year + 1));
            days.retain(|(day, _)| *day >= today);
        }
        let mut rows = Vec::new();
        for (day, name) in days {
            for site in diary.open::<Site>().filter(|s| self.site.is_none_or(|wanted| wanted == s.id)) {
                let (state, closure) = match stands(diary, site, day) {
                    (HolidayState::Undecided, closure) if day < today => (HolidayState::Over, closure),
                    decided => decided,
                };
                let there = |s: &&Session| s.site == site.id && s.status.takes_place();
                let sessions = diary.day(day).ok().map(|sessions| sessions.filter(there).count() as u16);
                rows.push(HolidayRow { day, name: name.to_owned(), site: site.id, state, closure, sessions });
            }
        }
        Ok(Answer::Holidays(HolidaysView { rows }))
    }
}

impl Seen for HolidaysView {
    fn see(&mut self, _: &Cutter) -> Result<(), Refusal> {
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.rows.iter().map(|row| row.site.key()));
        keys.extend(self.rows.iter().filter_map(|row| row.closure).map(|c| c.key()));
    }
}
