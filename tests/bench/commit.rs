//! One durable booking with its cancellation, beside the fdatasync of a small append on the same disk: two commits are
//! two of those. `cargo bench --bench compare` takes turns between the two and gives the ratio.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on says where")]

mod support;

use contactdesk::desk::commands::{SessionBook, SessionCancel};
use contactdesk::desk::{Command, Desk, Opened, Order};
use contactdesk::domain::*;
use divan::Bencher;
use std::io::Write;
use support::Demo;

fn main() {
    divan::main();
}

/// 300 bytes more in a file that is open, on the disk.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn fdatasync(bencher: Bencher) {
    let mut file = tempfile::tempfile_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    bencher.bench_local(|| {
        file.write_all(&[7; 300]).unwrap();
        file.sync_data().unwrap();
    });
}

/// A session booked on an evening on which nothing else is, and cancelled.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn book_and_cancel(bencher: Bencher) {
    let demo = Demo::new();
    let local = demo.open(Opened::Live);
    let seat = Demo::seat(&local);
    let day = demo.today().monday() + 7;
    let over: Option<contactdesk::desk::Over> = Some("a bench".parse().unwrap());
    bencher.bench_local(|| {
        let book = SessionBook {
            date: day,
            start: Minute::at(12, 0),
            arrangement: Some(ArrangementId(1)),
            ..SessionBook::default()
        };
        let done = seat.execute(Order { command: Command::from(book), over: over.clone() }).unwrap();
        let session = SessionId(done.changed.iter().find(|k| k.kind == Kind::Session).unwrap().id);
        let (by, reason) = (CancelledBy::ServiceStaff, CancelReason::Ill);
        let cancel = SessionCancel { session, by, reason, words: Note::default(), was: None };
        seat.execute(Command::from(cancel).into()).unwrap();
    });
}
