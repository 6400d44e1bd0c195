//! `holidays.decide`: which bank holidays a site is closed on, and on which it stays open.

use super::*;
use crate::desk::No;
use crate::desk::queries::{HolidayState, holiday_stands, holidays_of_year};

/// Writes down what sites do on bank holidays. Days that are named neither as closed nor as open stay undecided.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidaysDecide {
    /// The sites; all in use where none is named.
    #[serde(default)]
    pub sites: Vec<SiteId>,
    /// The bank holidays they are closed on.
    #[serde(default)]
    pub closed: Vec<Day>,
    /// The bank holidays they stay open on.
    #[serde(default)]
    pub open: Vec<Day>,
    /// All bank holidays of this year from today on that nobody has decided about yet: closed.
    #[serde(default)]
    pub close_rest_of: Option<i32>,
}

/// The name of a bank holiday; a refusal for a day that is none.
fn named(known: &Known, day: Day) -> Result<&'static str, Refusal> {
    let year = day.ymd().0;
    let found = holidays_of_year(known.diary, year).into_iter().find(|(holiday, _)| *holiday == day);
    found.map(|(_, name)| name).ok_or_else(|| {
        Refusal::usage("closed", format!("{} is no bank holiday", said::long(day))).hinted(
            "a further one is added by the setting calendar.bank_holidays; any other day by record.add of a closure",
        )
    })
}

impl HolidaysDecide {
    fn site(&self, known: &Known, site: &Site, head: &mut Head, changes: &mut Vec<Change>) -> Result<(), Refusal> {
        let mut open_on = site.open_on.clone();
        let rest = self.close_rest_of.map_or_else(Vec::new, |year| holidays_of_year(known.diary, year));
        let undecided = |day: &Day| holiday_stands(known.diary, site, *day).0 == HolidayState::Undecided;
        let due = |day: &Day| *day >= known.today() && undecided(day) && !self.open.contains(day);
        let rest = rest.into_iter().map(|(day, _)| day).filter(due);
        let mut closed: Vec<Day> = self.closed.iter().copied().chain(rest).collect();
        closed.sort_unstable();
        closed.dedup();
        for day in closed {
            let reason = Name::new(named(known, day)?).unwrap_or_default();
            open_on.retain(|open| *open != day);
            if holiday_stands(known.diary, site, day).1.is_none() {
                let id = ClosureId(head.take(Kind::Closure));
                let closure = Closure { id, site: Some(site.id), days: Days::one(day), reason, ..Closure::default() };
                changes.push(Change::new(closure));
            }
        }
        for day in &self.open {
            named(known, *day)?;
            if let Some(closure) = holiday_stands(known.diary, site, *day).1 {
                return Err(Refusal::new(
                    No::Rule,
                    format!("{} is closed on {} by {closure}", site.name, said::long(*day)),
                )
                .hinted(format!("close that record first: record.close {closure}")));
            }
            open_on.push(*day);
        }
        open_on.sort_unstable();
        open_on.dedup();
        if open_on != site.open_on {
            changes.push(Change::of(site.clone(), Site { open_on, ..site.clone() }));
        }
        Ok(())
    }
}

impl Decide for HolidaysDecide {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        if let Some(both) = self.closed.iter().find(|day| self.open.contains(day)) {
            return Err(Refusal::usage("open", format!("{} is named as closed and as open", said::long(*both))));
        }
        let sites: Vec<&Site> = if self.sites.is_empty() {
            known.diary.open::<Site>().collect()
        } else {
            self.sites.iter().map(|id| known.open::<Site>(*id)).collect::<Result<_, _>>()?
        };
        let (mut changes, mut head) = (Vec::new(), known.diary.head.clone());
        for site in sites {
            self.site(known, site, &mut head, &mut changes)?;
        }
        if changes.is_empty() {
            return Err(Refusal::usage("closed", "that is how it stands already")
                .hinted("contactdesk holidays lists what is not decided"));
        }
        Ok(Decided { changes, ..Decided::default() })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
