//! Nothing is booked any more on a day that was closed: whoever closed it has gone home believing that all is seen to.

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "day-closed",
    about: "nothing is booked on a day once it was closed; what was booked before it was stays as it is",
    source: "DOMAIN 4a",
    severity: Severity::Block,
    parts: &[Part::Session],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    // a day is closed when it is over: of the days to come none is
    if session.date > case.diary.now.day || !session.status.is_ahead() {
        return;
    }
    let closes = |note: &&DayNote| note.sort == DayNoteSort::Closed && note.day == session.date;
    if let Some(note) = case.diary.open::<DayNote>().find(closes) {
        found.add(Part::Session, What::DayClosed { by: note.by.clone(), at: note.at });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn what_is_ahead_on_a_closed_day_and_nothing_that_came_out() {
        let (mut diary, sessions) = Sketch::new().diary(&["mon 14:00-15:30 Oak Shah Amara with Kelly"]);
        let (session, at) = (&sessions[0], Moment::new(sessions[0].date, Minute::at(18, 0)));
        let day_closed = |diary: &Diary, session: &Session| {
            check(diary, session).unwrap().iter().any(|f| f.rule.to_string() == "day-closed" && f.blocks())
        };
        diary.now = at;
        assert!(!day_closed(&diary, session));
        let note = DayNote { id: DayNoteId(1), day: session.date, sort: DayNoteSort::Closed, at, ..DayNote::default() };
        diary.apply(&Change::new(DayNote { sort: DayNoteSort::Handover, ..note.clone() }));
        assert!(!day_closed(&diary, session));
        diary.apply(&Change::new(DayNote { id: DayNoteId(2), ..note }));
        assert!(day_closed(&diary, session));
        let done = Session { status: SessionStatus::Recorded, ..session.clone() };
        assert!(!day_closed(&diary, &done));
        let next = Session { date: session.date + 1, ..session.clone() };
        diary.load_days(Days::one(next.date), []);
        assert!(!day_closed(&diary, &next));
    }
}
