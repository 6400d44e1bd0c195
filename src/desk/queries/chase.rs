//! `chase`: what is due and overdue: observation records, reviews, reports, papers, checks of staff and cars, letters,
//! holds, and overrides that wait for a manager's word.

use super::*;
use crate::desk::commands::session_record;

/// Days on, where nothing else is said.
const AHEAD: u16 = 28;
/// Days back in which sessions are looked at: records are shared within three months.
const BACK: u16 = 120;

choices! {
    /// What is chased.
    ChaseSort {
        /// An observation record is to be written.
        #[default] Record "record due",
        /// It is to be signed off.
        SignOff "record to sign off",
        /// It is to be put into the case system.
        Upload "record to upload",
        /// It is to be shared with the parents.
        Share "record to share",
        /// The report of an assessment.
        Report "report due",
        /// A review of the contact; is a less intrusive level safe?
        Review "contact review due",
        /// A risk assessment runs out.
        Risk "risk assessment ends",
        /// An agreement runs out.
        Agreement "agreement ends",
        /// An order runs out.
        Order "order ends",
        /// Papers on file elsewhere are to be checked.
        Papers "papers to check",
        /// A disclosure check runs out.
        Disclosure "DBS ends",
        /// Training runs out.
        Training "training ends",
        /// A licence runs out.
        Licence "licence ends",
        /// An insurance runs out.
        Insurance "insurance ends",
        /// A letter is due.
        Letter "letter due",
        /// A letter is to be read, or forwarded once two have read it.
        Reading "letter to read",
        /// What is held is to be booked or let go.
        Hold "hold ends",
        /// A manager's word is awaited.
        Override "override unconfirmed",
        /// A looked-after child review.
        LacReview "looked-after review",
    }
}

/// What is due.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chase {
    /// Only this.
    #[serde(default)]
    pub sort: Option<ChaseSort>,
    /// What falls due within so many days; 28 where it is left out.
    #[serde(default)]
    pub days: Option<u16>,
    /// Sessions of so many days back; 120 where it is left out.
    #[serde(default)]
    pub back: Option<u16>,
}

/// What is due.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct ChaseView {
    /// What is due, the longest overdue first.
    pub rows: Vec<ChaseRow>,
    /// The first day whose sessions were looked at.
    pub since: Day,
    /// The last day on which something listed is due.
    pub until: Day,
}

/// Something due.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ChaseRow {
    /// What.
    pub sort: ChaseSort,
    /// The record it is about.
    pub about: Key,
    /// Who has to do with it: the officer who writes, the manager who is asked.
    pub who: Vec<Key>,
    /// Due.
    pub due: Day,
    /// Whether that is over.
    pub late: bool,
    /// With a review: the next less intrusive level.
    pub less: Option<SupervisionLevel>,
    /// With a letter: how many have read it.
    pub read: Option<u8>,
}

/// Collects what is due until a day.
struct Due {
    today: Day,
    until: Day,
    rows: Vec<ChaseRow>,
}

impl Due {
    fn add(&mut self, sort: ChaseSort, about: impl Into<Key>, due: Option<Day>) -> Option<&mut ChaseRow> {
        let due = due.filter(|due| *due <= self.until)?;
        let late = due < self.today;
        self.rows.push(ChaseRow { sort, about: about.into(), who: Vec::new(), due, late, less: None, read: None });
        self.rows.last_mut()
    }

    fn sessions(&mut self, diary: &Diary, days: Days) -> Result<(), NotLoaded> {
        let settings = diary.settings();
        for s in diary.days(days)? {
            if s.status == SessionStatus::Held {
                self.add(ChaseSort::Hold, s.id, s.held_until.map(|until| until.day));
            }
            if s.report_due.is_some() && s.record.submitted.is_none() && diary.takes(s) {
                self.add(ChaseSort::Report, s.id, s.report_due);
            }
            if !session_record::is_recorded(s) {
                continue;
            }
            let record = s.record;
            let Some(submitted) = record.submitted else {
                if let Some(row) = self.add(ChaseSort::Record, s.id, Some(session_record::due(s, settings))) {
                    row.who = s.officers.first().map(|o| o.key()).into_iter().collect();
                }
                continue;
            };
            let soon = Some(calendar::working_days_after(submitted, settings.upload_days, settings));
            if record.signed_off.is_none() {
                self.add(ChaseSort::SignOff, s.id, soon);
            }
            if record.uploaded.is_none() {
                self.add(ChaseSort::Upload, s.id, soon);
            }
            if record.shared.is_none() {
                self.add(ChaseSort::Share, s.id, Some(calendar::months_after(s.date, settings.share_months)));
            }
        }
        Ok(())
    }

    fn arrangements(&mut self, diary: &Diary) {
        let settings = diary.settings();
        for a in diary.open::<Arrangement>().filter(|a| a.status != ArrangementStatus::Ended) {
            self.add(ChaseSort::Papers, a.id, a.paperwork_check_by);
            self.add(ChaseSort::Report, a.id, a.report_due);
            if !matches!(a.status, ArrangementStatus::Active | ArrangementStatus::Suspended) {
                continue;
            }
            let due = a.review_due.or(a.start.map(|start| calendar::months_after(start, settings.review_months)));
            if let Some(row) = self.add(ChaseSort::Review, a.id, due) {
                row.less = a.level.less();
            }
            // the last to run out is what counts: an older one was followed by it
            if let Some(last) = diary.pointing::<RiskAssessment>(a.id).max_by_key(|r| r.expires_on.unwrap_or(Day::MAX))
            {
                self.add(ChaseSort::Risk, last.id, last.expires_on);
            }
            if let Some(last) = diary.pointing::<Agreement>(a.id).max_by_key(|g| g.valid_to.unwrap_or(Day::MAX)) {
                self.add(ChaseSort::Agreement, last.id, last.valid_to);
            }
        }
        for order in diary.open::<CourtOrder>().filter(|o| o.replaced_by.is_none()) {
            self.add(ChaseSort::Order, order.id, order.to);
        }
    }

    fn staff(&mut self, diary: &Diary) {
        for officer in diary.open::<Officer>() {
            self.add(ChaseSort::Disclosure, officer.id, officer.dbs_expires);
            self.add(ChaseSort::Training, officer.id, officer.training_expires);
        }
        for driver in diary.open::<Driver>() {
            self.add(ChaseSort::Disclosure, driver.id, driver.dbs_expires);
            self.add(ChaseSort::Licence, driver.id, driver.licence_expires);
        }
        for vehicle in diary.open::<Vehicle>() {
            self.add(ChaseSort::Insurance, vehicle.id, vehicle.insured_until);
        }
    }

    fn rest(&mut self, diary: &Diary) {
        for letter in diary.open::<Letter>().filter(|l| l.forwarded.is_none() && l.withheld.is_none()) {
            let (sort, due) = match letter.received {
                Some(received) => (ChaseSort::Reading, Some(received)),
                None => (ChaseSort::Letter, letter.due),
            };
            if let Some(row) = self.add(sort, letter.id, due) {
                row.who = vec![letter.party.key()];
                row.read = letter.received.map(|_| u8::try_from(letter.checked_by.len()).unwrap_or(u8::MAX));
            }
        }
        for task in diary.open::<Task>().filter(|t| t.sort == TaskSort::Override && !t.account.is_empty()) {
            let manager = diary.open::<User>().find(|u| u.account == task.account).map(|u| u.id.key());
            if let Some(row) = self.add(ChaseSort::Override, task.id, Some(task.raised.day)) {
                row.who = manager.into_iter().chain(task.about.iter().copied()).collect();
            }
        }
        for review in diary.open::<Appointment>().filter(|a| a.sort == AppointmentSort::LacReview) {
            if review.days.last >= self.today
                && let Some(row) = self.add(ChaseSort::LacReview, review.id, Some(review.days.first))
            {
                row.who.clone_from(&review.who);
            }
        }
    }
}

impl Chase {
    fn days(&self, today: Day) -> Days {
        let back = i32::from(self.back.unwrap_or(BACK).min(1500));
        Days::new(today - back, today + i32::from(self.days.unwrap_or(AHEAD).min(366)))
    }
}

impl Ask for Chase {
    fn scope(&self, _: &Viewer, today: Day) -> Scope {
        Scope::days(self.days(today))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, today) = (asked.known.diary, asked.known.today());
        let days = self.days(today);
        let mut due = Due { today, until: days.last, rows: Vec::new() };
        due.sessions(diary, days)?;
        due.arrangements(diary);
        due.staff(diary);
        due.rest(diary);
        let mut rows = due.rows;
        rows.retain(|row| self.sort.is_none_or(|sort| row.sort == sort));
        for row in rows.iter_mut().filter(|row| row.sort == ChaseSort::Hold) {
            let lapsed = diary.get::<Session>(row.about).is_some_and(|s| s.has_lapsed(diary.now));
            row.late = lapsed;
        }
        rows.sort_by_key(|row| (row.due, row.sort, row.about));
        Ok(Answer::Chase(ChaseView { rows, since: days.first, until: days.last }))
    }
}

impl Seen for ChaseView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = |key: Key| cut.viewer.may_know(cut.diary, key);
        self.rows.retain(|row| may(row.about));
        self.rows.iter_mut().for_each(|row| row.who.retain(|key| may(*key)));
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.rows.iter().flat_map(|row| row.who.iter().copied().chain([row.about])));
    }
}
