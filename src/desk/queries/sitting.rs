//! `hearing`: everything to run a sitting by: who is there, what is heard when, who must leave, whether it can be decided,
//! what was decided so far.

use super::*;
use crate::desk::sitting;

/// A sitting; the one that is open, today's, or the next where none is named.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SittingQuery {
    /// Which.
    pub sitting: Option<SittingId>,
}

/// A sitting as it runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SittingView {
    /// Now.
    pub at: Moment,
    /// The sitting; nothing where no panel sits.
    pub sitting: Option<Sitting>,
    /// Whose it is.
    pub panel: Option<Panel>,
    /// Who sits on it or was asked, in the order of their seats.
    pub people: Vec<SeatRow>,
    /// What it hears, in order.
    pub items: Vec<ItemRow>,
    /// Where what is not heard would go.
    pub next: Option<SittingId>,
}

/// Somebody who sits there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SeatRow {
    /// What was said and when they came and left.
    pub line: Attendance,
    /// As what.
    pub seat: Option<Seat>,
    /// Who comes in their place.
    pub substitutes: Vec<ProfessionalId>,
}

/// An item of a sitting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ItemRow {
    /// The item; of one that is not the asker's to know, its time only.
    pub item: AgendaItem,
    /// Whether it is the asker's to know.
    pub known: bool,
    /// The children it is about.
    pub children: Vec<ChildId>,
    /// What is asked for each.
    pub referrals: Vec<Referral>,
    /// The emergency agreement it ratifies.
    pub emergency: Option<Decision>,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// About whom nothing is decided yet.
    pub undecided: Vec<ChildId>,
    /// What is to be done.
    pub actions: Vec<PanelAction>,
    /// Who is there, has an interest and has not left.
    pub must_leave: Vec<Recusal>,
    /// Who chairs it now.
    pub chair: Option<ProfessionalId>,
    /// Whether they agreed it in an emergency themselves.
    pub own: bool,
    /// How many take part now.
    pub takes_part: u16,
    /// What is missing to a quorum now.
    pub lacks: Vec<String>,
}

/// The sitting that is meant.
fn meant<'a>(known: &'a Known, id: Option<SittingId>) -> Result<Option<&'a Sitting>, Refusal> {
    let (diary, now) = (known.diary, known.now.moment());
    if let Some(id) = id {
        return diary.get::<Sitting>(id).map(Some).ok_or_else(|| Refusal::not_found(id));
    }
    let all = || diary.open::<Sitting>().filter(|s| s.takes_place());
    let ahead = || all().filter(|s| s.is_ahead() && s.date >= now.day).min_by_key(|s| (s.date, s.start, s.id));
    let open = all().filter(|s| s.status == SittingStatus::Open).max_by_key(|s| (s.date, s.start, s.id));
    let today = all().filter(|s| s.date == now.day).max_by_key(|s| (s.is_ahead(), s.start, s.id));
    let last = || all().max_by_key(|s| (s.date, s.start, s.id));
    Ok(open.or(today).or_else(ahead).or_else(last))
}

/// Who sits there: who holds a seat then, then who else was asked or came.
fn people(panel: &Panel, sitting: &Sitting) -> Vec<SeatRow> {
    let line = |who: ProfessionalId| sitting.attendance.iter().find(|a| a.who == who).cloned();
    let mut seats: Vec<&PanelSeat> = panel.seats_on(sitting.date).collect();
    seats.sort_by_key(|s| s.seat);
    let mut rows: Vec<SeatRow> = seats
        .into_iter()
        .map(|s| SeatRow {
            line: line(s.who).unwrap_or(Attendance { who: s.who, ..Attendance::default() }),
            seat: Some(s.seat),
            substitutes: s.substitutes.clone(),
        })
        .collect();
    let others = sitting.attendance.iter().filter(|a| !panel.seats_on(sitting.date).any(|s| s.who == a.who));
    rows.extend(others.map(|a| SeatRow { line: a.clone(), seat: None, substitutes: Vec::new() }));
    rows
}

/// When the room is looked at: now while it sits on this day, else when it closed or begins.
fn looked_at(sitting: &Sitting, now: Moment) -> Minute {
    match sitting.status {
        SittingStatus::Open if sitting.date == now.day => now.minute,
        _ => sitting.closed.unwrap_or(sitting.end),
    }
}

fn row(diary: &Diary, panel: &Panel, of: &Sitting, item: &AgendaItem, now: Moment) -> ItemRow {
    let at = match item.status {
        ItemStatus::Heard => item.ended.unwrap_or_else(|| looked_at(of, now)),
        _ => looked_at(of, now),
    };
    let room = sitting::room(diary, panel, of, item, at);
    ItemRow {
        known: true,
        children: sitting::children(diary, item),
        referrals: item.referrals.iter().filter_map(|r| diary.get::<Referral>(*r)).cloned().collect(),
        emergency: sitting::unratified(diary, item).or_else(|| diary.get::<Decision>(item.decision?)).cloned(),
        decisions: sitting::decided(diary, item).cloned().collect(),
        undecided: sitting::undecided(diary, item),
        actions: diary.pointing::<PanelAction>(item.id).filter(|a| a.life == Life::Open).cloned().collect(),
        must_leave: room.must_leave,
        chair: room.chair,
        own: room.own,
        takes_part: room.takes_part.len() as u16,
        lacks: room.lacks,
        item: item.clone(),
    }
}

impl Ask for SittingQuery {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, at) = (asked.known.diary, asked.known.now.moment());
        let sitting = meant(&asked.known, self.sitting)?;
        let panel = sitting.and_then(|s| diary.get::<Panel>(s.panel));
        let Some((of, panel)) = sitting.zip(panel) else {
            let (people, items) = (Vec::new(), Vec::new());
            return Ok(Answer::Sitting(SittingView { at, sitting: None, panel: None, people, items, next: None }));
        };
        let items = sitting::items(diary, of.id);
        Ok(Answer::Sitting(SittingView {
            at,
            people: people(panel, of),
            items: items.into_iter().map(|item| row(diary, panel, of, item, at)).collect(),
            next: sitting::next_sitting(diary, of),
            sitting: Some(of.clone()),
            panel: Some(panel.clone()),
        }))
    }
}

/// What is left of an item that is not the asker's to know: when it is heard, and whether it can be.
fn restricted(row: &ItemRow) -> ItemRow {
    let AgendaItem { id, panel, sitting, sort, part, order, start, minutes, status, began, ended, .. } = row.item;
    let item = AgendaItem {
        id,
        panel,
        sitting,
        sort,
        part,
        order,
        start,
        minutes,
        status,
        began,
        ended,
        ..AgendaItem::default()
    };
    ItemRow {
        item,
        known: false,
        children: Vec::new(),
        referrals: Vec::new(),
        emergency: None,
        decisions: Vec::new(),
        undecided: Vec::new(),
        actions: Vec::new(),
        must_leave: Vec::new(),
        chair: row.chair,
        own: false,
        takes_part: row.takes_part,
        lacks: row.lacks.clone(),
    }
}

impl Seen for SittingView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = |key: Key| cut.viewer.may_know(cut.diary, key);
        for row in &mut self.items {
            if !may(row.item.key()) {
                *row = restricted(row);
                continue;
            }
            row.children.retain(|c| may(c.key()));
            row.undecided.retain(|c| may(c.key()));
            row.referrals.retain(|r| may(r.key()));
            row.decisions.retain(|d| may(d.key()));
            row.actions.retain(|a| may(a.key()));
            row.emergency = row.emergency.take().filter(|d| may(d.key()));
        }
        if let Some(sitting) = &mut self.sitting {
            cut.minutes(sitting);
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.sitting.iter().map(Plain::key));
        keys.extend(self.sitting.iter().flat_map(|s| Record::from(s.clone()).owners()));
        keys.extend(self.next.map(|s| s.key()));
        keys.extend(self.people.iter().flat_map(|row| {
            row.substitutes.iter().copied().chain(row.line.in_place_of).chain([row.line.who]).map(|p| p.key())
        }));
        for row in &self.items {
            keys.push(row.item.key());
            keys.extend(Record::from(row.item.clone()).owners());
            keys.extend(row.children.iter().map(|c| c.key()));
            keys.extend(row.referrals.iter().filter_map(|r| r.presenter).map(|p| p.key()));
            keys.extend(row.must_leave.iter().map(|r| r.who).chain(row.chair).map(|p| p.key()));
        }
    }
}
