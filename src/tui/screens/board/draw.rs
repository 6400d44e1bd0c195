//! Drawing the board: heading, ruler, rows with their blocks, and the pane about the block under the cursor.

use super::{Board, Row, Rows};
use crate::desk::About;
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::pen::Pen;
use crate::tui::screens::timeline::Timeline;
use crate::tui::text;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// Columns of a row's name.
const LABEL: u16 = 12;

/// The same where there is room.
const WIDE_LABEL: u16 = 24;

impl Board {
    /// Draws it; the cursor's place is the block it stands on.
    pub(super) fn paint(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let head = pen.heading(area);
        self.heading(pen, head);
        let pane = if area.height >= 40 { 16 } else { (area.height / 3).clamp(3, 9) };
        let waiting = self.waiting(pen, Rect { y: area.y + 1, height: area.height / 8, ..area });
        let top = 1 + waiting;
        let grid = Rect { y: area.y + top, height: area.height.saturating_sub(pane + 1 + top), ..area };
        let below = Rect { y: grid.bottom(), height: pane + 1, ..area };
        let place = self.grid(pen, grid);
        self.mend(pen, Rect { y: grid.y + 1, height: grid.height.saturating_sub(1), ..grid });
        self.pane(pen, below);
        place
    }

    /// What waits for somebody, first on the board; how many lines it takes.
    fn waiting(&self, pen: &mut Pen, area: Rect) -> u16 {
        let today = self.now.map_or(self.day, |now| now.day);
        let notes = self.view.notes.iter().map(|note| format!("* {}", lines::note(note, today)));
        let tasks = self.view.tasks.iter().map(|task| format!("* {}", lines::task(task, &self.names, today)));
        let all: Vec<String> = notes.chain(tasks).collect();
        if all.is_empty() {
            return 0;
        }
        let room = usize::from(area.height.max(1));
        let shown = if all.len() <= room { all.len() } else { room.saturating_sub(1).max(1) };
        let wide = area.width.saturating_sub(2);
        for (line, y) in all[..shown].iter().zip(area.y..) {
            pen.text(area.x + 1, y, wide, &text::cut(line, wide, pen.glyphs().more), Tone::Strong);
        }
        let mut used = shown as u16;
        if shown < all.len() && shown < room {
            let more = format!("* and {} more", all.len() - shown);
            pen.text(area.x + 1, area.y + used, wide, &more, Tone::Dim);
            used += 1;
        }
        used
    }

    /// The day, as much about it as there is room for, and the day's counts: what is to be mended is never cut.
    fn heading(&self, pen: &mut Pen, area: Rect) {
        let dot = format!(" {} ", pen.glyphs().dot);
        let day = said::long(self.day);
        let week = format!("{day}{dot}wk {}", self.day.week());
        let sort = match &self.view.bank_holiday {
            Some(holiday) => holiday.clone(),
            None if !self.loaded => String::new(),
            None => self.view.term.map_or("", |term| if term { "term" } else { "no school" }).to_owned(),
        };
        let all = if sort.is_empty() { week.clone() } else { format!("{week}{dot}{sort}") };
        let mut counts = if self.loaded { self.counts() } else { Vec::new() };
        let wide = counts.iter().map(|(what, _)| text::width(what) + 2).sum::<u16>();
        let fits = |left: &String| text::width(left) + wide + 3 <= area.width;
        let short = said::short(self.day);
        let left = [all, week, day].into_iter().find(fits).unwrap_or_else(|| {
            counts.reverse();
            short
        });
        let used = pen.text(area.x + 1, area.y, area.width.saturating_sub(1), &left, Tone::Title);
        let gap = if text::width(&left) + wide + 4 < area.width { 4 } else { 3 };
        let mut x = area.x + used + gap;
        for (what, tone) in counts {
            x += pen.text(x, area.y, area.right().saturating_sub(x), &what, tone) + 2;
        }
    }

    fn counts(&self) -> Vec<(String, Tone)> {
        let on: Vec<&Session> = self.view.sessions.iter().filter(|s| self.takes(s)).collect();
        let unconfirmed = on.iter().filter(|s| matches!(s.status, SessionStatus::Booked | SessionStatus::Held)).count();
        let blocked = on.iter().filter(|s| lines::mark(s, &self.view.findings).contains('!')).count();
        vec![
            (said::count(on.len(), "session"), Tone::Plain),
            (format!("{unconfirmed} unconfirmed"), if unconfirmed > 0 { Tone::Warn } else { Tone::Dim }),
            (format!("{blocked} to mend"), if blocked > 0 { Tone::Error } else { Tone::Dim }),
        ]
    }

    fn grid(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        if area.height < 2 {
            return None;
        }
        let name = if area.width >= 120 { WIDE_LABEL } else { LABEL };
        let hours = self.view.sites.iter().flat_map(|s| s.hours.on(self.day)).copied();
        let spans = hours.chain(self.view.sessions.iter().map(Session::on_site));
        let scale = Timeline::over(spans, area.x + name + 2, area.width.saturating_sub(name + 3));
        self.ruler(pen, area, scale);
        let shown = area.height as usize - 1;
        let last = self.rows.len().saturating_sub(shown);
        let top = self.top.get().clamp((self.cursor.row + 1).saturating_sub(shown), self.cursor.row).min(last);
        self.top.set(top);
        let mut place = None;
        for ((index, row), y) in self.rows.iter().enumerate().skip(top).zip(area.y + 1..area.bottom()) {
            let here = index == self.cursor.row;
            if here {
                let marker = pen.glyphs().marker;
                pen.text(area.x, y, 1, marker, Tone::Selected);
                place = pen.at(area.x, y);
            }
            label(pen, area.x + 1, y, name, (row, here));
            place = self.row(pen, row, here, y, scale).or(place);
        }
        if self.rows.is_empty() && self.loaded {
            let none = match self.sort {
                Rows::Children => "no child has a contact on this day; b books one".to_owned(),
                sort => format!("no {} yet; g r opens the registers, where a adds them", sort.said()),
            };
            let below = Rect { x: area.x + 2, y: area.y + 1, width: area.width.saturating_sub(3), height: 2 };
            pen.wrapped(below, &none, Tone::Dim);
        }
        place
    }

    /// Where rows leave lines free, the day's sessions that have something to mend, by start, with the first of it.
    fn mend(&self, pen: &mut Pen, area: Rect) {
        let used = self.rows.len() as u16 + 1;
        let mut found: Vec<(&Session, &About)> = Vec::new();
        for session in self.view.sessions.iter().filter(|s| self.takes(s)) {
            found.extend(self.findings_of(session.id).first().filter(|f| f.finding.blocks()).map(|f| (session, *f)));
        }
        // a heading and one line say too little to be worth the eye's way
        if found.is_empty() || area.height < used + 4 {
            return;
        }
        found.sort_by_key(|(session, _)| session.start);
        let speak = Speak::new(&self.names);
        let rest = Rect { y: area.y + used, height: area.height - used, ..area };
        pen.text(rest.x + 1, rest.y, rest.width, "TO MEND", Tone::Dim);
        let shown = if found.len() < rest.height as usize { found.len() } else { rest.height as usize - 2 };
        let mut y = rest.y + 1;
        for (session, about) in &found[..shown] {
            let who = match session.children.as_slice() {
                [] => "busy".to_owned(),
                [one] => speak.of(*one),
                [first, rest @ ..] => format!("{}+{}", speak.of(*first), rest.len()),
            };
            let line = format!("! {} {who}: {}", session.start, lines::finding(about, &self.names));
            let wide = rest.width.saturating_sub(2);
            let line = text::cut(&line, wide, pen.glyphs().more);
            pen.text(rest.x + 1, y, wide, &line, Tone::Error);
            y += 1;
        }
        if shown < found.len() {
            let more = format!("  and {} more; ! goes to each", found.len() - shown);
            pen.text(rest.x + 1, y, rest.width.saturating_sub(2), &more, Tone::Dim);
        }
    }

    fn ruler(&self, pen: &mut Pen, area: Rect, scale: Timeline) {
        pen.text(area.x + 1, area.y, LABEL, &self.sort.said().to_uppercase(), Tone::Dim);
        scale.ruler(pen, area.y);
    }

    fn row(&self, pen: &mut Pen, row: &Row, here: bool, y: u16, scale: Timeline) -> Option<Position> {
        scale.row(pen, y);
        for (span, why) in &row.shut {
            let (from, to) = (scale.at(span.from), scale.at(span.to));
            if to > from {
                let wide = (to - from) as usize;
                let fill = if why.is_empty() {
                    " ".repeat(wide)
                } else {
                    format!("{:#<wide$}", text::head(&format!("## {why} "), to - from))
                };
                pen.text(from, y, to - from, &fill, Tone::Dim);
            }
        }
        if let Some(now) = self.now.filter(|now| now.day == self.day && scale.shows(now.minute)) {
            let bar = pen.glyphs().bar;
            pen.text(scale.at(now.minute), y, 1, bar, Tone::Key);
        }
        let mut place = None;
        for (index, block) in row.blocks.iter().enumerate() {
            let Some(session) = self.view.sessions.get(block.session) else { continue };
            let selected = here && index == self.cursor.block;
            let (inside, tone) = self.face(session, selected);
            place = scale.block(pen, y, block.span, (&inside, tone), selected).or(place);
        }
        place
    }

    /// What stands in a block: marks first, then whom it is for.
    fn face(&self, session: &Session, selected: bool) -> (String, Tone) {
        let speak = Speak::new(&self.names);
        let mark = if self.takes(session) { lines::mark(session, &self.view.findings) } else { "x".to_owned() };
        let first = match session.children.as_slice() {
            [] => "busy".to_owned(),
            [one] => speak.of(*one).split(' ').next().unwrap_or_default().to_owned(),
            many => {
                let first = speak.of(many[0]);
                format!("{}+{}", first.split(' ').next().unwrap_or_default(), many.len() - 1)
            }
        };
        let initials: Vec<String> = session.officers.iter().map(|o| initials(&speak.of(*o))).collect();
        let tone = match mark.chars().next() {
            _ if selected => Tone::Selected,
            Some('!') => Tone::Error,
            Some('?') => Tone::Warn,
            Some('x') => Tone::Dim,
            _ => Tone::Plain,
        };
        let gap = if mark.is_empty() { "" } else { " " };
        (format!("{mark}{gap}{first} {}", initials.join("+")), tone)
    }

    fn pane(&self, pen: &mut Pen, area: Rect) {
        let line = pen.glyphs().dash.repeat(area.width as usize);
        pen.text(area.x, area.y, area.width, &line, Tone::Dim);
        let inside = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(1),
        };
        let Some(session) = self.session() else {
            let nothing = match self.rows.get(self.cursor.row) {
                Some(row) => format!("{}: nothing booked here", row.title),
                None if self.loaded => "nothing booked".to_owned(),
                None => "asking the desk".to_owned(),
            };
            pen.text(inside.x, inside.y, inside.width, &nothing, Tone::Dim);
            return;
        };
        let mut y = inside.y;
        for (words, tone) in self.about(session, pen.glyphs().dot) {
            if y >= inside.bottom() {
                break;
            }
            let left = Rect { y, height: inside.bottom() - y, ..inside };
            y += pen.wrapped(left, &words, tone).max(1);
        }
    }

    /// Everything about a session, in lines: what is wrong comes right after what it is.
    fn about(&self, session: &Session, dot: &str) -> Vec<(String, Tone)> {
        let speak = Speak::new(&self.names);
        let dot = format!(" {dot} ");
        let head = [
            format!("{} {}", session.id, lines::children(session, speak)),
            session.span().to_string(),
            lines::place(session, speak),
            lines::officers(session, speak),
            lines::stands(session),
        ];
        let mut about =
            vec![(head.iter().filter(|h| !h.is_empty()).cloned().collect::<Vec<_>>().join(&dot), Tone::Strong)];
        for found in self.findings_of(session.id) {
            let (sign, tone) = if found.finding.blocks() { ("!", Tone::Error) } else { ("?", Tone::Warn) };
            about.push((format!("{sign} {}", lines::finding(found, &self.names)), tone));
        }
        if session.status.is_ahead() {
            let refusing = session.declined().into_iter();
            about.extend(refusing.map(|who| (format!("! {} has said no", self.names.say(who)), Tone::Error)));
        }
        let on_site = session.adults_on_site();
        if !session.parties.is_empty() {
            about.push((
                format!("with {} {on_site}{dot}{}", lines::adults(session, speak), session.level.said()),
                Tone::Plain,
            ));
        }
        if !session.legs.is_empty() {
            about.push((lines::journeys(session, speak), Tone::Plain));
        }
        let happened = lines::so_far(session);
        if !happened.is_empty() {
            about.push((happened, Tone::Plain));
        }
        if let Some(late) = &session.late {
            about.push((format!("child late by {} min: {}", late.lost_min, lines::late_said(late)), Tone::Plain));
        }
        if let Some(cancel) = &session.cancel {
            let words = if cancel.words.is_empty() { String::new() } else { format!("; {}", &*cancel.words) };
            let what = if session.status.takes_place() { session.status.said() } else { "cancelled" };
            about.push((format!("{what} by {}: {}{words}", cancel.by.said(), cancel.reason.said()), Tone::Plain));
        }
        if !session.notes.is_empty() {
            about.push((session.notes.to_string(), Tone::Plain));
        }
        about
    }
}

/// A row's name, and what tells it apart as far as there is room for it.
fn label(pen: &mut Pen, x: u16, y: u16, wide: u16, (row, here): (&Row, bool)) {
    let tone = if here { Tone::Selected } else { Tone::Plain };
    let used = pen.text(x, y, wide, &row.title, tone);
    let also = text::width(&row.also).min(wide.saturating_sub(used + 1));
    pen.right(x + wide, y, also, text::head(&row.also, also), Tone::Dim);
}

/// `T. Shah` is TS, `Anna Maria Kowalska` AMK.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|w| w.chars().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_what_a_wall_chart_shows() {
        assert_eq!(
            (initials("T. Shah"), initials("Anna Maria Kowalska"), initials("")),
            ("TS".into(), "AMK".into(), String::new())
        );
    }
}
