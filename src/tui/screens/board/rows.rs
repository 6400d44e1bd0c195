//! The board's rows: what of a day stands in which row, and how a cursor walks it. Pure; the drawing is in `draw`.

use crate::desk::Names;
use crate::desk::queries::{DayView, PersonRow};
use crate::domain::*;
use crate::lines;

choices! {
    /// What the rows are.
    Rows {
        /// Rooms, by site.
        #[default] Rooms "rooms",
        /// Officers.
        Officers "officers",
        /// Drivers.
        Drivers "drivers",
        /// Children with a session that day.
        Children "children",
    }
}

impl Rows {
    /// The next sort of rows, and round again.
    pub(crate) fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }
}

/// A row of the board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Row {
    /// The room, officer, driver or child; `None` for the row of what has none.
    pub key: Option<Key>,
    /// What it is called.
    pub title: String,
    /// A word more: capacity, site.
    pub also: String,
    /// When it cannot be used: shut, away, outside hours.
    pub shut: Vec<(Span, String)>,
    /// Its blocks, by start.
    pub blocks: Vec<Block>,
}

/// A session, or a leg of one, in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Block {
    /// The session's place in the day's list.
    pub session: usize,
    /// The minutes it takes in this row.
    pub span: Span,
}

/// Makes the rows of a day.
pub(crate) fn rows(view: &DayView, names: &Names, sort: Rows, cancelled: bool) -> Vec<Row> {
    let shown: Vec<(usize, &Session)> = view
        .sessions
        .iter()
        .enumerate()
        .filter(|(_, s)| {
            let takes = s.status.takes_place() && !lines::has_lapsed(s, &view.findings);
            cancelled || takes || s.status == SessionStatus::Draft
        })
        .collect();
    match sort {
        Rows::Rooms => rooms(view, &shown),
        Rows::Officers => people(&view.officers, names, &shown, |s, key| {
            let ours = s.officers.iter().any(|o| o.key() == key);
            ours.then(|| s.on_site()).into_iter().collect()
        }),
        Rows::Drivers => people(&view.drivers, names, &shown, |s, key| {
            let ours = |l: &&Leg| l.driver.is_some_and(|d| d.key() == key) || l.escort.is_some_and(|d| d.key() == key);
            s.legs.iter().filter(ours).map(Leg::span).collect()
        }),
        Rows::Children => children(names, &shown),
    }
}

fn rooms(view: &DayView, shown: &[(usize, &Session)]) -> Vec<Row> {
    let site_of = |id: SiteId| view.sites.iter().find(|s| s.id == id);
    let mut rows: Vec<Row> = Vec::new();
    for room in &view.rooms {
        let site = site_of(room.site);
        let base = site.is_some_and(|s| s.base);
        let shut = view.shut.iter().filter(|s| s.place == room.id.key() || s.place == room.site.key());
        let mut shut: Vec<(Span, String)> = shut.map(|s| (s.span, s.reason.to_string())).collect();
        shut.extend(closed_hours(site.map_or(&[][..], |s| s.hours.on(view.day))));
        rows.push(Row {
            key: Some(room.id.key()),
            title: room.name.to_string(),
            also: if base { room.capacity.to_string() } else { site.map_or_else(String::new, |s| s.name.to_string()) },
            shut,
            blocks: blocks(shown, |s| (s.room == Some(room.id)).then(|| s.span()).into_iter().collect()),
        });
    }
    // rooms of other sites crowd the board only when they are in use
    let base: Vec<Key> =
        view.rooms.iter().filter(|r| site_of(r.site).is_some_and(|s| s.base)).map(|r| r.id.key()).collect();
    rows.retain(|r| !r.blocks.is_empty() || r.key.is_some_and(|k| base.contains(&k)) || base.is_empty());
    let out = blocks(shown, |s| if s.room.is_none() { vec![s.span()] } else { Vec::new() });
    if !out.is_empty() {
        let title = "No room".to_owned();
        rows.push(Row { key: None, title, also: "community".into(), shut: Vec::new(), blocks: out });
    }
    rows
}

fn people(
    people: &[PersonRow],
    names: &Names,
    shown: &[(usize, &Session)],
    spans: impl Fn(&Session, Key) -> Vec<Span>,
) -> Vec<Row> {
    let row = |p: &PersonRow| {
        let mut shut: Vec<(Span, String)> = p.away.iter().map(|s| (*s, "away".to_owned())).collect();
        shut.extend(closed_hours(&p.hours));
        Row {
            key: Some(p.key),
            title: names.say(p.key).to_owned(),
            also: String::new(),
            shut,
            blocks: blocks(shown, |s| spans(s, p.key)),
        }
    };
    let mut rows: Vec<Row> = people.iter().map(row).collect();
    rows.sort_by_key(|r| (r.blocks.is_empty(), r.title.clone()));
    rows
}

fn children(names: &Names, shown: &[(usize, &Session)]) -> Vec<Row> {
    let mut keys: Vec<Option<Key>> = Vec::new();
    for (_, session) in shown {
        if session.children.is_empty() {
            keys.push(None);
        }
        keys.extend(session.children.iter().map(|c| Some(c.key())));
    }
    keys.sort_unstable();
    keys.dedup();
    let row = |key: Option<Key>| Row {
        key,
        title: key.map_or("(restricted)", |k| names.say(k)).to_owned(),
        also: String::new(),
        shut: Vec::new(),
        blocks: blocks(shown, |s| {
            let ours = key.map_or(s.children.is_empty(), |k| s.children.iter().any(|c| c.key() == k));
            ours.then(|| s.span()).into_iter().collect()
        }),
    };
    let mut rows: Vec<Row> = keys.into_iter().map(row).collect();
    rows.sort_by(|a, b| a.title.cmp(&b.title));
    rows
}

fn blocks(shown: &[(usize, &Session)], spans: impl Fn(&Session) -> Vec<Span>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (index, session) in shown {
        blocks.extend(spans(session).into_iter().map(|span| Block { session: *index, span }));
    }
    blocks.sort_by_key(|b| (b.span.from, b.session));
    blocks
}

/// The parts of the day that no opening hours cover.
fn closed_hours(hours: &[Span]) -> Vec<(Span, String)> {
    let mut closed = Vec::new();
    let mut from = Minute(0);
    for open in hours {
        if from < open.from {
            closed.push((Span::new(from, open.from), String::new()));
        }
        from = from.max(open.to);
    }
    if from < Minute::END {
        closed.push((Span::new(from, Minute::END), String::new()));
    }
    closed
}

/// Where the cursor is: a row and, in it, a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Cursor {
    /// The row.
    pub row: usize,
    /// The block of the row; a row without blocks has none and takes 0.
    pub block: usize,
}

impl Cursor {
    /// The block under the cursor.
    pub(crate) fn block<'a>(&self, rows: &'a [Row]) -> Option<&'a Block> {
        rows.get(self.row)?.blocks.get(self.block)
    }

    /// Within the rows there are.
    pub(crate) fn within(self, rows: &[Row]) -> Self {
        let row = self.row.min(rows.len().saturating_sub(1));
        let blocks = rows.get(row).map_or(0, |r| r.blocks.len());
        Self { row, block: self.block.min(blocks.saturating_sub(1)) }
    }

    /// To the next or previous block: along the row, then on to the next row with blocks.
    pub(crate) fn along(self, rows: &[Row], forward: bool) -> Self {
        let all: Vec<Self> = rows
            .iter()
            .enumerate()
            .flat_map(|(row, r)| (0..r.blocks.len()).map(move |block| Self { row, block }))
            .collect();
        let here = all.iter().position(|c| *c == self);
        let next = match (here, forward) {
            (Some(i), true) => all.get(i + 1),
            (Some(i), false) => i.checked_sub(1).and_then(|i| all.get(i)),
            (None, true) => all.iter().find(|c| c.row >= self.row),
            (None, false) => all.iter().rev().find(|c| c.row <= self.row),
        };
        next.copied().unwrap_or(self)
    }

    /// Up or down a row, to the block nearest in time.
    pub(crate) fn across(self, rows: &[Row], by: isize) -> Self {
        if rows.is_empty() {
            return Self::default();
        }
        let row = self.row.saturating_add_signed(by).min(rows.len() - 1);
        let now = self.block(rows).map(|b| b.span.from);
        let near = |at: Minute| {
            let blocks = rows[row].blocks.iter().enumerate();
            blocks.min_by_key(|(_, b)| b.span.from.0.abs_diff(at.0)).map_or(0, |(i, _)| i)
        };
        Self { row, block: now.map_or(0, near) }
    }

    /// On a session, wherever it stands now; stays where it is if it stands nowhere.
    pub(crate) fn on(self, rows: &[Row], view: &DayView, session: SessionId) -> Self {
        let is = |b: &Block| view.sessions.get(b.session).is_some_and(|s| s.id == session);
        let found =
            rows.iter().enumerate().find_map(|(row, r)| r.blocks.iter().position(is).map(|block| Self { row, block }));
        found.unwrap_or_else(|| self.within(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> DayView {
        let room = |id, name: &str| Room {
            id: RoomId(id),
            site: SiteId(1),
            name: name.parse().unwrap(),
            capacity: 8,
            ..Room::default()
        };
        let session = |id, room, from: u16, to: u16| Session {
            id: SessionId(id),
            room: Some(RoomId(room)),
            start: Minute::at(from, 0),
            end: Minute::at(to, 0),
            status: SessionStatus::Booked,
            children: vec![ChildId(id)],
            ..Session::default()
        };
        let day: Day = "2026-11-26".parse().unwrap();
        DayView {
            day,
            sites: vec![Site {
                id: SiteId(1),
                base: true,
                hours: "Mon-Fri 08:30-18:30".parse().unwrap(),
                ..Site::default()
            }],
            rooms: vec![room(1, "Oak"), room(2, "Elm"), room(3, "Ash")],
            sessions: vec![session(1, 1, 9, 10), session(2, 3, 12, 13), session(3, 1, 14, 15)],
            ..DayView::default()
        }
    }

    #[test]
    fn a_cursor_walks_blocks_along_and_across() {
        let view = view();
        let rows = rows(&view, &Names::default(), Rows::Rooms, false);
        let start = Cursor::default();
        let second = start.along(&rows, true);
        assert_eq!(second, Cursor { row: 0, block: 1 });
        assert_eq!(second.along(&rows, true), Cursor { row: 2, block: 0 });
        assert_eq!(second.across(&rows, 2), Cursor { row: 2, block: 0 });
        assert_eq!(start.along(&rows, false), start);
        assert_eq!(start.on(&rows, &view, SessionId(2)), Cursor { row: 2, block: 0 });
    }

    #[test]
    fn shut_hours_are_what_no_opening_covers() {
        let rows = rows(&view(), &Names::default(), Rows::Rooms, false);
        let shut: Vec<_> = rows[0].shut.iter().map(|(s, _)| s.to_string()).collect();
        assert_eq!(shut, ["00:00-08:30", "18:30-24:00"]);
    }

    #[test]
    fn cancelled_sessions_leave_the_board_unless_they_are_asked_for() {
        let mut view = view();
        view.sessions[0].status = SessionStatus::CancelledOnDay;
        assert_eq!(rows(&view, &Names::default(), Rows::Rooms, false)[0].blocks.len(), 1);
        assert_eq!(rows(&view, &Names::default(), Rows::Rooms, true)[0].blocks.len(), 2);
    }
}
