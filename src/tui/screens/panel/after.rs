//! What comes after a sitting, as lists: decisions to sign and send, what is to be done, the minutes.

use crate::desk::commands::{
    ActionChase, DecisionCondition, DecisionNotify, DecisionRelease, DocumentPrint, MinutesDraft, MinutesSend,
};
use crate::desk::queries::{
    Actions, DecisionRow, DecisionStage, Decisions, MinutesQuery, MinutesRow, TrackRow, Tracked,
};
use crate::desk::{Answer, Answered, Command, DocumentKind, Done, Event, Query, Refusal};
use crate::domain::*;
use crate::lines::{self, Speak};
use crate::tui::app::Cx;
use crate::tui::confirm::Confirm;
use crate::tui::layer::{Layer, Slot, Step, refusal_line, say_done};
use crate::tui::list::{self, Cells, Cursor};
use crate::tui::pen::Pen;
use crate::tui::screens::headed;
use crate::tui::screens::page::Page;
use crate::tui::screens::paper::Paper;
use crate::tui::tasks::panel_after as forms;
use crate::tui::theme::Tone;
use ratatui::layout::{Position, Rect};

/// What is listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Afterwards {
    /// Decisions to sign and send; those that were sent, too.
    Decisions(bool),
    /// What is to be done; only what is overdue.
    Actions(bool),
    /// The minutes.
    Minutes,
}

/// A list of what comes after sittings.
pub struct After {
    what: Afterwards,
    answer: Option<Answered>,
    rows: Vec<Cells>,
    cursor: Cursor,
    /// The minutes whose text is on its way to be edited.
    editing: Option<SittingId>,
}

impl After {
    /// The list of that.
    pub fn new(what: Afterwards) -> Self {
        Self { what, answer: None, rows: Vec::new(), cursor: Cursor::default(), editing: None }
    }

    fn query(&self) -> Query {
        match self.what {
            Afterwards::Decisions(sent) => Decisions { sent, panel: None }.into(),
            Afterwards::Actions(late) => Actions { late, owner: Name::default() }.into(),
            Afterwards::Minutes => MinutesQuery::default().into(),
        }
    }

    fn refresh(&self, cx: &mut Cx) {
        cx.ask("after", self.query());
    }

    /// The decision under the cursor.
    pub(crate) fn decision(&self) -> Option<&DecisionRow> {
        match &self.answer.as_ref()?.answer {
            Answer::Decisions(view) => view.rows.get(self.cursor.at()?),
            _ => None,
        }
    }

    /// What is tracked under the cursor.
    pub(crate) fn tracked(&self) -> Option<&TrackRow> {
        match &self.answer.as_ref()?.answer {
            Answer::Actions(view) => view.rows.get(self.cursor.at()?),
            _ => None,
        }
    }

    /// The minutes under the cursor.
    pub(crate) fn minutes(&self) -> Option<&MinutesRow> {
        match &self.answer.as_ref()?.answer {
            Answer::Minutes(view) => view.rows.get(self.cursor.at()?),
            _ => None,
        }
    }

    /// Shows what was sent, too, or only what is overdue; then as before.
    pub(crate) fn narrow(&mut self, cx: &mut Cx) {
        self.what = match self.what {
            Afterwards::Decisions(sent) => Afterwards::Decisions(!sent),
            Afterwards::Actions(late) => Afterwards::Actions(!late),
            Afterwards::Minutes => Afterwards::Minutes,
        };
        self.cursor.put(0);
        self.refresh(cx);
    }

    /// The decision-maker's decision on what is under the cursor.
    pub(crate) fn sign(&self, cx: &mut Cx) {
        match self.decision() {
            Some(row) if row.stage == DecisionStage::ToSign => cx.push(forms::sign(&row.decision)),
            Some(_) => cx.refuse("it needs no signature any more"),
            None => cx.refuse("there is no decision here"),
        }
    }

    /// Who asked was told of what is under the cursor.
    pub(crate) fn send(&self, cx: &mut Cx) {
        match self.decision() {
            Some(row) if row.stage == DecisionStage::ToSign => {
                cx.refuse("it is open until the decision-maker signs: s");
            }
            Some(row) if row.referrer.is_empty() => cx.push(forms::notify(row)),
            Some(row) => {
                let (decision, how) = (row.decision.id, Channel::Email);
                cx.execute("send", Command::from(DecisionNotify { decision, how, ..DecisionNotify::default() }));
            }
            None => cx.refuse("there is no decision here"),
        }
    }

    /// The letter of what is under the cursor may go out: a second person has read it.
    pub(crate) fn release(&self, cx: &mut Cx) {
        match self.decision() {
            Some(row) if row.stage == DecisionStage::ToSign => {
                cx.refuse("it is open until the decision-maker signs: s");
            }
            Some(row) => {
                let decision = row.decision.id;
                let letter = DocumentPrint {
                    document: DocumentKind::OutcomeLetter,
                    audience: None,
                    who: Some(decision.to_string()),
                    from: cx.here().now.day,
                    to: None,
                };
                let question = "You have read the letter to the family, and it may go out? Somebody else prints it.";
                let title = format!("Letter of {decision}: read it; enter lets it go out, q does not");
                let release = DecisionRelease { decision, ..DecisionRelease::default() };
                cx.push(Paper::of(title, letter).then(question, release));
            }
            None => cx.refuse("there is no decision here"),
        }
    }

    /// The form for who was told, how and when.
    pub(crate) fn notify(&self, cx: &mut Cx) {
        match self.decision() {
            Some(row) => cx.push(forms::notify(row)),
            None => cx.refuse("there is no decision here"),
        }
    }

    /// What is under the cursor is done.
    pub(crate) fn settle(&self, cx: &mut Cx) {
        let today = cx.here().now.day;
        match self.tracked() {
            Some(TrackRow { sort: Tracked::Action, about, what, .. }) => {
                cx.push(forms::done(PanelActionId(about.id), what, today));
            }
            Some(TrackRow { sort: Tracked::Condition, about, condition: Some(condition), what, .. }) => {
                let (decision, condition) = (DecisionId(about.id), *condition);
                let met = DecisionCondition { decision, condition, ..DecisionCondition::default() };
                let fact = (Tone::Plain, what.to_string());
                let ask = Confirm::new("This condition is met, and goes off the list?", move |_, cx| {
                    cx.execute("met", Command::from(met));
                });
                cx.push(ask.with([fact]));
            }
            Some(_) => cx.refuse("the panel looks at it again: it is brought forward"),
            None => cx.refuse("there is nothing here"),
        }
    }

    /// Everybody who is late with something like what is under the cursor was reminded; only its owner, where they have one.
    pub(crate) fn chase(&self, cx: &mut Cx) {
        let Some(under) = self.tracked().filter(|row| row.sort == Tracked::Action) else {
            return cx.refuse("only actions are chased");
        };
        let mut actions = vec![PanelActionId(under.about.id)];
        if let Some(Answer::Actions(view)) = self.answer.as_ref().map(|a| &a.answer) {
            let theirs =
                view.rows.iter().filter(|row| row.sort == Tracked::Action && row.owner == under.owner && row.late);
            actions.extend(theirs.map(|row| PanelActionId(row.about.id)));
        }
        cx.execute("chase", Command::from(ActionChase { actions, at: None }));
    }

    /// Drafts the minutes under the cursor from what was recorded; or opens them to be edited.
    pub(crate) fn draft(&mut self, cx: &mut Cx) {
        let Some(row) = self.minutes() else { return cx.refuse("there is nothing here") };
        let sitting = row.sitting;
        match row.minutes.stage {
            _ if !row.readable => cx.refuse("these minutes are not yours to read"),
            MinutesStage::None => {
                cx.execute("draft", Command::from(MinutesDraft { sitting, ..MinutesDraft::default() }));
            }
            MinutesStage::Drafted | MinutesStage::WithChair => {
                self.editing = Some(sitting);
                cx.ask("edit", crate::desk::queries::Show { what: sitting.to_string() });
            }
            MinutesStage::Approved => cx.push(forms::amend(sitting)),
        }
    }

    /// Sends the minutes under the cursor to the chair; with the chair, says that they are approved.
    pub(crate) fn forward(&self, cx: &mut Cx) {
        let Some(row) = self.minutes() else { return cx.refuse("there is nothing here") };
        match row.minutes.stage {
            MinutesStage::None => cx.refuse("they are not written yet: e drafts them"),
            MinutesStage::Drafted => cx.execute("send", Command::from(MinutesSend { sitting: row.sitting })),
            MinutesStage::WithChair => cx.push(forms::approve(row.sitting)),
            MinutesStage::Approved => cx.refuse("they are approved: e amends them"),
        }
    }

    fn heads(&self) -> Cells {
        let heads: &[&str] = match self.what {
            Afterwards::Decisions(_) => &lines::DECISION_HEADS,
            Afterwards::Actions(_) => &lines::ACTION_HEADS,
            Afterwards::Minutes => &lines::MINUTES_HEADS,
        };
        Cells(heads.iter().map(|head| ((*head).to_owned(), Tone::Dim)).collect())
    }

    fn title(&self) -> (String, String) {
        let late = match self.answer.as_ref().map(|a| &a.answer) {
            Some(Answer::Decisions(view)) => view.rows.iter().filter(|row| row.late).count(),
            Some(Answer::Actions(view)) => view.rows.iter().filter(|row| row.late).count(),
            Some(Answer::Minutes(view)) => view.rows.iter().filter(|row| row.late).count(),
            _ => return ("Panels".to_owned(), "asking the desk".to_owned()),
        };
        let title = match self.what {
            Afterwards::Decisions(false) => "Decisions to sign and send",
            Afterwards::Decisions(true) => "Decisions",
            Afterwards::Actions(false) => "To be done for panels",
            Afterwards::Actions(true) => "Overdue for panels",
            Afterwards::Minutes => "Minutes",
        };
        (title.to_owned(), format!("{}, {late} late", self.rows.len()))
    }

    /// What each row is about: the record, and which condition of it.
    fn keys(&self) -> Vec<(Key, Option<u16>)> {
        match self.answer.as_ref().map(|a| &a.answer) {
            Some(Answer::Decisions(view)) => view.rows.iter().map(|row| (row.decision.key(), None)).collect(),
            Some(Answer::Actions(view)) => view.rows.iter().map(|row| (row.about, row.condition)).collect(),
            Some(Answer::Minutes(view)) => view.rows.iter().map(|row| (row.sitting.key(), None)).collect(),
            _ => Vec::new(),
        }
    }

    fn arrange(&mut self, on: Option<(Key, Option<u16>)>) {
        let Some(Answered { answer, names }) = &self.answer else { return };
        let speak = Speak::new(names);
        self.rows = match answer {
            Answer::Decisions(view) => view.rows.iter().map(|row| cells(lines::decision_cells(row, speak))).collect(),
            Answer::Actions(view) => view.rows.iter().map(|row| cells(lines::action_cells(row, speak))).collect(),
            Answer::Minutes(view) => view.rows.iter().map(|row| cells(lines::minutes_cells(row, speak))).collect(),
            _ => Vec::new(),
        };
        let keys = self.keys();
        self.cursor.stay(on.as_ref(), &keys);
    }
}

/// Cells with the mark first, in its tone.
fn cells<const N: usize>(cells: [String; N]) -> Cells {
    let tone = match cells.first().map(String::as_str) {
        Some("!") => Tone::Error,
        Some("?") => Tone::Warn,
        _ => Tone::Plain,
    };
    Cells(cells.into_iter().enumerate().map(|(at, cell)| (cell, if at < 2 { tone } else { Tone::Plain })).collect())
}

impl Layer for After {
    fn scope(&self) -> &'static str {
        match self.what {
            Afterwards::Decisions(_) => "decisions",
            Afterwards::Actions(_) => "tracker",
            Afterwards::Minutes => "minutes",
        }
    }

    fn fills(&self) -> bool {
        true
    }

    fn about(&self) -> Option<Key> {
        let decision = self.decision().map(|row| row.decision.key());
        decision.or(self.tracked().map(|row| row.about)).or(self.minutes().map(|row| row.sitting.key()))
    }

    fn opened(&mut self, cx: &mut Cx) {
        self.refresh(cx);
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        let (title, also) = self.title();
        let inside = headed(pen, area, &title, &also);
        if self.rows.is_empty() {
            let none = if self.answer.is_some() { "there is nothing" } else { "" };
            pen.text(inside.x + 2, inside.y, inside.width.saturating_sub(2), none, Tone::Good);
            return None;
        }
        let foot = if inside.height > 10 { 4 } else { 0 };
        let listed = Rect { height: inside.height - foot, ..inside };
        let heads = self.heads();
        let place = list::draw_under(pen, listed, Some(&heads), &self.cursor, |at| &self.rows[at]);
        if let Some(row) = self.cursor.at().and_then(|at| self.rows.get(at)) {
            let words = row.0.iter().map(|(cell, _)| cell.as_str()).filter(|cell| cell.len() > 1);
            let says = words.collect::<Vec<_>>().join(&format!(" {} ", pen.glyphs().dot));
            let below =
                Rect { x: inside.x + 1, y: listed.bottom(), width: inside.width.saturating_sub(2), height: foot };
            pen.wrapped(below, &says, Tone::Dim);
        }
        place
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        let today = cx.here().now.day;
        match (self.minutes(), self.about()) {
            (Some(row), _) => {
                let query = MinutesQuery { sitting: Some(row.sitting) };
                cx.push(Page::new(format!("Minutes of {}", row.sitting), today, query));
            }
            (None, Some(key)) => cx.push(Page::show(key, today)),
            (None, None) => cx.refuse("there is nothing here"),
        }
    }

    fn answered(&mut self, cx: &mut Cx, slot: Slot, answer: Result<Answered, Refusal>) {
        match answer {
            Ok(Answered { answer: Answer::Show(view), .. }) if slot == "edit" => {
                if let Record::Sitting(sitting) = &view.record
                    && self.editing.take() == Some(sitting.id)
                {
                    cx.push(forms::minutes(sitting));
                }
            }
            Ok(answered) => {
                let on = self.cursor.at().and_then(|at| self.keys().get(at).copied());
                self.answer = Some(answered);
                self.arrange(on);
            }
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
