//! The picture of the board: the layers from back to front, the hint box, and the status line.

use super::action::{Args, Call};
use super::app::{App, Placed};
use super::keymap::spelt;
use super::pen::Pen;
use super::text;
use super::theme::Tone;
use crate::desk::commands::command_row;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::borrow::Cow;

/// Below this the board only asks for more room. Keys work all the same.
pub(super) const LEAST: (u16, u16) = (40, 10);

/// Most lines of a notice: what is said must not hide what it is said of.
const NOTICE: usize = 4;

/// Most rows of the hint box.
const HINTS: usize = 14;

impl App {
    /// Draws the board; gives the place of the cursor.
    pub fn draw(&self, buf: &mut Buffer) -> Option<Position> {
        let area = buf.area;
        let mut pen = Pen::new(buf, &self.shared.look);
        if let Some(curtain) = self.curtain {
            return curtain.draw(&mut pen, area, &self.shared.here);
        }
        if area.width < LEAST.0 || area.height < LEAST.1 {
            let (columns, rows) = LEAST;
            let text = format!(
                "The board needs {columns} columns and {rows} lines; this terminal has {} and {}.",
                area.width, area.height
            );
            pen.wrapped(area, &text, Tone::Plain);
            return None;
        }
        let status = Rect { y: area.bottom() - 1, height: 1, ..area };
        let offers = u16::from(self.offers_unsent());
        let room = Rect { height: area.height - 1 - offers, ..area };
        let lowest = self.stack.iter().rposition(|placed| placed.layer.fills()).unwrap_or(0);
        let badge = self.badge(area.width, pen.glyphs().dot);
        pen.reserve(text::width(&badge) + 2);
        let mut cursor = None;
        for (at, placed) in self.stack[lowest..].iter().enumerate() {
            cursor = placed.layer.draw(&mut pen, room);
            if at == 0 {
                let tone = if self.shared.here.demo { Tone::Warn } else { Tone::Dim };
                pen.right(area.right() - 1, area.y, area.width, &badge, tone);
            }
        }
        if offers > 0 {
            self.draw_unsent(&mut pen, Rect { y: room.bottom(), height: 1, ..area });
        }
        if self.hinting() {
            self.draw_hints(&mut pen, room);
        }
        self.draw_status(&mut pen, status);
        // never off the screen: the end of the status line is a quiet place
        Some(cursor.unwrap_or(Position::new(area.right() - 1, status.y)))
    }

    /// What stands in every header: a case that is open, the store's name or DEMO, how many are here.
    fn badge(&self, columns: u16, dot: &str) -> String {
        let here = &self.shared.here;
        let mut parts = Vec::new();
        parts.extend(here.opened.map(|until| format!("CASE OPEN until {}", until.minute)));
        parts.push(text::head(&here.store, if columns < 60 { 12 } else { 24 }).to_owned());
        let mut accounts: Vec<&str> = self.shared.others.iter().map(|other| other.account.as_str()).collect();
        accounts.push(&here.account);
        accounts.sort_unstable();
        accounts.dedup();
        if accounts.len() > 1 {
            parts.push(format!("{} here", accounts.len()));
        }
        if columns >= 120 {
            parts.push(format!("{} ({})", here.account, here.role.said()));
        }
        parts.join(&format!(" {dot} "))
    }

    fn draw_status(&self, pen: &mut Pen, area: Rect) {
        let mut right = area.right();
        if let Some(since) = self.shared.away {
            let text = format!("no desk since {}: this is as it was then", since.minute);
            pen.right(right, area.y, area.width, &text, Tone::Warn);
            right = right.saturating_sub(text::width(&text) + 2);
        } else if let [first, rest @ ..] = self.beside().as_slice()
            && self.notice.is_none()
        {
            let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
            let text = format!("{first}{more} {} this open too", if rest.is_empty() { "has" } else { "have" });
            pen.right(right, area.y, area.width, &text, Tone::Warn);
            right = right.saturating_sub(text::width(&text) + 2);
        } else if self.waits() {
            let text = "waiting for the desk";
            pen.right(right, area.y, area.width, text, Tone::Warn);
            right -= text::width(text) + 2;
        }
        if !self.pending.is_empty() {
            let keys = format!("{} {}", spelt(&self.pending), pen.glyphs().more);
            pen.text(area.x + 1, area.y, right - area.x - 1, &keys, Tone::Key);
        } else if let Some((tone, what)) = &self.notice {
            // what was done is told as the journal has it; only a way out is pressed
            let what =
                if matches!(tone, Tone::Error | Tone::Warn) { self.in_keys(what) } else { Cow::Borrowed(&**what) };
            draw_notice(pen, Rect { x: area.x + 1, width: right.saturating_sub(area.x + 1), ..area }, *tone, &what);
        } else {
            self.draw_ways(pen, Rect { width: right - area.x, ..area });
        }
    }

    /// What was said, with the keys of the board in the place of the commands it names: the way out is named as scripts
    /// know it, and whoever sits here presses it. What has no key on these layers keeps its name.
    fn in_keys<'a>(&self, what: &'a str) -> Cow<'a, str> {
        let mut said = Cow::Borrowed(what);
        if !what.contains('.') {
            return said;
        }
        let key = |name: &str| {
            let chords = |placed: &Placed| {
                let scope = self.shared.keymap.scope(placed.layer.scope())?;
                let is = |call: &Call| call.action.name == name || call.action.gives == Some(name);
                let chords = scope.chords(|call| is(call) && call.args == Args::default());
                chords.split(", ").next().filter(|chord| !chord.is_empty()).map(str::to_owned)
            };
            self.stack.iter().rev().find_map(chords)
        };
        let named = |word: &&str| word.contains('.') && command_row(word).is_some();
        for word in what.split(|c: char| !(c.is_ascii_lowercase() || c == '_' || c == '.')).filter(named) {
            if let Some(key) = key(word) {
                said = Cow::Owned(said.replacen(word, &key, 1));
            }
        }
        said
    }

    /// The few keys everyone should know, as they are bound here.
    fn draw_ways(&self, pen: &mut Pen, area: Rect) {
        let Some(scope) = self.shared.keymap.scope(self.top().scope()) else { return };
        let view = self.view();
        let mut x = area.x + 1;
        let known = [
            ("form.submit", "save"),
            ("repair.save", "do all of it"),
            ("repair.next", "another"),
            ("repair.cancel", "cancel it"),
            ("rota.sick", "ill"),
            ("rota.leave", "leave"),
            ("rota.shift", "shift"),
            ("app.back", "back"),
            ("speaking.yes", "they come"),
            ("speaking.no", "they do not"),
            ("ledger.narrow", "of one child"),
            ("series.book", "book ahead"),
            ("series.change", "change"),
            ("series.slots", "find a slot"),
            ("app.help", "keys"),
            ("app.command", "command"),
            ("app.palette", "everything"),
        ];
        for (name, what) in known {
            let chords = scope.chords(|call| call.action.name == name);
            let Some(chord) = chords.split(", ").next().filter(|c| !c.is_empty()) else { continue };
            if name == "app.back" && self.stack.len() == 1 {
                continue;
            }
            let action = self.shared.actions.get(name);
            if !action.is_some_and(|action| action.can(&view)) {
                continue;
            }
            let left = area.right().saturating_sub(x);
            x += pen.line(
                x,
                area.y,
                left,
                &[(chord, Tone::Key), (" ", Tone::Plain), (what, Tone::Dim), ("   ", Tone::Plain)],
            );
        }
    }

    fn draw_hints(&self, pen: &mut Pen, room: Rect) {
        let Some(scope) = self.shared.keymap.scope(self.top().scope()) else { return };
        let hints = scope.after(&self.pending);
        let keys = hints.iter().map(|h| text::width(&h.keys)).max().unwrap_or(0);
        let about = hints.iter().map(|h| text::width(&h.about)).max().unwrap_or(0);
        let columns = (keys + about + 6).min(room.width);
        let rows = (hints.len().min(HINTS) as u16 + 2).min(room.height);
        let area = Rect::new(room.right() - columns, room.bottom() - rows, columns, rows);
        let inside = pen.frame(area, scope.title(&self.pending).unwrap_or_default());
        let view = self.view();
        for (hint, y) in hints.iter().zip(inside.top()..inside.bottom()) {
            let may = hint.call.is_none_or(|call| scope.may(call.action, &view));
            let tones = if may { (Tone::Key, Tone::Plain) } else { (Tone::Dim, Tone::Dim) };
            pen.text(inside.x + 1, y, keys, &hint.keys, tones.0);
            let x = inside.x + keys + 3;
            pen.text(x, y, inside.right().saturating_sub(x), &hint.about, tones.1);
        }
    }
}

/// What was said last, its end on the status line and what does not fit there above it: the way out stands at the end of a
/// sentence, and what is cut off there helps nobody.
fn draw_notice(pen: &mut Pen, area: Rect, tone: Tone, what: &str) {
    let sign = match tone {
        Tone::Error => "! ",
        Tone::Warn => "? ",
        _ => "",
    };
    let within = area.width.saturating_sub(text::width(sign));
    let what = text::tame(what);
    let fits = text::width(&what) <= within;
    let mut lines = if fits { vec![what.into_owned()] } else { text::wrap(&what, within) };
    let room = usize::from(area.y / 2).clamp(1, NOTICE);
    if lines.len() > room {
        lines.truncate(room);
        if let Some(last) = lines.last_mut() {
            *last = format!("{} {}", text::head(last, within.saturating_sub(2)), pen.glyphs().more);
        }
    }
    let above = (lines.len() as u16).saturating_sub(1);
    if above > 0 {
        // the whole width: rests of what was there would read as part of it
        pen.clear(Rect { x: 0, y: area.y - above, width: area.right(), height: above });
    }
    for (line, y) in lines.iter().zip(area.y - above..) {
        let sign = if y == area.y - above { sign } else { &"  "[..sign.len()] };
        pen.line(area.x, y, area.width, &[(sign, tone), (line, tone)]);
    }
}
