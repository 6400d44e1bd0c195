//! `minutes`: how far the minutes of the sittings are, and by when they are due; the text of one.

use super::*;
use crate::panel::Clock;

/// The minutes of the last sittings; or of one, with their text.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MinutesQuery {
    /// Which.
    pub sitting: Option<SittingId>,
}

/// The minutes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MinutesView {
    /// Now.
    pub at: Moment,
    /// Whether one was asked for, whose text is there.
    pub one: bool,
    /// The sittings, those that are late first, then the last first.
    pub rows: Vec<MinutesRow>,
}

/// The minutes of a sitting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MinutesRow {
    /// The sitting.
    pub sitting: SittingId,
    /// The panel.
    pub panel: PanelId,
    /// The day.
    pub date: Day,
    /// The minutes; without their text where several are shown.
    pub minutes: Minutes,
    /// They are out by.
    pub due: Day,
    /// They should be.
    pub late: bool,
    /// Whether they are the asker's to read.
    pub readable: bool,
}

/// The most approved ones that are shown.
const SHOWN: usize = 20;

impl Ask for MinutesQuery {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, at) = (asked.known.diary, asked.known.now.moment());
        if let Some(id) = self.sitting {
            diary.get::<Sitting>(id).ok_or_else(|| Refusal::not_found(id))?;
        }
        let row = |sitting: &Sitting| {
            let panel = diary.get::<Panel>(sitting.panel)?;
            let due = Clock::of(panel, sitting.date, sitting.start, diary.settings()).minutes;
            let mut minutes = sitting.minutes.clone();
            if self.sitting.is_none() {
                minutes.text = Text::default();
            }
            let late = minutes.stage != MinutesStage::Approved && due < at.day;
            let (id, panel, date) = (sitting.id, panel.id, sitting.date);
            Some(MinutesRow { sitting: id, panel, date, minutes, due, late, readable: true })
        };
        let sat = diary.open::<Sitting>().filter(|s| s.opened.is_some() || self.sitting.is_some());
        let meant = sat.filter(|s| self.sitting.is_none_or(|id| s.id == id));
        let mut rows: Vec<MinutesRow> = meant.filter_map(row).collect();
        let done = |row: &MinutesRow| row.minutes.stage == MinutesStage::Approved;
        rows.sort_by_key(|row| (done(row), !row.late, std::cmp::Reverse(row.date), row.sitting));
        let open = rows.iter().filter(|row| !done(row)).count();
        rows.truncate(open + SHOWN);
        Ok(Answer::Minutes(MinutesView { at, one: self.sitting.is_some(), rows }))
    }
}

impl Seen for MinutesView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        for row in &mut self.rows {
            row.readable = cut.viewer.may_read_minutes(cut.diary, row.sitting);
            if !row.readable {
                row.minutes.text = Text::default();
                row.minutes.amendments = Vec::new();
            }
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.rows.iter().flat_map(|row| [row.sitting.key(), row.panel.key()]));
    }
}
