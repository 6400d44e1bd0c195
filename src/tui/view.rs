//! The picture of the board: the layers from back to front, the hint box, and the status line.

use super::app::App;
use super::keymap::spelt;
use super::pen::Pen;
use super::text;
use super::theme::Tone;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Below this the board only asks for more room. Keys work all the same.
pub(super) const LEAST: (u16, u16) = (40, 10);

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
        } else if let [first, rest @ ..] = self.beside().as_slice() {
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
            let sign = match tone {
                Tone::Error => "! ",
                Tone::Warn => "? ",
                _ => "",
            };
            pen.line(area.x + 1, area.y, right - area.x - 1, &[(sign, *tone), (what, *tone)]);
        } else {
            self.draw_ways(pen, Rect { width: right - area.x, ..area });
        }
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
            if !action.is_some_and(|action| (action.may)(&view)) {
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
