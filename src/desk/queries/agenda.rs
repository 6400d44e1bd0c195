//! `agenda`: the list of a sitting before its day: what is heard when, what each item still lacks, who cannot present then,
//! who will chair and whether there will be a quorum, whom to ring where there will not (DOMAIN 3e, 4b); and what waits for a
//! list. `sittings`: the calendar of the panels, with the clock of each.

use super::*;
use crate::desk::sitting;
use crate::panel::agenda::{Clash, Turn, clashes, turns};
use crate::panel::{Clock, Gate, gate, list};

/// The list of a sitting; of the next whose list is open where none is named.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Agenda {
    /// Which.
    pub sitting: Option<SittingId>,
}

/// When what is due for a sitting.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct SittingClock {
    /// Papers are due.
    pub papers: Moment,
    /// The pack goes out.
    pub pack: Moment,
    /// The decisions are out.
    pub decisions: Day,
    /// The minutes are out.
    pub minutes: Day,
}

/// An item of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ListRow {
    /// The item; of one that is not the asker's to know, its time only.
    pub item: AgendaItem,
    /// Whether it is the asker's to know.
    pub known: bool,
    /// The children it is about.
    pub children: Vec<ChildId>,
    /// What is asked for, where something is: of siblings each thing once.
    pub asks: Vec<RequestType>,
    /// What each referral has and lacks.
    pub gates: Vec<(ReferralId, Gate)>,
    /// Why it is heard then.
    pub turn: Option<Turn>,
    /// What is wrong with its time.
    pub clashes: Vec<Clash>,
    /// Who will have to leave, of those who said they come.
    pub leaves: Vec<Recusal>,
    /// Who will chair it.
    pub chair: Option<ProfessionalId>,
    /// Whether they agreed it in an emergency themselves.
    pub own: bool,
    /// What is missing to a quorum, if those come who said so.
    pub lacks: Vec<String>,
    /// Whose coming would mend that.
    pub mends: Vec<Attendance>,
    /// Until when an emergency agreement is to be ratified.
    pub ratify_by: Option<Day>,
}

/// The list of a sitting, and what waits.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct AgendaView {
    /// Now.
    pub now: Moment,
    /// The sitting; nothing where none is planned.
    pub sitting: Option<Sitting>,
    /// When what is due for it.
    pub clock: SittingClock,
    /// The items, in order.
    pub rows: Vec<ListRow>,
    /// What waits for a list of this panel, the longest first.
    pub waiting: Vec<ListRow>,
}

pub(super) fn clock(panel: Option<&Panel>, of: &Sitting, settings: &Settings) -> SittingClock {
    let clock = panel.map(|panel| Clock::of(panel, of.date, of.start, settings));
    clock.map_or_else(SittingClock::default, |c| SittingClock {
        papers: c.papers,
        pack: c.pack,
        decisions: c.decisions,
        minutes: c.minutes,
    })
}

impl ListRow {
    fn of(
        known: &Known,
        item: &AgendaItem,
        panel: &Panel,
        of: Option<&Sitting>,
        wrong: &[(AgendaItemId, Clash)],
    ) -> Self {
        let diary = known.diary;
        let mut asks: Vec<RequestType> = Vec::new();
        for referral in item.referrals.iter().filter_map(|r| diary.get::<Referral>(*r)) {
            if !asks.contains(&referral.request) {
                asks.push(referral.request);
            }
        }
        let gates = item.referrals.iter().filter_map(|r| diary.get::<Referral>(*r));
        let ahead = of.filter(|s| s.is_ahead());
        let room = ahead.map(|s| list::projected(diary, panel, s, item)).unwrap_or_default();
        let mends = match ahead {
            Some(s) if !room.lacks.is_empty() => list::mends(diary, panel, s, item),
            _ => Vec::new(),
        };
        Self {
            item: item.clone(),
            known: true,
            children: sitting::children(diary, item),
            asks,
            gates: gates.map(|r| (r.id, gate::gate(diary, r, known.today()))).collect(),
            turn: None,
            clashes: wrong.iter().filter(|(id, _)| *id == item.id).map(|(_, clash)| clash.clone()).collect(),
            leaves: room.must_leave,
            chair: room.chair,
            own: room.own,
            lacks: room.lacks,
            mends,
            ratify_by: sitting::unratified(diary, item).and_then(|d| d.ratify_by),
        }
    }
}

/// The sitting that is meant: the next whose list can still be made, else the next.
fn meant<'a>(known: &'a Known, id: Option<SittingId>) -> Result<Option<&'a Sitting>, Refusal> {
    if let Some(id) = id {
        return known.diary.get::<Sitting>(id).map(Some).ok_or_else(|| Refusal::not_found(id));
    }
    let ahead = || known.diary.open::<Sitting>().filter(|s| s.is_ahead() && s.date >= known.today());
    let open = ahead().filter(|s| s.status == SittingStatus::Planned).min_by_key(|s| (s.date, s.start, s.id));
    Ok(open.or_else(|| ahead().min_by_key(|s| (s.date, s.start, s.id))))
}

impl Ask for Agenda {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn further(&self, known: &Known) -> Scope {
        meant(known, self.sitting).ok().flatten().map_or_else(Scope::default, |s| Scope::day(s.date))
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let (diary, now) = (known.diary, known.now.moment());
        let of = meant(known, self.sitting)?;
        let panel = of.map(|s| s.panel).and_then(|p| diary.get::<Panel>(p));
        let Some((of, panel)) = of.zip(panel) else {
            return Ok(Answer::Agenda(AgendaView { now, ..AgendaView::default() }));
        };
        let items: Vec<&AgendaItem> =
            sitting::items(diary, of.id).into_iter().filter(|i| i.status != ItemStatus::Withdrawn).collect();
        let listed: Vec<&AgendaItem> = items.iter().copied().filter(|i| i.status == ItemStatus::Listed).collect();
        let (ordered, wanted) = list::wanted(diary, &listed);
        let frame = list::frame(diary, of, &ordered)?;
        let timed: Vec<_> = wanted.into_iter().zip(ordered.iter().map(|i| i.start)).collect();
        let wrong = clashes(&frame, &timed);
        let why: Vec<_> = ordered.iter().map(|i| i.id).zip(turns(&frame, &timed)).collect();
        // what is on the list of a sitting that nobody held waits as much as what is on none
        let unlisted = |i: &AgendaItem| match i.sitting.and_then(|s| diary.get::<Sitting>(s)) {
            Some(sitting) => sitting.id != of.id && sitting.is_missed(now),
            None => true,
        };
        let mut waiting: Vec<&AgendaItem> = diary
            .pointing::<AgendaItem>(panel.id)
            .filter(|i| i.panel == panel.id && i.status == ItemStatus::Listed && unlisted(i))
            .collect();
        waiting.sort_by_key(|i| (i.sort != ItemSort::Ratification, i.since, i.id));
        Ok(Answer::Agenda(AgendaView {
            now,
            clock: clock(Some(panel), of, diary.settings()),
            rows: items
                .into_iter()
                .map(|i| {
                    let turn = why.iter().find(|(id, _)| *id == i.id).and_then(|(_, turn)| turn.clone());
                    ListRow { turn, ..ListRow::of(known, i, panel, Some(of), &wrong) }
                })
                .collect(),
            waiting: waiting.into_iter().map(|i| ListRow::of(known, i, panel, None, &[])).collect(),
            sitting: Some(of.clone()),
        }))
    }
}

impl ListRow {
    fn see(&mut self, cut: &Cutter) {
        if cut.viewer.may_know(cut.diary, self.item.id.key()) {
            return;
        }
        let AgendaItem { id, panel, sitting, part, order, start, minutes, status, .. } = self.item.clone();
        let item = AgendaItem { id, panel, sitting, part, order, start, minutes, status, ..AgendaItem::default() };
        *self = Self {
            item,
            known: false,
            children: Vec::new(),
            asks: Vec::new(),
            gates: Vec::new(),
            turn: None,
            clashes: Vec::new(),
            leaves: Vec::new(),
            chair: self.chair,
            own: false,
            lacks: std::mem::take(&mut self.lacks),
            mends: std::mem::take(&mut self.mends),
            ratify_by: None,
        };
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.push(self.item.id.key());
        keys.extend(self.children.iter().map(|c| c.key()));
        keys.extend(self.item.presenters.iter().copied().chain(self.item.parties.iter().map(|p| p.key())));
        keys.extend(self.leaves.iter().map(|r| r.who.key()).chain(self.chair.map(|c| c.key())));
        keys.extend(self.mends.iter().flat_map(|a| a.in_place_of.into_iter().chain([a.who])).map(|p| p.key()));
        match &self.turn {
            Some(Turn::Presenter { who, by, .. }) => keys.extend(by.iter().copied().chain([*who])),
            Some(Turn::Apart { from }) => keys.push(from.key()),
            Some(Turn::InTurn | Turn::Pinned | Turn::Earlier | Turn::Break { .. }) | None => {}
        }
        for clash in &self.clashes {
            match clash {
                Clash::Presenter { who, by, .. } => keys.extend(by.iter().copied().chain([*who])),
                Clash::Apart { from: other } | Clash::Overlaps { other } => keys.push(other.key()),
                Clash::NoTime | Clash::Outside | Clash::Break { .. } => {}
            }
        }
    }
}

impl Seen for AgendaView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        self.rows.iter_mut().chain(&mut self.waiting).for_each(|row| row.see(cut));
        if let Some(sitting) = &mut self.sitting {
            cut::minutes(cut.viewer, cut.diary, sitting);
        }
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        self.rows.iter().chain(&self.waiting).for_each(|row| row.keys(keys));
        if let Some(of) = &self.sitting {
            keys.extend(
                of.attendance.iter().map(|a| a.who.key()).chain([of.panel.key()]).chain(of.room.map(|r| r.key())),
            );
        }
    }
}

/// The sittings of the panels over some days.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Sittings {
    /// Of this panel only.
    pub panel: Option<PanelId>,
    /// The days; from today on where they are left out.
    pub days: Option<Days>,
}

/// A sitting in the calendar.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SittingLine {
    /// The sitting.
    pub sitting: SittingId,
    /// The panel.
    pub panel: PanelId,
    /// When.
    pub date: Day,
    /// From when to when.
    pub span: Span,
    /// In which room.
    pub room: Option<RoomId>,
    /// How far it is.
    pub status: SittingStatus,
    /// When what is due for it.
    pub clock: SittingClock,
    /// Items on its list.
    pub items: u16,
    /// Minutes of its time that no item has.
    pub free_min: u16,
    /// Who said they come, who sent apologies, who has not answered.
    pub replies: [u16; 3],
    /// How far its minutes are.
    pub minutes: MinutesStage,
}

/// The calendar.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct SittingsView {
    /// Now.
    pub now: Moment,
    /// The sittings, by day.
    pub rows: Vec<SittingLine>,
}

impl Ask for Sittings {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::default()
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let (diary, now) = (asked.known.diary, asked.known.now.moment());
        let days = self.days.unwrap_or(Days::new(now.day, now.day + 366));
        let line = |s: &Sitting| {
            let items: Vec<&AgendaItem> =
                sitting::items(diary, s.id).into_iter().filter(|i| i.status != ItemStatus::Withdrawn).collect();
            let taken: u16 = items.iter().map(|i| i.minutes).sum();
            let pauses: u16 = s.breaks.iter().map(|b| b.to.0 - b.from.0).sum();
            let said = |reply| s.attendance.iter().filter(|a| a.reply == reply).count() as u16;
            SittingLine {
                sitting: s.id,
                panel: s.panel,
                date: s.date,
                span: s.span(),
                room: s.room,
                status: s.status,
                clock: clock(diary.get::<Panel>(s.panel), s, diary.settings()),
                items: items.len() as u16,
                free_min: (s.end.0 - s.start.0).saturating_sub(taken + pauses),
                replies: [said(InviteReply::Accepted), said(InviteReply::Apologies), said(InviteReply::None)],
                minutes: s.minutes.stage,
            }
        };
        // one that nobody held or called off is there until somebody does
        let shown = |s: &Sitting| days.hold(s.date) || self.days.is_none() && s.is_missed(now);
        let wanted = |s: &&Sitting| shown(s) && self.panel.is_none_or(|p| p == s.panel);
        let mut rows: Vec<SittingLine> = diary.open::<Sitting>().filter(wanted).map(line).collect();
        rows.sort_by_key(|r| (r.date, r.span.from, r.sitting));
        Ok(Answer::Sittings(SittingsView { now, rows }))
    }
}

impl Seen for SittingsView {
    fn see(&mut self, _: &Cutter) -> Result<(), Refusal> {
        Ok(())
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        for row in &self.rows {
            keys.extend([row.sitting.key(), row.panel.key()].into_iter().chain(row.room.map(|r| r.key())));
        }
    }
}
