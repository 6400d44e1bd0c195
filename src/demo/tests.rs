use super::*;
use crate::domain::*;
use crate::rules;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn usual() -> Options {
    Options::new(1, day("2026-11-26"))
}

static USUAL: LazyLock<Vec<Record>> = LazyLock::new(|| service(usual()));

fn all<T: Plain>(records: &[Record]) -> Vec<&T> {
    records.iter().filter_map(T::of).collect()
}

fn diary(records: &[Record], days: Days) -> Diary {
    let (sessions, rest): (Vec<Record>, Vec<Record>) = records.iter().cloned().partition(|r| r.kind() == Kind::Session);
    let mut diary = Diary::of_records(rest, []);
    diary.load_days(days, sessions.into_iter().map(Arc::new));
    diary
}

fn blocking(diary: &Diary, days: Days) -> Vec<(SessionId, Finding)> {
    let found = days.each().flat_map(|day| rules::check_day(diary, day).unwrap());
    found.flat_map(|(id, all)| all.into_iter().filter(Finding::blocks).map(move |f| (id, f))).collect()
}

/// How many of a hundred, by a question.
fn share<T>(all: &[T], is: impl Fn(&T) -> bool) -> usize {
    (all.iter().filter(|it| is(it)).count() * 100 + all.len() / 2) / all.len().max(1)
}

#[track_caller]
fn near(what: &str, is: usize, wanted: usize, give: usize) {
    assert!(is.abs_diff(wanted) <= give, "{what}: {is} and not about {wanted}");
}

#[test]
fn the_service_is_as_large_as_the_domain_says() {
    let records = &*USUAL;
    let count = |kind: Kind| records.iter().filter(|r| r.kind() == kind).count();
    assert_eq!(count(Kind::Site), 9);
    assert_eq!(count(Kind::Room), 10);
    assert_eq!(count(Kind::Officer), 16);
    assert_eq!(all::<Officer>(records).iter().filter(|o| o.car_owner).count(), 9);
    assert_eq!(count(Kind::Child), 185);
    assert_eq!(count(Kind::Party), 240);
    assert_eq!(count(Kind::Carer), 130);
    assert_eq!(count(Kind::NoMeetRule), 41); // forty, and the one of today
    let active = |a: &&Arrangement| a.status == ArrangementStatus::Active;
    assert_eq!(all::<Arrangement>(records).into_iter().filter(active).count(), 230);
    let drivers = all::<Driver>(records);
    let sorts = [DriverKind::Council, DriverKind::Volunteer, DriverKind::Taxi, DriverKind::Escort];
    assert_eq!(sorts.map(|sort| drivers.iter().filter(|d| d.sort == sort).count()), [3, 4, 3, 5]);
    let roles: BTreeSet<Role> = all::<User>(records).iter().map(|u| u.role).collect();
    assert_eq!(roles.len(), Role::ALL.len());
    let ola = all::<User>(records).into_iter().find(|u| &*u.account == "ola").and_then(|u| u.officer).unwrap();
    assert!(all::<Officer>(records).iter().any(|o| o.id == ola && &*o.account == "ola"));
}

#[test]
fn weeks_have_about_a_hundred_and_sixty_sessions() {
    let mut weeks: BTreeMap<Day, usize> = BTreeMap::new();
    for session in all::<Session>(&USUAL) {
        *weeks.entry(session.date.monday()).or_default() += 1;
    }
    assert_eq!(weeks.len(), 26);
    let ordinary = weeks.iter().filter(|(monday, _)| monday.to(**monday + 5).all(estate::open));
    let counts: Vec<usize> = ordinary.map(|(_, count)| *count).collect();
    near("sessions a week", counts.iter().sum::<usize>() / counts.len(), 158, 12);
    assert!(counts.iter().all(|count| (130..=185).contains(count)), "{counts:?}");
}

#[test]
fn shares_are_near_those_of_the_domain() {
    let records = &*USUAL;
    let children = all::<Child>(records);
    let carers: BTreeMap<CarerId, &Carer> = all::<Carer>(records).into_iter().map(|c| (c.id, c)).collect();
    let now: Vec<&Placement> = all::<Placement>(records).into_iter().filter(|p| p.to.is_none()).collect();
    near("secret", share(&now, |p| carers[&p.carer].address.class == AddressClass::Secret), 35, 2);
    let homes: Vec<&&Carer> = carers.values().collect();
    near("outside", share(&homes, |c| !places::CITY.iter().any(|a| *a.code == *c.address.area)), 30, 1);
    near("far", share(&homes, |c| places::FAR.iter().any(|a| *a.code == *c.address.area)), 8, 1);
    let active: Vec<&Arrangement> =
        all::<Arrangement>(records).into_iter().filter(|a| a.status == ArrangementStatus::Active).collect();
    let level = |level| share(&active, |a| a.level == level);
    near("supervised", level(SupervisionLevel::Supervised), 62, 1);
    near("close", level(SupervisionLevel::CloseTwoOfficer), 6, 1);
    near("monitored", level(SupervisionLevel::Monitored), 14, 1);
    near("community", level(SupervisionLevel::Community), 8, 1);
    near("interpreter", share(&active, |a| !a.language.is_empty()), 9, 4);
    near("ninety minutes", share(&active, |a| a.length_min == Some(90)), 45, 6);
    near("restricted", share(&children, |c| !c.restricted_to.is_empty()), 3, 2);
    assert_eq!(all::<Party>(records).iter().filter(|p| !p.banned_sites.is_empty()).count(), 5);
    let names: Vec<&str> = children.iter().map(|c| &*c.name).collect();
    assert!(names.iter().filter(|n| **n == "Jack Smith").count() >= 2, "two children of one name");
}

#[test]
fn the_past_went_as_the_domain_says() {
    let sessions: Vec<&Session> = all::<Session>(&USUAL).into_iter().filter(|s| s.date < usual().today).collect();
    assert!(sessions.len() > 1500);
    use SessionStatus::*;
    near("completed", share(&sessions, |s| matches!(s.status, ChildHome | Recorded | SignedOff)), 76, 3);
    near("part", share(&sessions, |s| matches!(s.status, Aborted | PartAttended)), 3, 1);
    near("no show", share(&sessions, |s| s.status == NoShow), 7, 2);
    let by = |by| share(&sessions, |s| s.status != NoShow && s.cancel.as_ref().is_some_and(|c| c.by == by));
    near("parent", by(CancelledBy::Parent), 5, 2);
    near("child", by(CancelledBy::Child), 3, 1);
    near("carer", by(CancelledBy::Carer), 2, 1);
    near("staff", by(CancelledBy::ServiceStaff), 2, 1);
    let off: Vec<&Cancellation> =
        sessions.iter().filter(|s| s.status != NoShow).filter_map(|s| s.cancel.as_ref()).collect();
    near("short notice", share(&off, |c| c.notice_min < 24 * 60), 55, 6);
    let came: Vec<&&Session> = sessions.iter().filter(|s| s.actual.adult_arrived.is_some()).collect();
    let late = |s: &Session| s.actual.adult_arrived.unwrap().0 - s.stagger.adult_arrive.0;
    near("late by more than 15", share(&came, |s| late(s) > 15), 12, 3);
    near("late on average", came.iter().map(|s| usize::from(late(s))).sum::<usize>() / came.len(), 6, 1);
    let due: Vec<&&Session> =
        came.iter().copied().filter(|s| s.record.due.is_some_and(|d| d < usual().today)).collect();
    near("records on time", share(&due, |s| s.record.submitted.is_some_and(|on| Some(on) <= s.record.due)), 80, 4);
}

#[test]
fn what_was_called_off_says_who_why_and_when() {
    for session in all::<Session>(&USUAL) {
        use SessionStatus::*;
        let off = matches!(session.status, CancelledInAdvance | CancelledOnDay | NoShow);
        assert_eq!(off, session.cancel.is_some(), "{}", session.id);
        if let Some(cancel) = &session.cancel {
            let notice = Moment::new(session.date, session.start).minutes_since(cancel.at);
            assert_eq!(cancel.notice_min, notice);
            assert!(!cancel.recorded_by.is_empty() && (notice > 0) == (session.status != NoShow), "{}", session.id);
            assert_eq!(session.makeup_owed_min > 0, cancel.by.owes_make_up());
        }
        assert!(session.date < usual().today || session.status.is_ahead());
    }
    let makeups: Vec<_> = all::<Session>(&USUAL).into_iter().filter_map(|s| s.makeup_of).collect();
    assert!(makeups.len() > 10, "{}", makeups.len());
}

#[test]
fn every_record_is_right_and_names_only_what_came_before_it() {
    let mut seen: BTreeSet<Key> = BTreeSet::new();
    let mut last: BTreeMap<Kind, u32> = BTreeMap::new();
    for record in &*USUAL {
        assert_eq!(record.check(), [], "{}", record.key());
        for owner in record.owners() {
            assert!(seen.contains(&owner), "{} names {owner}", record.key());
        }
        assert!(seen.insert(record.key()), "{} twice", record.key());
        let last = last.entry(record.kind()).or_default();
        *last = (*last).max(record.key().id);
    }
    for (kind, last) in last {
        assert_eq!(seen.iter().filter(|key| key.kind == kind).count(), last as usize, "{kind:?} leaves numbers out");
    }
}

#[test]
fn a_seed_is_a_service() {
    let small = |seed| service(Options { weeks: 16, ..Options::new(seed, day("2026-11-26")) });
    let text = |seed| format!("{:?}", small(seed));
    let first = text(7);
    assert!(first == text(7), "the same seed makes the same service");
    assert!(first != text(8), "another seed makes another");
}

#[test]
fn what_comes_in_batches_is_the_whole() {
    let options = Options { weeks: 16, ..usual() };
    let mut batches = history(options);
    let first = batches.next().unwrap();
    assert!(first.iter().all(|r| r.kind() != Kind::Session));
    let mut whole = first;
    for batch in batches.by_ref() {
        let days: BTreeSet<Day> = all::<Session>(&batch).iter().map(|s| s.date.monday()).collect();
        assert!(days.len() <= 1 && batch.len() < 400);
        whole.extend(batch);
    }
    assert_eq!(batches.problems(), Some(&problems(options)[..]));
    assert!(whole == service(options));
}

/// No blocking finding but the five that are planted, on any of these days.
#[track_caller]
fn only_what_is_planted_is_wrong(seed: u64, one_more: &str) {
    // a Thursday, a Sunday, a holiday, the day the clocks go forward
    for today in ["2026-11-26", "2026-11-22", "2026-12-25", "2027-03-28", one_more] {
        let options = Options { weeks: 16, ..Options::new(seed, day(today)) };
        let mut made = history(options);
        let records: Vec<Record> = made.by_ref().flatten().collect();
        let problems = made.problems().unwrap();
        assert_eq!(problems.len(), trouble::WANTED, "{today}, seed {seed}: {problems:?}");
        let diary = diary(&records, options.days());
        let found = blocking(&diary, options.days());
        for (id, finding) in &found {
            let planted = |p: &&Problem| p.rule == finding.rule.0 && (p.session == *id || p.others.contains(id));
            assert!(problems.iter().any(|p| planted(&p)), "{today}, seed {seed}: {id} {finding:?}");
        }
        for problem in problems {
            assert!(found.iter().any(|(id, f)| *id == problem.session && f.rule.0 == problem.rule), "{problem:?}");
            assert_eq!(diary.day_of(problem.session), Some(options.board_day()), "{today}");
        }
        let ahead = all::<Session>(&records).into_iter().filter(|s| s.date >= options.today);
        assert!(ahead.clone().count() > 800 && ahead.into_iter().all(|s| s.status.is_ahead()), "{today}");
    }
}

#[test]
fn only_what_is_planted_is_wrong_with_seed_1() {
    only_what_is_planted_is_wrong(1, "2026-08-31");
}

#[test]
fn only_what_is_planted_is_wrong_with_seed_2() {
    only_what_is_planted_is_wrong(2, "2026-07-11");
}

#[test]
fn only_what_is_planted_is_wrong_with_seed_3() {
    only_what_is_planted_is_wrong(3, "2026-10-25");
}

#[test]
fn a_day_off_has_its_board_on_the_next_open_day() {
    let board = |text: &str| Options::new(1, day(text)).board_day().to_string();
    assert_eq!(board("2026-11-26"), "2026-11-26");
    assert_eq!(board("2026-11-22"), "2026-11-23");
    assert_eq!(board("2026-12-25"), "2026-12-29"); // Friday; Boxing Day, Sunday, substitute Monday
}

#[test]
fn the_large_service_has_years_behind_it() {
    let options = Options { scale: 5, years: 12, ..usual() };
    assert_eq!((options.days().last - options.days().first + 1) / 7, 26 + 12 * 52);
    let mut history = history(options);
    let first = history.next().unwrap();
    let today: Vec<&Placement> = all::<Placement>(&first).into_iter().filter(|p| p.to.is_none()).collect();
    assert_eq!(today.len(), 925);
    assert_eq!(all::<Officer>(&first).len(), 80);
    let week = history.next().unwrap();
    let sessions = all::<Session>(&week);
    near("sessions of a week", sessions.len(), 750, 120);
    let monday = options.days().first;
    let whole: Vec<Record> = first.iter().chain(&week).cloned().collect();
    let days = Days::new(monday, monday + 6);
    assert_eq!(blocking(&diary(&whole, days), days), []);
    assert!(sessions.iter().all(|s| s.date < usual().today && !s.status.is_ahead()));
}

#[test]
fn a_service_of_any_length_is_sound_and_todays_families_are_here_today() {
    for (weeks, years) in [(26, 12), (640, 0), (8, 3)] {
        let options = Options { weeks, years, ..usual() };
        let mut history = history(options);
        // what is dated comes week by week and is checked above: the first batch has the families of all times
        let records = history.next().unwrap();
        let unsound: Vec<_> =
            records.iter().map(|r| (r.key(), r.check())).filter(|(_, wrong)| !wrong.is_empty()).collect();
        assert!(unsound.is_empty(), "{weeks} weeks, {years} years: {} unsound: {unsound:?}", unsound.len());
        let now = all::<Arrangement>(&records).into_iter().filter(|a| {
            a.status == ArrangementStatus::Active
                && a.start.is_some_and(|start| start <= options.today)
                && a.end.is_none_or(|end| options.today <= end)
        });
        let now = now.count();
        assert!((200..=230).contains(&now), "{weeks} weeks, {years} years: {now} in force");
    }
}

#[test]
fn what_came_round_was_booked_but_for_a_few() {
    for seed in [1, 2] {
        let options = Options { seed, ..usual() };
        let records = service(options);
        let sessions = all::<Session>(&records);
        let whole = Diary::of_records(records.iter().filter(|r| r.kind() != Kind::Session).cloned(), []);
        let booked: BTreeSet<_> = sessions.iter().filter_map(|s| Some((s.arrangement?, s.occurrence?))).collect();
        let mut missing = 0;
        for arrangement in all::<Arrangement>(&records).into_iter().filter(|a| a.status == ArrangementStatus::Active) {
            // what was before the first session on file is nobody's debt
            let first = sessions.iter().filter(|s| s.arrangement == Some(arrangement.id)).map(|s| s.date).min();
            let Some(first) = first.filter(|first| *first < options.today) else { continue };
            let came = whole.occurrences(arrangement, Days::new(first, options.today - 1));
            let over = came.iter().filter(|o| o.last < options.today);
            missing += over.filter(|o| !booked.contains(&(arrangement.id, o.day))).count();
        }
        // four in a hundred: rooms and officers are short after school, as they are in life
        assert!(missing * 100 < sessions.len() * 4, "seed {seed}: {missing} of {}", sessions.len());
        let off = sessions.iter().filter(|s| s.makeup_owed_min > 0);
        let made: BTreeSet<_> = sessions.iter().filter_map(|s| s.makeup_of).collect();
        let owed = off.filter(|s| !made.contains(&s.id)).count();
        assert!((3..50).contains(&owed), "seed {seed}: {owed} owed");
    }
}

#[test]
fn there_is_something_to_see_to_of_every_sort() {
    let (records, today) = (&*USUAL, usual().today);
    let soon = |day: Option<Day>| day.is_some_and(|day| (today..=today + 28).contains(&day));
    let waiting: Vec<&Arrangement> = all::<Arrangement>(records)
        .into_iter()
        .filter(|a| matches!(a.status, ArrangementStatus::Requested | ArrangementStatus::Waiting))
        .collect();
    let priorities: BTreeSet<Priority> = waiting.iter().map(|a| a.priority).collect();
    assert!(waiting.len() > 5 && priorities.len() == 3 && waiting.iter().any(|a| a.target_on.is_some()));
    assert!(all::<RiskAssessment>(records).iter().filter(|r| soon(r.expires_on)).count() > 2);
    let dates: BTreeSet<AppointmentSort> = all::<Appointment>(records).iter().map(|a| a.sort).collect();
    for sort in [AppointmentSort::Court, AppointmentSort::Medical, AppointmentSort::LacReview] {
        assert!(dates.contains(&sort), "{sort:?}");
    }
    let letters = all::<Letter>(records);
    assert!(letters.iter().any(|l| l.received.is_none() && soon(l.due)));
    assert!(letters.iter().any(|l| l.received.is_some() && l.checked_by.len() == 1 && l.forwarded.is_none()));
    assert!(all::<DayNote>(records).iter().any(|n| n.sort == DayNoteSort::Handover && n.day == today));
    let sessions = all::<Session>(records);
    let incident = all::<Incident>(records)[0];
    assert!(soon(incident.follow_up_by) && incident.followed_up_on.is_none());
    assert!(sessions.iter().any(|s| Some(s.id) == incident.session && s.date == incident.at.day));
    // twice a week is ordered from Monday on, and once is booked
    let order = all::<CourtOrder>(records).into_iter().find(|o| o.min_times_week == Some(2)).unwrap();
    let week = Days::new(today.monday() + 7, today.monday() + 13);
    let booked = sessions.iter().filter(|s| s.arrangement == order.arrangement && week.hold(s.date));
    assert_eq!((order.from, booked.count()), (Some(week.first), 1));
}
