//! An officer is not there: the list of what that hits, with a proposal for each, for every officer with sessions on one of
//! ten working days. Budget: 50 ms to the first proposal; what is measured is all of them.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on says where")]
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

mod support;

use contactdesk::desk::commands::Missing;
use contactdesk::desk::queries::{AffectedQuery, DayQuery};
use contactdesk::desk::{Answer, Desk, Opened};
use contactdesk::domain::*;
use std::collections::BTreeSet;
use std::time::Instant;
use support::Demo;

fn main() {
    let demo = Demo::new();
    let local = demo.open(Opened::Live);
    let seat = Demo::seat(&local);
    let (mut times, mut rows, mut proposed) = (Vec::new(), 0, 0);
    for day in Days::new(demo.today(), demo.today() + 13).each() {
        let Answer::Day(view) = seat.ask(DayQuery { day }.into()).unwrap().answer else { continue };
        let ahead = view.sessions.iter().filter(|s| s.status.is_ahead());
        let officers: BTreeSet<OfficerId> = ahead.flat_map(|s| s.officers.iter().copied()).collect();
        for officer in officers {
            let missing = Missing {
                who: officer.key(),
                sort: AbsenceKind::Sickness,
                days: Days::one(day),
                time: None,
                notes: Note::default(),
            };
            let begun = Instant::now();
            let answered = seat.ask(AffectedQuery { missing, chosen: Vec::new() }.into()).unwrap();
            times.push(begun.elapsed());
            let Answer::Affected(view) = answered.answer else { continue };
            rows += view.rows.len();
            proposed += view.rows.iter().filter(|row| !row.choices.is_empty()).count();
        }
    }
    times.sort_unstable();
    let p = |of: usize| times[(times.len() * of / 100).min(times.len() - 1)];
    println!("{} officers away, {rows} sessions hit, {proposed} with a proposal", times.len());
    println!("p50 {:.2?}  p90 {:.2?}  p99 {:.2?}  max {:.2?}", p(50), p(90), p(99), times.last().unwrap());
}
