//! The framework as a user meets it, over a small invented desk.

use super::app::Msg;
use super::fields::{Field, Fields};
use super::form::{Form, Sheet};
use super::layer::{Layer, Step};
use super::list::{self, Cells, Cursor};
use super::offer::{Offer, Source};
use super::picker::Picker;
use super::testing::Journey;
use super::worker::{Errand, Porter, Reply, Said};
use super::*;
use crate::desk::queries::{Find, FindView, Hit};
use crate::desk::{
    Answer, Answered, Command, Done, Event, Here, Job, JobId, Keep, Names, No, Order, Query, Refusal, Unsent, commands,
};
use crate::domain::*;
use proptest::prelude::*;
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Knows a few names and refuses to write about the second of them.
#[derive(Default)]
struct Small {
    watchers: Mutex<Vec<Sender<Event>>>,
}

const CHILDREN: [&str; 4] = ["Amara Nwosu", "Bo Łukasz", "Boris O’Brien", "李小龙"];

fn found(text: &str) -> Answered {
    let all = CHILDREN.iter().zip(1..).filter(|(name, _)| super::text::matches(name, text));
    let all: Vec<_> = all.map(|(name, n)| (ChildId(n).key(), (*name).to_owned())).collect();
    let hits = all.iter().map(|(key, _)| Hit { key: *key, also: String::new(), score: 1, open: true }).collect();
    let answer = Answer::Find(FindView { text: text.to_owned(), hits, total: all.len() });
    Answered { answer, names: Names(all.into_iter().collect()) }
}

impl Desk for Small {
    fn execute(&self, order: Order) -> Result<Done, Refusal> {
        let Command::Undo(undo) = order.command else { panic!("only undo is known here") };
        if undo.entry == Some(2) {
            return Err(Refusal::usage("child", "C-0002 has a session then").hinted("choose another time"));
        }
        let event = Event::Entry { seq: 1, keys: vec![], days: vec![], by: "amy".into() };
        self.watchers.lock().unwrap().retain(|w| w.send(event.clone()).is_ok());
        Ok(Done { entry: 1, ..Done::default() })
    }

    fn ask(&self, query: Query) -> Result<Answered, Refusal> {
        match query {
            Query::Find(find) => Ok(found(&find.text)),
            _ => Err(Refusal::new(No::Unavailable, "the desk is away")),
        }
    }

    fn watch(&self) -> Receiver<Event> {
        let (tell, told) = channel();
        self.watchers.lock().unwrap().push(tell);
        told
    }

    fn look(&self, _: Option<crate::domain::Key>) {}

    fn start(&self, _: Job) -> Result<JobId, Refusal> {
        Err(Refusal::new(No::NotPermitted, "nobody may start that"))
    }

    fn cancel(&self, _: JobId) {}

    fn here(&self) -> Here {
        Here { store: "small".into(), ..Here::default() }
    }

    fn keep(&self, _: Keep) -> Result<(), Refusal> {
        Ok(())
    }

    fn unsent(&self) -> Result<Unsent, Refusal> {
        Ok(Unsent::default())
    }
}

fn offers(answered: Answered) -> Vec<Offer> {
    let Answer::Find(view) = &answered.answer else { return Vec::new() };
    let offer = |hit: &Hit| {
        let name = answered.names.say(hit.key);
        Offer::record(hit.key, name, Cells::plain([name.to_owned(), hit.key.to_string()]))
    };
    view.hits.iter().map(offer).collect()
}

fn children() -> Source {
    Source::desk(|text| Find { text: text.to_owned(), ..Find::default() }, offers)
}

/// A booking that is an undo of the entry with the child's number: all this desk can do.
struct Booking;

impl Sheet for Booking {
    fn changed(&mut self, fields: &mut Fields, name: &'static str, _: &mut Cx) {
        if name == "child" {
            fields.fill("place", if fields.keys("child").is_empty() { "" } else { "Oak" });
        }
    }

    fn submit(&mut self, fields: &mut Fields, cx: &mut Cx) {
        fields.clear_notes();
        match fields.keys("child").first() {
            None => fields.note("child", Tone::Error, "! a booking is for a child"),
            Some(key) => cx.execute("book", Command::from(commands::Undo { entry: Some(u64::from(key.id)) })),
        }
    }
}

fn booking() -> Form {
    let levels = Source::fixed(["supervised", "supported", "community"].map(Offer::word));
    let fields = Fields::new([
        Field::pick("child", "Child", children()),
        Field::pick("level", "Level", levels),
        Field::text("place", "Place"),
    ]);
    Form::new("Book a session", fields, Booking)
}

/// A list of numbered lines; enter opens a form, the end of the list a picker.
struct Lines {
    rows: Vec<Cells>,
    cursor: Cursor,
    told: usize,
}

impl Lines {
    fn new(rows: usize) -> Self {
        let row = |n| Cells::plain([format!("line {n}"), "a cell that does not change with the cursor".repeat(2)]);
        Self { rows: (1..=rows).map(row).collect(), cursor: Cursor::new(rows), told: 0 }
    }
}

impl Layer for Lines {
    fn scope(&self) -> &'static str {
        "list"
    }

    fn fills(&self) -> bool {
        true
    }

    fn walk(&mut self, _: &mut Cx, step: Step) {
        self.cursor.step(step);
    }

    fn enter(&mut self, cx: &mut Cx) {
        if self.cursor.at() == Some(self.rows.len() - 1) {
            cx.push(Picker::new("Find a child", children(), |offer, _, cx| {
                cx.say(Tone::Good, format!("took {}", offer.value));
            }));
        } else {
            cx.push(booking());
        }
    }

    fn told(&mut self, _: &mut Cx, _: &Event) {
        self.told += 1;
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        pen.line(area.x, area.y, area.width, &[(" Lines ", Tone::Title), (&format!("told {}", self.told), Tone::Dim)]);
        let area = Rect { y: area.y + 1, height: area.height - 1, ..area };
        list::draw(pen, area, &self.cursor, |at| &self.rows[at])
    }
}

fn journey(columns: u16, rows: u16) -> Journey {
    Journey::over(Arc::new(Small::default()), Lines::new(5), columns, rows)
}

#[test]
fn a_key_that_is_not_bound_says_so_and_the_next_key_clears_it() {
    let mut t = journey(60, 10);
    t.press("x").sees("? x is not bound here, ? lists keys");
    t.press("g x").sees("g x is not bound here");
    t.press("j").lacks("not bound");
    t.press("g esc").lacks("not bound").lacks("g …");
}

#[test]
fn pending_keys_show_at_once_and_what_may_follow_after_a_while() {
    let mut t = journey(60, 10);
    t.press("g").sees("g …").lacks("Go to");
    t.waits(399).lacks("Go to");
    t.waits(1);
    insta::assert_snapshot!(t.screen(), @"
     Lines told 0                                         small
    > line 1  a cell that does not change with the cursora cell…
      line 2  a cell that does not change with the cursora cell…
      line 3  a cell that does not change with the cursora cell…
      line 4  a cell that does not change with the cursora cell…
      line 5  a cell that does not change with the cursora cell…
                                        ┌ Go to ───────────────┐
                                        │ g  goes to the first │
                                        └──────────────────────┘
     g …
    ");
    t.press("g").lacks("Go to");
}

#[test]
fn a_form_finds_as_it_is_typed_and_fills_the_rest() {
    let mut t = journey(60, 14);
    t.press("enter").sees("Book a session").types("Bo");
    insta::assert_snapshot!(t.screen(), @"
     Lines told 0                                         small
    ┌ Book a session ──────────────────────────────────────────┐
    │>Child  Bo                                                │
    │        > Bo Łukasz      CH-0002                          │
    │          Boris O’Brien  CH-0003                          │
    │ Level                                                    │
    │ Place                                                    │
    └──────────────────────────────────────────────────────────┘





     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    insta::assert_snapshot!(t.tones(), @"
     ttttt dddd d                                         ddddd
    d tttt t ttttttt ddddddddddddddddddddddddddddddddddddddddddd
    d>>>>>>  ss                                                d
    d        > >> >>>>>>      .......                          d
    d          ..... .......  .......                          d
    d ddddd                                                    d
    d ddddd                                                    d
    dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd





     kkkkkk dddd   kkk dddd   kk dddd   kk dddddddddd
    ");
    t.press("enter").types("com").sees("community").press("enter");
    insta::assert_snapshot!(t.screen(), @"
     Lines told 0                                         small
    ┌ Book a session ──────────────────────────────────────────┐
    │ Child  Bo Łukasz                                         │
    │ Level  community                                         │
    │>Place  Oak                                               │
    └──────────────────────────────────────────────────────────┘







     ctrl-s save   esc back   f1 keys   f2 everything
    ");
}

#[test]
fn a_refusal_stands_under_its_field_and_every_character_stays() {
    let mut t = journey(60, 14);
    t.press("enter").types("Bo Ł").press("enter tab").types("Oakest, the blue one").press("ctrl-s");
    insta::assert_snapshot!(t.screen(), @"
     Lines told 0                                         small
    ┌ Book a session ──────────────────────────────────────────┐
    │>Child  Bo Łukasz                                         │
    │        ! C-0002 has a session then; choose another time  │
    │ Level                                                    │
    │ Place  Oakest, the blue one                              │
    └──────────────────────────────────────────────────────────┘






     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    t.press("backspace").types("Amara").press("enter ctrl-s").lacks("Book a session").sees("told 1");
}

#[test]
fn a_choice_half_typed_is_not_saved() {
    let mut t = journey(60, 14);
    t.press("enter").types("Bo").press("tab").types("pla").press("ctrl-s").sees("choose one of those offered");
    t.press("ctrl-u tab tab ctrl-s").sees("choose one of those offered");
}

#[test]
fn leaving_a_form_with_something_in_it_asks_first() {
    let mut t = journey(60, 14);
    t.press("enter esc").lacks("Book a session");
    t.press("enter").types("B").press("esc esc").sees("Throw away what you typed?");
    t.press("n").sees("Book a session").press("esc").press("y").lacks("Book a session");
}

#[test]
fn a_picker_narrows_and_hands_over_what_was_taken() {
    let mut t = journey(60, 12);
    t.press("G enter").sees("4 rows").types("bo").sees("2 rows").press("down enter").sees("took Boris O’Brien");
    t.press("enter").types("zz").sees("nothing like that").press("enter").sees("there is nothing to take");
}

#[test]
fn a_paste_never_runs_keys() {
    let mut t = journey(60, 12);
    t.pastes("jjq").sees("there is no field here to paste into");
    assert_eq!(t.app.over(), None);
    t.press("G enter").pastes("Amara\nNwosu\r\n").sees("Amara Nwosu").sees("1 row");
}

#[test]
fn help_palette_and_command_line_come_from_the_tables() {
    let mut t = journey(70, 12);
    t.press("?").types("last");
    insta::assert_snapshot!(t.screen(), @"
     Lines told 0                                                   small
    ┌ Keys: list ────────────────────────────────────────────────────────┐
    │ last                                                         1 row │
    │> G, end  goes to the last  list.last                               │
    │                                                                    │
    │                                                                    │
    │                                                                    │
    │                                                                    │
    │                                                                    │
    └────────────────────────────────────────────────────────────────────┘

     esc back   f1 keys   f2 everything
    ");
    t.press("enter");
    assert!(t.at_cursor().starts_with("> line 5"), "{}", t.at_cursor());
    t.press("space space").sees("What to do").types("the first").press("enter");
    assert!(t.at_cursor().starts_with("> line 1"));
    t.press(":").types("list.lats").press("enter").sees("did you mean list.last?");
    t.press("ctrl-u").types("list.l").press("tab enter");
    assert!(t.at_cursor().starts_with("> line 5"));
    t.press(":").types("form.next").press("enter").sees("that cannot be done here");
}

/// Says and shows something whenever anything happens.
struct Loud;

impl Layer for Loud {
    fn scope(&self) -> &'static str {
        "list"
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        pen.text(area.x, area.y, area.width, "of another family", Tone::Plain);
        None
    }

    fn enter(&mut self, cx: &mut Cx) {
        cx.push(Cover);
    }

    fn told(&mut self, cx: &mut Cx, _: &Event) {
        cx.say(Tone::Good, "another family is here");
        cx.push(Picker::new("Another family", children(), |_, _, _| {}));
    }
}

/// Covers what is under it.
struct Cover;

impl Layer for Cover {
    fn scope(&self) -> &'static str {
        "list"
    }

    fn fills(&self) -> bool {
        true
    }

    fn covers(&self) -> bool {
        true
    }

    fn draw(&self, pen: &mut Pen, area: Rect) -> Option<Position> {
        pen.text(area.x, area.y, area.width, "covered", Tone::Plain);
        None
    }

    fn enter(&mut self, cx: &mut Cx) {
        cx.push(Picker::new("On the cover", children(), |_, _, _| {}));
    }
}

#[test]
fn what_is_covered_neither_shows_nor_says_anything_until_the_cover_is_gone() {
    let mut t = Journey::over(Arc::new(Small::default()), Loud, 60, 12);
    let event = || Msg::Told(Event::Entry { seq: 1, keys: vec![], days: vec![], by: "amy".into() });
    t.press("enter").sees("covered").send(event()).sees("covered").lacks("nother family");
    t.press("enter").sees("On the cover").send(event()).lacks("nother family").press("esc esc").sees("Another family");
    t.press("esc esc").sees("of another family").send(event()).sees("another family is here");
}

#[test]
fn a_small_terminal_asks_for_room_and_keys_still_work() {
    let mut t = journey(30, 8);
    insta::assert_snapshot!(t.screen(), @r"
    The board needs 40 columns and
    10 lines; this terminal has 30
    and 8.
    ");
    t.press("j j").resizes(60, 10);
    assert!(t.at_cursor().starts_with("> line 3"));
}

/// Holds every errand until it is let go.
#[derive(Clone, Default)]
struct Held(Rc<RefCell<(Vec<Errand>, VecDeque<Msg>)>>);

impl Porter for Held {
    fn send(&mut self, errand: Errand) {
        self.0.borrow_mut().0.push(errand);
    }

    fn ready(&mut self) -> Option<Msg> {
        self.0.borrow_mut().1.pop_front()
    }
}

impl Held {
    /// Answers the errand at a place.
    fn answer(&self, at: usize) -> Msg {
        let errand = self.0.borrow().0[at].clone();
        let super::worker::Ask::Query(query) = errand.ask else { panic!("no question: {errand:?}") };
        let Query::Find(find) = *query else { panic!("another question: {query:?}") };
        let said = Said::Answer(Ok(found(&find.text)));
        Msg::Reply(Reply { ticket: errand.ticket, owner: errand.owner, slot: errand.slot, said })
    }
}

#[test]
fn a_late_answer_never_replaces_a_later_one_and_no_key_waits() {
    let held = Held::default();
    let mut t = Journey::carried(Here::default(), Box::new(held.clone()), Lines::new(1), 60, 12);
    t.press("enter").types("am").waits(400).sees("waiting for the desk");
    // asked for nothing, a, am: answered last first
    t.send(held.answer(2)).sees("1 row").lacks("waiting for the desk");
    t.send(held.answer(1)).send(held.answer(0)).sees("1 row").lacks("4 rows");
    // an answer for a picker that is gone
    t.types("a").press("esc").send(held.answer(3)).lacks("Find a child");
}

#[test]
fn a_worker_answers_from_its_thread() {
    let (tell, inbox) = channel();
    let mut worker = Worker::start(Arc::new(Small::default()), tell);
    let find = Find { text: "boris".into(), ..Find::default() };
    let ask = super::worker::Ask::Query(Box::new(find.into()));
    worker.send(Errand { ticket: 7, owner: 1, slot: "find", ask });
    let Ok(Msg::Reply(reply)) = inbox.recv() else { panic!("no reply") };
    assert_eq!((reply.ticket, reply.said), (7, Said::Answer(Ok(found("boris")))));
    let order = Order::from(Command::from(commands::Undo { entry: None }));
    worker.send(Errand { ticket: 8, owner: 1, slot: "undo", ask: super::worker::Ask::Order(Box::new(order)) });
    let both = [inbox.recv().unwrap(), inbox.recv().unwrap()];
    assert!(
        both.iter().any(|m| matches!(m, Msg::Told(_))) && both.iter().any(|m| matches!(m, Msg::Reply(_))),
        "{both:?}"
    );
}

/// Bytes that go to the terminal for the frame after some keys.
fn bytes(t: &mut Journey, screen: &mut Screen<Vec<u8>>, keys: &str) -> usize {
    t.press(keys);
    screen.show(|buf| t.app.draw(buf)).unwrap()
}

#[test]
fn a_step_costs_few_bytes_and_a_frame_without_difference_none() {
    let mut t = Journey::over(Arc::new(Small::default()), Lines::new(100), 120, 40);
    let mut screen = Screen::new(Vec::new(), 120, 40);
    screen.show(|buf| t.app.draw(buf)).unwrap();
    let step = bytes(&mut t, &mut screen, "j");
    assert!(step <= 300, "a step costs {step} bytes");
    assert!(bytes(&mut t, &mut screen, "k k") > 0);
    assert_eq!(bytes(&mut t, &mut screen, "k"), 0);
    bytes(&mut t, &mut screen, ":");
    t.app.take_dirty();
    bytes(&mut t, &mut screen, "z");
    let typed = bytes(&mut t, &mut screen, "z");
    assert!(typed <= 60, "a letter costs {typed} bytes");
}

#[test]
fn nothing_is_drawn_where_nothing_happened() {
    let mut t = journey(60, 12);
    assert!(t.app.take_dirty());
    assert!(!t.app.take_dirty());
    t.waits(5_000);
    assert!(!t.app.take_dirty());
    t.press("j");
    assert!(t.app.take_dirty());
}

#[test]
fn the_last_screen_never_closes_and_quitting_quits() {
    let mut t = journey(60, 12);
    t.press("esc ctrl-c");
    assert_eq!(t.app.depth(), 1);
    t.press("q");
    assert_eq!(t.app.over(), Some(Over::Quit));
}

fn any_step() -> impl Strategy<Value = String> {
    let (keymap, _) = Keymap::load(&[], &actions());
    let mut chords: Vec<String> = ["list", "form", "pick", "prompt", "confirm"]
        .iter()
        .flat_map(|s| &keymap.scope(s).unwrap().bindings)
        .map(|b| keymap::spelt(&b.strokes))
        .filter(|c| c != "ctrl-z")
        .collect();
    chords.extend(["B", "o", "é", "李", "x", "y", "f9"].map(str::to_owned));
    proptest::sample::select(chords)
}

proptest! {
    #![proptest_config(crate::domain::testing::cases(64))]

    #[test]
    fn any_keys_at_any_size_leave_a_board(
        steps in proptest::collection::vec((any_step(), 1u16..200, 1u16..60, 0u64..600), 1..40)
    ) {
        let mut t = journey(80, 24);
        for (chord, columns, rows, millis) in steps {
            t.press(&chord).resizes(columns, rows).waits(millis);
            let _ = t.screen();
            prop_assert!(t.app.depth() > 0);
            prop_assert!(t.app.shared.keymap.scope(t.app.top().scope()).is_some());
        }
    }
}

#[test]
fn a_key_in_a_window_of_one_cell_leaves_a_board() {
    let mut t = journey(80, 24);
    t.press("j").resizes(1, 1).waits(0);
    assert_eq!(t.screen().lines().count(), 1);
    assert!(t.app.depth() > 0);
    assert!(t.app.shared.keymap.scope(t.app.top().scope()).is_some());
}
