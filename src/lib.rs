//! contactdesk: a keyboard-first desk for a children's contact service.
//!
//! It books supervised contact sessions as one bundle (child, family, room, supervising officers, journeys) over one
//! embedded store. It never books anything twice, never lets two people meet who must not, never loses a booking it
//! acknowledged, and never shows an address to the wrong reader.
//!
//! ```text
//!    tui            cli                     draw answers, turn keys and arguments into commands and questions
//!      \            /
//!       desk::Desk                          execute, ask, watch, start, cancel: the one port
//!           |
//!    decide(known, command) -> changes or a refusal                 pure
//!    answer(known, question) -> answer, then one cut to the asker   pure
//!           |
//!    rules, planner: pure; the same check refuses a booking, finds a slot, marks the board and says why
//!           |
//!    store: the journal appended and on the disk, then sled's records and indexes; then the answer
//! ```
//!
//! # Reading order
//!
//! 1. [`domain`]: the words. [`domain::Record`] is one thing we know, [`domain::Key`] its kind and number,
//!    [`domain::Diary`] a version of all of them in memory, [`domain::Change`] the only way one is changed,
//!    [`domain::Entry`] what happened. Days and minutes are civil; an entry's instant is UTC with its local text.
//! 2. [`desk`]: the port, the command and question tables, [`desk::Local`] (the shell round the pure decisions: one
//!    thread commits, everyone reads a published version) and the one cut.
//! 3. [`rules`]: one file each, `RULES` lists them. A [`domain::Finding`] holds keys and minutes, never words.
//!    [`panel`] does for panels what rules do for sessions: deadlines, gate, agenda, interests, quorum.
//!    [`planner`] completes a bundle and finds slots: it orders the choices, the rules decide.
//! 4. [`store`] and [`codec`]: the sealed, hash-chained journal is the truth; sled follows it and is rebuilt from it.
//! 5. [`documents`]: what goes on paper, each a type with its readers' fields and no others; the desk fills it.
//! 6. [`lines`]: answers, findings and refusals as sentences and JSON. Whoever speaks has only what the cut left.
//! 7. [`cli`] and [`tui`]: neither knows the other nor the store; `main` hands both a desk.
//!
//! [`exchange`] reads and writes JSON lines, [`demo`] invents a service, [`admin`] makes and finds stores, [`clock`] is the
//! only reader of wall time. `tests/layers.rs` keeps the walls between all of these.
//!
//! # Executing a command
//!
//! Role check; load the command's scope; decide; the rules over the result (a finding that blocks and is new refuses,
//! unless a role that may overrides it with a reason); every `before` equals what is stored; the entry appended, sealed,
//! chained and on the disk (commands that wait together share one sync); sled; the new diary published; the answer; the
//! watchers told.
//!
//! # Invariants, and the test that tries to break each
//!
//! | | what holds | tried by |
//! |---|---|---|
//! | 1 | diary and store change only through `Change`; the journal replayed from empty equals records and indexes | `tests/store.rs` |
//! | 2 | nothing is saved with a blocking finding, unless its entry carries the override | `tests/store.rs` |
//! | 3 | what was acknowledged is durable; damage is reported or repaired, never half-read | `tests/store.rs` |
//! | 4 | nobody and nothing is in two places; who must not meet does not, stagger and travel counted | `tests/properties_rules.rs` |
//! | 5 | nothing leaves the desk that its reader may not read; every reveal is in the journal | `tests/leaks.rs` |
//! | 6 | a family's document has none of its child's protected places and times, whatever the data | `tests/leaks/documents.rs` |
//! | 7 | one finding function answers "may I?", "when could I?", "why not then?" and "what is wrong?" | `tests/properties_desk.rs`, `tests/properties_planner.rs` |
//! | 8 | the journal is a hash chain; a changed or missing entry is found by `verify` | `src/store/journal/tests.rs` |
//! | 9 | nothing is hard-deleted: records are closed or merged | `tests/desk.rs` |
//! | 10 | session time is civil, an instant is UTC with its local text, only `clock` reads the wall | `tests/properties_desk.rs`, `tests/layers.rs` |
//!
//! # Adding things
//!
//! A rule is a file in [`rules`] and a row in `RULES`; a command or question a file in [`desk::commands`] or
//! [`desk::queries`] and a row in its table; an action a row in `tui/actions/`; a record field the struct, its version in
//! [`codec`] and a golden sample that must decode for ever. Help, palette, command line and schema are made from the tables.

pub mod domain;

pub mod clock;
pub mod codec;
pub mod panel;
pub mod planner;
pub mod rules;
pub mod store;

pub mod documents;

pub mod desk;

pub mod exchange;
pub mod lines;

pub mod cli;

pub mod demo;

pub mod admin;
pub mod remote;
pub mod tui;
