//! A sitting, run by keys: who is there, the next item, its time, what is decided, what is carried.

use crate::desk::commands::{Attends, ItemBegin, SittingAttend, SittingOpen};
use crate::desk::queries::{ItemRow, SeatRow, SittingQuery, SittingView};
use crate::desk::{Answer, Answered, Done, Event, Names, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::screens::headed;
use crate::tui::screens::page::Page;
use crate::tui::tasks::panel_sitting as forms;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// Sitting mode.
pub struct SittingMode {
    which: Option<SittingId>,
    view: Option<SittingView>,
    names: Names,
    items: Cursor,
    people: Cursor,
    /// The people are walked, not the items.
    at_people: bool,
}

impl SittingMode {
    /// Of this sitting; the one that is open, today's or the next where none is named.
    pub fn new(which: Option<SittingId>) -> Self {
        let (items, people) = (Cursor::default(), Cursor::default());
        Self { which, view: None, names: Names::default(), items, people, at_people: false }
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("sitting", SittingQuery { sitting: self.which });
    }

    /// The names of what is shown.
    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    /// The sitting.
    pub(crate) fn sitting(&self) -> Option<&Sitting> {
        self.view.as_ref()?.sitting.as_ref()
    }

    /// The item under the cursor.
    pub(crate) fn item(&self) -> Option<&ItemRow> {
        self.view.as_ref()?.items.get(self.items.at()?)
    }

    /// The item that is being heard.
    pub(crate) fn hearing(&self) -> Option<&ItemRow> {
        self.view.as_ref()?.items.iter().find(|row| row.item.status == ItemStatus::Hearing)
    }

    /// Who is under the cursor, where the people are walked.
    pub(crate) fn person(&self) -> Option<&SeatRow> {
        self.view.as_ref()?.people.get(self.people.at()?).filter(|_| self.at_people)
    }

    /// Walks the people, or the items again.
    pub(crate) fn turn_to(&mut self, cx: &mut Cx) {
        self.at_people = !self.at_people;
        let what = if self.at_people { "h is here, l leaves, x apologies, s substitute" } else { "the items again" };
        cx.say(Tone::Plain, what);
    }

    /// Opens the sitting.
    pub(crate) fn open(&self, cx: &mut Cx) {
        match self.sitting() {
            Some(sitting) => cx.execute("open", command(SittingOpen { sitting: sitting.id, at: None })),
            None => cx.refuse("no panel sits"),
        }
    }

    /// The person under the cursor comes, leaves, or sends apologies; who accepted is here where nobody is under it.
    pub(crate) fn attend(&self, cx: &mut Cx, what: Attends) {
        let Some(sitting) = self.sitting() else { return cx.refuse("no panel sits") };
        let who: Vec<ProfessionalId> = match (self.person(), &self.view) {
            (Some(row), _) => vec![row.line.who],
            (None, Some(view)) if what == Attends::Comes => {
                let coming = view.people.iter().map(|row| &row.line);
                coming.filter(|a| a.reply == InviteReply::Accepted && a.came.is_none()).map(|a| a.who).collect()
            }
            _ => return cx.refuse("tab goes to the people"),
        };
        if who.is_empty() {
            return cx.refuse("everybody who accepted is written down; tab goes to the people");
        }
        cx.execute("attend", command(SittingAttend { sitting: sitting.id, who, what, ..SittingAttend::default() }));
    }

    /// Begins the item under the cursor, or the next that waits.
    pub(crate) fn begin(&mut self, cx: &mut Cx) {
        if self.sits(cx).is_none() {
            return;
        }
        let Some(view) = &self.view else { return };
        let waits = |row: &&ItemRow| row.item.status == ItemStatus::Listed;
        let under = self.items.at().filter(|at| view.items.get(*at).is_some_and(|row| waits(&row)));
        let Some(at) = under.or_else(|| view.items.iter().position(|row| waits(&row))) else {
            return cx.refuse("everything is heard: Z closes the sitting");
        };
        let item = view.items[at].item.id;
        self.items.put(at);
        cx.execute("begin", command(ItemBegin { item, at: None }));
    }

    /// The form for what is decided about the item that is heard.
    pub(crate) fn decide(&self, cx: &mut Cx, code: DecisionCode) {
        let today = cx.here().now.day;
        match self.hearing() {
            Some(row) if row.known => cx.push(forms::decide(row, code, &self.names, today)),
            Some(_) => cx.refuse("the item that is heard is not yours to know"),
            None => cx.refuse("nothing is being heard: n begins the next item"),
        }
    }

    /// The item under the cursor, where it can still go elsewhere: a form that the desk would refuse is not opened.
    fn unheard(&self, cx: &mut Cx) -> Option<&ItemRow> {
        match self.item() {
            Some(row) if matches!(row.item.status, ItemStatus::Listed | ItemStatus::Hearing) => Some(row),
            Some(row) => {
                cx.refuse(format!("{} is {} already", row.item.id, row.item.status.said()));
                None
            }
            None => {
                cx.refuse("there is no item here");
                None
            }
        }
    }

    /// The form that carries the item under the cursor.
    pub(crate) fn carry(&self, cx: &mut Cx) {
        let next = self.view.as_ref().and_then(|view| view.next).map(|id| (id, self.names.say(id).to_owned()));
        if let Some(row) = self.unheard(cx) {
            cx.push(forms::carry(row, next));
        }
    }

    /// The form that withdraws the item under the cursor.
    pub(crate) fn withdraw(&self, cx: &mut Cx) {
        if let Some(row) = self.unheard(cx) {
            cx.push(forms::withdraw(row.item.id));
        }
    }

    /// The sitting with its view, where it sits.
    fn sits(&self, cx: &mut Cx) -> Option<(&SittingView, &Sitting)> {
        let (view, sitting) = self.view.as_ref().zip(self.sitting())?;
        match sitting.status {
            SittingStatus::Open => Some((view, sitting)),
            SittingStatus::Planned | SittingStatus::Locked => {
                cx.refuse(format!("{} has not begun: O opens it, M moves it, C calls it off", sitting.id));
                None
            }
            status => {
                cx.refuse(format!("{} is {} already", sitting.id, status.said()));
                None
            }
        }
    }

    /// The sitting with its view, where it is still to come.
    fn is_to_come(&self, cx: &mut Cx) -> Option<(&SittingView, &Sitting)> {
        let (view, sitting) = self.view.as_ref().zip(self.sitting())?;
        if sitting.is_ahead() {
            return Some((view, sitting));
        }
        cx.refuse(match sitting.status {
            SittingStatus::Open => format!("{} sits: A breaks it off, Z closes it", sitting.id),
            status => format!("{} is {} already", sitting.id, status.said()),
        });
        None
    }

    /// The form that closes the sitting.
    pub(crate) fn close(&self, cx: &mut Cx) {
        let Some((view, sitting)) = self.sits(cx) else { return };
        if let Some(row) = self.hearing() {
            return cx.refuse(format!("{} is being heard: decide it first, or c carries it", row.item.id));
        }
        let left = view.items.iter().filter(|row| row.item.status == ItemStatus::Listed).count();
        cx.push(forms::close(sitting.id, left, view.next));
    }

    /// The form that breaks the sitting off.
    pub(crate) fn adjourn(&self, cx: &mut Cx) {
        let today = cx.here().now.day;
        if let Some((_, sitting)) = self.sits(cx) {
            cx.push(forms::adjourn(sitting.id, today));
        }
    }

    /// The form that holds the sitting at another time.
    pub(crate) fn put_elsewhere(&self, cx: &mut Cx) {
        let today = cx.here().now.day;
        if let Some((_, sitting)) = self.is_to_come(cx) {
            cx.push(forms::moved(sitting, today));
        }
    }

    /// The form that calls the sitting off.
    pub(crate) fn cancel(&self, cx: &mut Cx) {
        if let Some((view, sitting)) = self.is_to_come(cx) {
            cx.push(forms::cancel(sitting.id, view.next));
        }
    }

    /// The editor for what is said about an item.
    pub(crate) fn note(&self, cx: &mut Cx) {
        match self.hearing().or(self.item()) {
            Some(row) if row.known => cx.push(forms::note(&row.item)),
            _ => cx.refuse("there is no item here"),
        }
    }

    /// How long the item has been heard, of how long it may be.
    fn clock(view: &SittingView) -> Option<(String, Tone)> {
        let row = view.items.iter().find(|row| row.item.status == ItemStatus::Hearing)?;
        let heard = i32::from(view.at.minute.0) - i32::from(row.item.began?.0);
        let over = heard - i32::from(row.item.minutes);
        let tone = if over > 0 { Tone::Error } else { Tone::Strong };
        let over = if over > 0 { format!(", {over} over") } else { String::new() };
        Some((format!("{} heard {} of {} min{over}", row.item.id, heard.max(0), row.item.minutes), tone))
    }

    /// How far behind the agenda is.
    fn behind(view: &SittingView) -> Option<String> {
        let next = view.items.iter().find(|row| row.item.status == ItemStatus::Listed)?;
        let open = view.sitting.as_ref().is_some_and(|s| s.status == SittingStatus::Open && s.date == view.at.day);
        let late = i32::from(view.at.minute.0) - i32::from(next.item.start?.0);
        (open && late > 0).then(|| format!("{late} min behind"))
    }

    /// The line of clocks, and the quorum of what is heard.
    fn status(&self, pen: &mut Pen, area: Rect) -> u16 {
        let Some(view) = &self.view else { return 0 };
        let speak = Speak::new(&self.names);
        let mut pieces: Vec<(String, Tone)> = Self::clock(view).into_iter().collect();
        pieces.extend(Self::behind(view).map(|behind| (behind, Tone::Warn)));
        if let Some(row) = self.hearing().or(self.item()) {
            let tone = if row.lacks.is_empty() { Tone::Good } else { Tone::Error };
            pieces.push((lines::quorum(row, speak), tone));
        }
        let mut x = area.x + 1;
        for (text, tone) in pieces {
            let columns = area.right().saturating_sub(x);
            x += pen.text(x, area.y, columns, &text, tone) + 3;
        }
        1
    }

    /// Who is there, in a line or two.
    fn who(&self, pen: &mut Pen, area: Rect) -> u16 {
        let Some((view, sitting)) = self.view.as_ref().zip(self.sitting()) else { return 0 };
        let speak = Speak::new(&self.names);
        let here = view.people.iter().filter(|row| row.line.came.is_some() && row.line.left.is_none());
        let here: Vec<String> = here.map(|row| speak.of(row.line.who)).collect();
        let said = match (here.len(), sitting.opened) {
            (0, _) if sitting.status == SittingStatus::Held => "nobody was written down as here".to_owned(),
            (0, None) => format!("not opened: O opens it, h writes down who is here; {}", coming(view)),
            (0, Some(_)) => format!("nobody is written down yet: h; {}", coming(view)),
            _ => format!("here: {}", here.join(", ")),
        };
        pen.wrapped(Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }, &said, Tone::Dim)
    }

    /// Everything about the row under the cursor.
    fn pane(&self, pen: &mut Pen, area: Rect) {
        let rule = pen.glyphs().dash.repeat(area.width as usize);
        pen.text(area.x, area.y, area.width, &rule, Tone::Dim);
        let (Some(row), Some(sitting)) = (self.item(), self.sitting()) else { return };
        let mut y = area.y + 1;
        for line in lines::item_pane(row, sitting.date, Speak::new(&self.names)) {
            if y >= area.bottom() {
                break;
            }
            let tone = match line.chars().next() {
                Some('!' | 'N') => Tone::Error,
                Some('?') => Tone::Warn,
                _ => Tone::Plain,
            };
            let room = Rect { x: area.x + 1, y, width: area.width.saturating_sub(2), height: area.bottom() - y };
            y += pen.wrapped(room, &line, tone);
        }
    }

    fn rows(&self) -> Vec<Cells> {
        let speak = Speak::new(&self.names);
        let Some((view, sitting)) = self.view.as_ref().zip(self.sitting()) else { return Vec::new() };
        if self.at_people {
            return view.people.iter().map(|row| person(row, sitting, speak)).collect();
        }
        view.items.iter().map(|row| item(row, speak)).collect()
    }
}

/// How many are to come.
fn coming(view: &SittingView) -> String {
    let coming = view.people.iter().filter(|row| row.line.reply == InviteReply::Accepted).count();
    format!("{coming} of {} accepted", view.people.len())
}

fn command(command: impl Into<crate::desk::Command>) -> crate::desk::Command {
    command.into()
}

fn person(row: &SeatRow, sitting: &Sitting, speak: Speak) -> Cells {
    let seat = row.seat.map_or_else(
        || row.line.in_place_of.map_or_else(|| "guest".to_owned(), |of| format!("for {}", speak.of(of))),
        |seat| seat.said().to_owned(),
    );
    let here = row.line.came.is_some() && row.line.left.is_none();
    let instead = speak.all(&row.substitutes);
    let instead = if instead.is_empty() { String::new() } else { format!("substitute {instead}") };
    let tone = if here { Tone::Strong } else { Tone::Plain };
    let mark = if here { "*" } else { "" };
    Cells(vec![
        (mark.to_owned(), Tone::Good),
        (speak.of(row.line.who), tone),
        (seat, Tone::Plain),
        (lines::attends(row, sitting), Tone::Plain),
        (instead, Tone::Dim),
    ])
}

fn item(row: &ItemRow, speak: Speak) -> Cells {
    let status = row.item.status;
    let over = matches!(status, ItemStatus::Heard | ItemStatus::Withdrawn);
    let (mark, tone) = match status {
        ItemStatus::Hearing => (">", Tone::Strong),
        ItemStatus::Heard | ItemStatus::Withdrawn => ("-", Tone::Dim),
        ItemStatus::Listed if !row.lacks.is_empty() => ("!", Tone::Error),
        ItemStatus::Listed if !row.must_leave.is_empty() => ("?", Tone::Warn),
        ItemStatus::Listed => ("", Tone::Plain),
    };
    let plain = if over { Tone::Dim } else { Tone::Plain };
    Cells(vec![
        (mark.to_owned(), tone),
        (row.item.start.map_or_else(String::new, |at| at.to_string()), plain),
        (format!("{} min", row.item.minutes), plain),
        (lines::about(row, speak), if status == ItemStatus::Hearing { Tone::Strong } else { plain }),
        (lines::item_stands(row), plain),
        (row.item.id.to_string(), Tone::Dim),
    ])
}

impl Layer for SittingMode {
    fn scope(&self) -> &'static str {
        "sitting"
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        self.item().map(|row| row.item.key()).or_else(|| self.sitting().map(Plain::key))
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.refresh(cx);
    }

    fn clock(&mut self, cx: &mut Cx) {
        if self.view.as_ref().is_none_or(|view| view.at != cx.here().now) {
            self.refresh(cx);
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let head = self.view.as_ref().map(|view| lines::sitting_heading(view, Speak::new(&self.names)));
        let (title, also) = head.unwrap_or_else(|| ("Sitting".to_owned(), "asking the desk".to_owned()));
        let mut inside = headed(pen, area, &title, &also);
        for part in [Self::status, Self::who] {
            let used = part(self, pen, Rect { height: inside.height.min(2), ..inside }).min(inside.height);
            inside = Rect { y: inside.y + used, height: inside.height - used, ..inside };
        }
        let rows = self.rows();
        let cursor = if self.at_people { &self.people } else { &self.items };
        let most = (inside.height * 3 / 5).max(3);
        let listed = Rect { height: (rows.len() as u16 + 1).min(most).min(inside.height), ..inside };
        if self.view.is_some() && rows.is_empty() {
            pen.text(listed.x + 2, listed.y, listed.width, "nothing is listed", Tone::Dim);
        }
        let place = list::draw(pen, listed, cursor, |at| &rows[at]);
        self.pane(pen, Rect { y: listed.bottom(), height: inside.bottom().saturating_sub(listed.bottom()), ..inside });
        place
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        if self.at_people { self.people.step(step) } else { self.items.step(step) }
    }

    fn enter(&mut self, cx: &mut Cx) {
        let today = cx.here().now.day;
        let key = self.person().map(|row| row.line.who.key()).or_else(|| self.item().map(|row| row.item.key()));
        match key {
            Some(key) => cx.push(Page::show(key, today)),
            None => cx.refuse("there is nothing here"),
        }
    }

    fn answered(&mut self, cx: &mut Cx, _: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Sitting(view), names }) => {
                let on = self.view.as_ref().and_then(|v| Some(v.items.get(self.items.at()?)?.item.id));
                let who = self.view.as_ref().and_then(|v| Some(v.people.get(self.people.at()?)?.line.who));
                self.which = view.sitting.as_ref().map(|s| s.id);
                self.items.stay(on.as_ref(), &view.items.iter().map(|row| row.item.id).collect::<Vec<_>>());
                self.people.stay(who.as_ref(), &view.people.iter().map(|row| row.line.who).collect::<Vec<_>>());
                (self.view, self.names) = (Some(view), names);
            }
            Ok(_) => {}
            Err(refusal) => cx.say(Tone::Error, refusal_line(&refusal)),
        }
    }

    fn done(&mut self, cx: &mut Cx, _: Slot, done: Result<Done, Refusal>) {
        say_done(cx, &done);
        if done.is_ok() {
            self.refresh(cx);
        }
    }

    fn told(&mut self, cx: &mut Cx, event: &Event) {
        if event.renews() {
            self.refresh(cx);
        }
    }
}
