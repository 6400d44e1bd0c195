//! The board as its users meet it: keys in, pictures out, over a desk on a real store.
//!
//! Pictures are taken at the smallest size that shows the point. The desk answers inline, so nothing is waited for.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "support/chance.rs"]
mod chance;
#[path = "support/sick.rs"]
mod sick;
mod support;

#[path = "journeys/agenda.rs"]
mod agenda;
#[path = "journeys/asked.rs"]
mod asked;
#[path = "journeys/booking.rs"]
mod booking;
#[path = "journeys/curtain.rs"]
mod curtain;
#[path = "journeys/drafts.rs"]
mod drafts;
#[path = "journeys/duty.rs"]
mod duty;
#[path = "journeys/edges.rs"]
mod edges;
#[path = "journeys/finder.rs"]
mod finder;
#[path = "journeys/intake.rs"]
mod intake;
#[path = "journeys/keys.rs"]
mod keys;
#[path = "journeys/live.rs"]
mod live;
#[path = "journeys/panels.rs"]
mod panels;
#[path = "journeys/questions.rs"]
mod questions;
#[path = "journeys/referrals.rs"]
mod referrals;
#[path = "journeys/registers.rs"]
mod registers;
#[path = "journeys/repair.rs"]
mod repair;
#[path = "journeys/requests.rs"]
mod requests;
#[path = "journeys/round.rs"]
mod round;
#[path = "journeys/screens.rs"]
mod screens;
#[path = "journeys/series.rs"]
mod series;
#[path = "journeys/sitting.rs"]
mod sitting;
#[path = "journeys/speaking.rs"]
mod speaking;
#[path = "journeys/together.rs"]
mod together;

#[path = "support/morning.rs"]
mod morning;
#[path = "support/panel_script.rs"]
mod panel_script;
#[path = "support/sitting.rs"]
mod sitting_support;

use contactdesk::desk::Desk;
use contactdesk::desk::queries::DayQuery;
use contactdesk::desk::{Answer, Query};
use contactdesk::domain::*;
use contactdesk::tui::screens::board::Board;
use contactdesk::tui::testing::Journey;
use std::sync::Arc;
use support::*;

/// The small service, with a driver whose car brings Amara.
fn service() -> Vec<Record> {
    let mut records = small_service();
    for record in &mut records {
        if let Record::Arrangement(a) = record {
            a.transport = if a.id == ArrangementId(1) { Transport::Council } else { Transport::Carer };
        }
    }
    records.extend(
        [
            r#"{"vehicle":{"id":"V-0001","name":"Car 2","capacity":4,"seats":{"booster":2,"belt":4},"insured_until":"2030-01-01"}}"#,
            r#"{"driver":{"id":"D-0001","name":"D. Osei","hours":"Mon-Fri 07:00-19:30","licence_expires":"2030-01-01","dbs_expires":"2030-01-01","usual_vehicle":"V-0001"}}"#,
        ]
        .map(json),
    );
    records
}

/// The board of Thursday 26 November 2026 as someone sees it.
fn board(house: &House, account: &str, columns: u16, rows: u16) -> Journey {
    let seat: Arc<dyn Desk> = Arc::new(house.seat(account));
    let today = seat.here().now.day;
    Journey::over(seat, Board::new(today), columns, rows)
}

/// The sessions of a day as the desk has them.
fn sessions(house: &House, day: &str) -> Vec<Session> {
    let query: Query = DayQuery { day: day.parse().unwrap() }.into();
    match house.seat("moira").ask(query).unwrap().answer {
        Answer::Day(view) => view.sessions,
        other => panic!("{other:?}"),
    }
}
