//! What the desk answers, said: one sentence per finding, plain lines per answer, and JSON.
//!
//! Everything here comes after the cut. A key without a name in the glossary is not the asker's to know and is spoken of
//! without one.

pub mod fields;

mod chase;
mod days;
mod done;
mod duty;
mod eml;
mod finding;
mod free;
mod heard;
mod intake;
mod live;
mod now;
mod panel;
mod record;
mod repair;
mod round;
mod series;
mod session;
mod slots;
mod speak;
mod staff;
mod table;
mod tables;
mod task;
#[cfg(test)]
mod tests;
mod watch;

pub use chase::{CHASE_HEADS, chase_cells};
pub use days::officer_day;
pub use done::{done, of_session, refusal, so_far};
pub use eml::eml;
pub use finding::finding;
pub use heard::{aloud, speaking_to};
pub use intake::{WAITING_HEADS, after_school, waiting_cells};
pub use live::{collision, countdown, incident, late_said, live_heading, stage, stage_brief, tell_row};
pub use panel::{
    ACTION_HEADS, DECISION_HEADS, LIST_HEADS, MINUTES_HEADS, about, action_cells, attends, decision_cells,
    forward_line, item_marks, item_pane, item_stands, list_cells, list_heading, list_notes, minutes_cells, quorum,
    sitting_heading,
};
pub use panel::{
    ASKED_HEADS, REFERRAL_HEADS, REQUEST_HEADS, asked_cells, asked_panels, asked_total, demand, due as panel_due,
    letters, mark as gate_mark, referral_cells, request_cells,
};
pub use record::{also, difference};
pub use repair::{becomes, choice, tell};
pub use round::{
    callee, car, knowing, note, reach, script, script_note, standing, to_mend, to_mend_whose, tomorrow_head,
};
pub use series::{
    mark as series_mark, orphan, rhythm, state as series_state, tally, time as series_time, told as series_session,
    when as series_day,
};
pub use session::{adults, children, has_lapsed, journeys, line as session_line, mark, officers, place, stands};
pub use slots::{IT_WORKS, against, claim, instead, why};
pub use speak::Speak;
pub use table::fit;
pub use tables::{RoleRow, roles, roles_table, sees_to};
pub use task::task;
pub use watch::{WATCH_HEADS, short, watch_cells};

use crate::desk::{Answer, Answered};
use crate::domain::*;

/// An answer as plain lines of at most `width` columns where it is a table; sentences are not cut. Ends without a line
/// break.
pub fn answer(answered: &Answered, today: Day, width: usize) -> String {
    let speak = Speak::new(&answered.names);
    let lines = match &answered.answer {
        Answer::Day(view) => days::day(view, speak, today, width),
        Answer::Week(view) => days::week(view, speak, width),
        Answer::Next(view) => days::next(view, speak, today),
        Answer::Rota(view) => days::rota(view, speak, width),
        Answer::Now(view) => now::now(view, speak, width),
        Answer::Tomorrow(view) => round::tomorrow(view, speak),
        Answer::Round(view) => round::round(view, speak, width),
        Answer::Told(view) => round::told(view, speak),
        Answer::Message(view) => round::message(view),
        Answer::Notes(view) => round::notes(view, today),
        Answer::Live(view) => live::live(view, speak, width),
        Answer::Closing(view) => live::closing(view, speak),
        Answer::Ledger(view) => live::ledger(view, speak, today),
        Answer::Tell(view) => live::tell(view, speak),
        Answer::Incidents(view) => live::incidents(view, speak),
        Answer::Allowed(view) => now::allowed(view, speak),
        Answer::Decided(view) => now::decided(view, speak),
        Answer::Agenda(view) => panel::agenda::agenda(view, speak, width),
        Answer::Sittings(view) => panel::agenda::sittings(view, speak),
        Answer::Forward(view) => panel::agenda::forward(view, speak),
        Answer::Sitting(view) => panel::sitting::sitting(view, speak, width),
        Answer::Decisions(view) => panel::after::decisions(view, speak, width),
        Answer::Actions(view) => panel::after::actions(view, speak, width),
        Answer::Minutes(view) => panel::after::minutes(view, speak, width),
        Answer::AskedFor(view) => panel::asked(view, speak, width),
        Answer::Find(view) => free::find(view, speak, width),
        Answer::Free(view) => free::free(view, speak, width),
        Answer::Hear(view) => heard::hear(view, speak, today),
        Answer::Identity(view) => heard::identity(view, speak),
        Answer::Show(view) => record::show(view, speak, today),
        Answer::List(view) => record::list(view, speak, width),
        Answer::Records(view) => view.records.iter().map(compact).collect(),
        Answer::Affected(view) => repair::affected(view, speak),
        Answer::Hits(view) => repair::hits(view, speak),
        Answer::ToTell(view) => repair::to_tell(view, speak, width),
        Answer::Timesheet(view) => staff::timesheet(view, speak, width),
        Answer::Continuity(view) => staff::continuity(view, speak, width),
        Answer::Papers(view) => intake::papers(view, speak),
        Answer::Waiting(view) => intake::waiting(view, speak, width),
        Answer::OrderWatch(view) => watch::order_watch(view, speak, width),
        Answer::OrderSet(view) => watch::order_set(view, speak),
        Answer::Chase(view) => chase::chase(view, speak, width),
        Answer::Referrals(view) => panel::referrals(view, speak, width),
        Answer::Referral(view) => panel::referral(view, speak),
        Answer::Propose(view) => done::propose(view, speak),
        Answer::Series(view) => series::series(view, speak, today, width),
        Answer::Owed(view) => series::owed(view, speak),
        Answer::Losses(view) => series::losses(view, speak, width),
        Answer::Holidays(view) => series::holidays(view, speak, width),
        Answer::Slots(view) => slots::slots(view, speak),
        Answer::Freed(view) => slots::freed(view, speak),
        Answer::Why(view) => slots::why(view, speak),
        Answer::Check(view) => done::check(view, speak),
        Answer::Journal(view) => tables::journal(&view.lines, speak),
        Answer::Settings(view) => tables::settings(view, width),
        Answer::Rules(view) => tables::rules(view, width),
        Answer::Commands(view) => tables::commands(view),
        Answer::Status(view) => tables::status(view),
    };
    lines.join("\n")
}

/// An answer with its names as JSON, for scripts: the form the schema describes.
pub fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|why| format!("\"unwritable: {why}\""))
}

/// One line of JSON.
fn compact(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|why| format!("\"unwritable: {why}\""))
}
