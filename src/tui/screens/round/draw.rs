//! Drawing the round: what is about to leave, the calls, and the pane about the one under the cursor.

use super::Round;
use crate::desk::queries::{Call, Car, RoundView, Standing};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::list::{self, Cells};
use crate::tui::pen::Pen;
use crate::tui::screens::headed;
use crate::tui::text;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// Minutes before its last moment from which a call is pressing.
const SOON: i64 = 30;
/// Columns from which every call is told in full.
const WIDE: u16 = 110;
/// Columns below which only who and how it stands are.
const NARROW: u16 = 60;

impl Round {
    /// Draws it; the cursor's place is the call it stands on.
    pub(super) fn paint(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let settled = |c: &&Call| matches!(c.state.standing, Standing::Confirmed | Standing::Declined);
        let done = self.view.calls.iter().filter(settled).count();
        let counts = if self.loaded {
            format!("{} to ring, {done} settled, {} to tell", self.view.calls.len() - done, self.view.tell.len())
        } else {
            String::new()
        };
        let mut inside = headed(pen, area, &format!("Calls {}", said::long(self.day)), &counts);
        for (line, tone) in self.urgent_lines(area.height / 6) {
            // on a narrow screen a line more says whom the car waits for
            let most = if inside.width < NARROW { 2 } else { 1 };
            if inside.height > most + 1 {
                let wide = inside.width.saturating_sub(2);
                let line = if most == 1 { text::cut(&line, wide, pen.glyphs().more).into_owned() } else { line };
                let head = Rect { x: inside.x + 1, width: wide, height: most, ..inside };
                let used = pen.wrapped(head, &line, tone).max(1);
                inside = Rect { y: inside.y + used, height: inside.height - used, ..inside };
            }
        }
        let pane = if area.height < 16 { 0 } else { (area.height / 3).clamp(6, 10) };
        let list = Rect { height: inside.height.saturating_sub(pane), ..inside };
        self.pane(pen, Rect { y: list.bottom(), height: pane, ..inside });
        let many = fitting(list.width);
        let heading = ["  BY", "WHO", "STANDS", "NUMBER", "ABOUT", ""];
        let heading = Cells(heading[..many].iter().map(|h| ((*h).to_owned(), Tone::Dim)).collect());
        let shown: Vec<Cells> = self.rows.iter().map(|row| Cells(row.0[..many].to_vec())).collect();
        if shown.is_empty() && self.loaded {
            pen.text(list.x + 2, list.y, list.width, "nobody is to be rung about this day", Tone::Dim);
            return pen.at(list.x, list.y);
        }
        list::draw_under(pen, list, Some(&heading), &self.cursor, |at| &shown[at])
    }

    /// What leaves for somebody who has not confirmed, and what can be let go: the first thing on the screen.
    fn urgent_lines(&self, room: u16) -> Vec<(String, Tone)> {
        let speak = Speak::new(&self.names);
        let open: Vec<&Car> = self.view.cars.iter().filter(|car| car.is_open()).collect();
        let room = usize::from(room.max(1));
        let shown = if open.len() <= room { open.len() } else { (room - 1).max(1) };
        let mut lines: Vec<(String, Tone)> = Vec::new();
        for car in &open[..shown] {
            let pressing = !car.stood_down() && car.in_min.is_some_and(|min| min <= SOON);
            let tone = if pressing { Tone::Error } else { Tone::Warn };
            lines.push((format!("{} {}", if pressing { "!" } else { "?" }, lines::car(car, speak)), tone));
        }
        if shown < open.len() && shown < room {
            lines.push((format!("? and {} more; ! goes to each", open.len() - shown), Tone::Warn));
        }
        let ready = self.view.cars.iter().filter(|car| car.ready).count();
        if ready > 0 {
            lines.push((
                format!("* {} confirmed and still held; A lets go of all", said::count(ready, "car")),
                Tone::Good,
            ));
        }
        if self.view.restricted > 0 {
            let many = said::count(self.view.restricted, "session");
            lines.push((format!("? {many} of restricted cases: those on their lists ring"), Tone::Dim));
        }
        lines
    }

    fn pane(&self, pen: &mut Pen, area: Rect) {
        if area.height == 0 {
            return;
        }
        let dash = pen.glyphs().dash.repeat(area.width as usize);
        pen.text(area.x, area.y, area.width, &dash, Tone::Dim);
        let wide = area.width.saturating_sub(2);
        let (mut y, end) = (area.y + 1, area.bottom().saturating_sub(1));
        for (words, tone) in self.about(pen.glyphs().dot) {
            if y >= end {
                break;
            }
            let left = Rect { x: area.x + 1, y, width: wide, height: end - y };
            y += pen.wrapped(left, &words, tone).max(1);
        }
        if self.call().is_some() && end > area.y {
            pen.text(area.x + 1, end, wide, self.keys(), Tone::Dim);
        }
    }

    /// Everything about the call under the cursor: how to reach them, what to say, which keys write down what they say.
    fn about(&self, dot: &str) -> Vec<(String, Tone)> {
        let Some(call) = self.call() else {
            let none = if self.loaded { "nobody is to be rung" } else { "asking the desk" };
            return vec![(none.to_owned(), Tone::Dim)];
        };
        let (speak, today) = (Speak::new(&self.names), self.view.at.day);
        let dot = format!(" {dot} ");
        let relation = if call.relation.is_empty() { String::new() } else { format!(" ({})", call.relation) };
        let name = lines::callee(call, speak);
        let mut lines = vec![
            (
                format!("{name}{relation}{dot}{}", lines::reach(call)),
                if call.safe_now { Tone::Strong } else { Tone::Error },
            ),
            (lines::script(call, &self.view.word, speak, today), Tone::Plain),
        ];
        let words = if call.state.words.is_empty() {
            String::new()
        } else {
            format!(": {}", call.state.words.replace('\n', " "))
        };
        let tone = tone(call, &self.view);
        lines.push((format!("{}{words}{dot}{}", lines::standing(call, today), call.session), tone));
        if let Some(car) = self.car() {
            lines.push((format!("{}, {}", lines::car(car, speak), car.status.said()), Tone::Plain));
        }
        lines
    }

    /// The keys that write down what came of the call.
    fn keys(&self) -> &'static str {
        if self.tells() {
            "enter rings  t told  c comes  n no answer  l message  r ring back  w wording"
        } else {
            "enter rings  c comes  x does not  n no answer  l message  r ring back  s car"
        }
    }
}

/// How pressing a call is.
fn tone(call: &Call, view: &RoundView) -> Tone {
    let left = call.by.minutes_since(view.at);
    match call.state.standing {
        Standing::Confirmed => Tone::Good,
        Standing::Declined => Tone::Error,
        Standing::Ringing => Tone::Key,
        Standing::RingBack if call.state.ring_back.is_some_and(|back| back > view.at) => Tone::Dim,
        _ if left <= 0 => Tone::Error,
        _ if left <= SOON => Tone::Warn,
        _ => Tone::Plain,
    }
}

/// A call in cells: a sign, the last moment, who, the number, how it stands, about whom.
pub(super) fn row(call: &Call, tells: bool, view: &RoundView, (speak, today): (Speak, Day)) -> Cells {
    let settled = matches!(call.state.standing, Standing::Confirmed | Standing::Declined);
    let unrung = call.state.standing == Standing::NotRung;
    let tone = tone(call, view);
    let sign = match tone {
        _ if tells => "*",
        _ if call.state.standing == Standing::Confirmed => "=",
        Tone::Error => "!",
        Tone::Warn => "?",
        _ => " ",
    };
    let day = |at: Day| if at == view.day { String::new() } else { format!("{} ", said::short(at)) };
    let plain = if settled { Tone::Dim } else { Tone::Plain };
    let number = match (call.phone.is_empty(), call.hidden) {
        (false, _) => call.phone.to_string(),
        (true, true) => "secret".to_owned(),
        (true, false) => "no number".to_owned(),
    };
    let about = if call.cancelled { "off: " } else { "" };
    let whose = format!("{}{} {about}{}", day(call.date), call.span.from, speak.all(&call.children));
    Cells(vec![
        (format!("{sign} {}{}", day(call.by.day), call.by.minute), tone),
        (lines::callee(call, speak), if settled { Tone::Dim } else { Tone::Strong }),
        (if tells && unrung { "to be told".to_owned() } else { lines::standing(call, today) }, tone),
        (number, plain),
        (whose, plain),
        (lines::script_note(call), Tone::Dim),
    ])
}

/// As many of a row's cells as there is room for, the most telling first.
fn fitting(columns: u16) -> usize {
    match columns {
        ..NARROW => 3,
        NARROW..WIDE => 5,
        _ => 6,
    }
}
