//! Answers as they are read.

use super::*;

fn day_view() -> DayView {
    let taken = What::Taken {
        who: OfficerId(1).key(),
        by: SessionId(107),
        during: span("13:45-15:45"),
        gap: Gap::None,
        gap_min: 0,
        free_from: at(15, 45),
    };
    let warn = Finding { severity: Severity::Warn, ..about(142, What::NoHeight { child: ChildId(12) }).finding };
    let mut gone = session();
    (gone.id, gone.status, gone.start) = (SessionId(143), SessionStatus::CancelledOnDay, at(9, 0));
    DayView {
        day: friday(),
        term: Some(true),
        sessions: vec![gone, restricted(), session()],
        findings: vec![About { session: SessionId(142), finding: warn }, about(142, taken)],
        sites: vec![Site { id: SiteId(1), base: true, ..Site::default() }],
        shut: vec![
            Shut { place: RoomId(2).key(), span: span("11:00-13:00"), reason: "flooring".parse().unwrap() },
            Shut { place: SiteId(2).key(), span: Span::DAY, reason: Name::default() },
        ],
        ..DayView::default()
    }
}

#[test]
fn a_day_on_a_small_terminal_cuts_no_name() {
    insta::assert_snapshot!(said(Answer::Day(day_view()), 80), @"
    Fri 27 Nov 2026 · week 48 · term · 2 sessions · 1 unconfirmed · 1 to put right
        09:00-17:30  Oak  C-0143  cancelled on the day
        Amara Khan with Kelly Reid · T. Shah · out 15:35 D. Osei; back 17:35 D. Osei
        14:00-15:30  Elm  C-0107  confirmed
        Busy (restricted) · T. Shah
    !?  16:00-17:30  Oak  C-0142  booked
        Amara Khan with Kelly Reid · T. Shah · out 15:35 D. Osei; back 17:35 D. Osei
    ! C-0142 T. Shah is taken by C-0107 13:45-15:45: free from 15:45
    - C-0142 Amara Khan has no height on file, so the car seat was chosen by age
    shut: Elm 11:00-13:00: flooring
    shut: Mayfield all day
    ");
}

#[test]
fn a_day_is_a_sheet() {
    insta::assert_snapshot!(said(Answer::Day(day_view()), 140), @"
    Fri 27 Nov 2026 · week 48 · term · 2 sessions · 1 unconfirmed · 1 to put right
        TIME         ROOM  SESSION  CHILD              ADULTS      OFFICERS  STATUS                TRANSPORT
        09:00-17:30  Oak   C-0143   Amara Khan         Kelly Reid  T. Shah   cancelled on the day  out 15:35 D. Osei; back 17:35 D. Osei
        14:00-15:30  Elm   C-0107   Busy (restricted)              T. Shah   confirmed
    !?  16:00-17:30  Oak   C-0142   Amara Khan         Kelly Reid  T. Shah   booked                out 15:35 D. Osei; back 17:35 D. Osei
    ! C-0142 T. Shah is taken by C-0107 13:45-15:45: free from 15:45
    - C-0142 Amara Khan has no height on file, so the car seat was chosen by age
    shut: Elm 11:00-13:00: flooring
    shut: Mayfield all day
    ");
    let narrow = said(Answer::Day(day_view()), 80);
    let rows = narrow.lines().skip(1).take(4);
    assert!(rows.clone().all(|l| unicode_width::UnicodeWidthStr::width(l) <= 80), "{narrow}");
    insta::assert_snapshot!(said(Answer::Day(DayView { day: friday(), bank_holiday: Some("Boxing Day".into()), ..DayView::default() }), 80), @"Fri 27 Nov 2026 · week 48 · Boxing Day · 0 sessions");
}

#[test]
fn a_week_names_every_day() {
    let day = |n: i32| WeekDay { day: friday() - 4 + n, bank_holiday: None, sessions: vec![], findings: vec![] };
    let mut days: Vec<WeekDay> = (0..7).map(day).collect();
    days[4].sessions = vec![restricted(), session()];
    insta::assert_snapshot!(said(Answer::Week(WeekView { monday: friday() - 4, days }), 100), @"
    Week 48 from Mon 23 Nov 2026

    Mon 23 Nov 2026 · no sessions

    Tue 24 Nov 2026 · no sessions

    Wed 25 Nov 2026 · no sessions

    Thu 26 Nov 2026 · no sessions

    Fri 27 Nov 2026 · 2 sessions
       14:00-15:30  Elm  C-0107  Busy (restricted)  T. Shah  confirmed
    ?  16:00-17:30  Oak  C-0142  Amara Khan         T. Shah  booked

    Sat 28 Nov 2026 · no sessions

    Sun 29 Nov 2026 · no sessions
    ");
}

#[test]
fn what_is_next_can_be_read_out_on_the_telephone() {
    let mut later = session();
    (later.id, later.date, later.room) = (SessionId(150), friday() + 7, None);
    let view =
        NextView { who: ChildId(12).key(), sessions: vec![session(), later], findings: vec![about(150, What::NoRoom)] };
    let text = said(Answer::Next(view), 80);
    for secret in ["Osman", "Shaftesbury", "D. Osei"] {
        assert!(!text.contains(secret), "{text}");
    }
    insta::assert_snapshot!(text, @"
    CH-0012 Amara Khan
    today, Fri 27 Nov 2026 16:00-17:30 · Oak, St Andrew's · booked · C-0142
      Amara Khan · with Kelly Reid · supervised by T. Shah
    Fri 4 Dec 2026 16:00-17:30 · no room, St Andrew's · booked · C-0150
      Amara Khan · with Kelly Reid · supervised by T. Shah
      ! 1 thing to put right: contactdesk show C-0150
    ");
    let none = NextView { who: ChildId(12).key(), sessions: vec![], findings: vec![] };
    insta::assert_snapshot!(said(Answer::Next(none), 80), @"
    CH-0012 Amara Khan
    nothing is booked in the next six months
    ");
}

#[test]
fn find_free_and_list_are_columns() {
    let hit = |key: Key, also: &str, open| Hit { key, also: also.to_owned(), score: 1, open };
    let view = FindView {
        text: "reid".into(),
        hits: vec![hit(PartyId(3).key(), "mother", true), hit(ChildId(13).key(), "7712 born 29 Feb 2016", false)],
        total: 9,
    };
    insta::assert_snapshot!(said(Answer::Find(view), 80), @"
    P-0003   family member  Kelly Reid  mother
    CH-0013  child          Theo Reid   7712 born 29 Feb 2016  closed
    7 more; say more of the name
    ");
    insta::assert_snapshot!(said(Answer::Find(FindView { text: "xyz".into(), ..FindView::default() }), 80), @"nothing is called “xyz”");
    let shut = What::Shut { place: RoomId(2).key(), closure: ClosureId(1), until: at(16, 0), last: friday() };
    let view = FreeView {
        what: FreeWhat::Rooms,
        day: friday(),
        span: span("14:00-15:30"),
        rows: vec![
            FreeRow { key: RoomId(1).key(), free: true, findings: vec![] },
            FreeRow { key: RoomId(2).key(), free: false, findings: vec![about(0, shut)] },
        ],
    };
    insta::assert_snapshot!(said(Answer::Free(view), 80), @"
    Fri 27 Nov 2026 14:00-15:30: 1 of 2 rooms free
    free  RM-0001  Oak
    no    RM-0002  Elm  is shut until 16:00 (flooring); last day Fri 27 Nov 2026
    ");
    let records = vec![
        Room { id: RoomId(1), ..Room::default() }.into(),
        Room { id: RoomId(2), life: Life::Merged { into: RoomId(1).key(), on: friday() }, ..Room::default() }.into(),
    ];
    insta::assert_snapshot!(said(Answer::List(ListView { kind: Kind::Room, records }), 80), @"
    RM-0001  Oak  seats 0
    RM-0002  Elm  seats 0  merged into RM-0001
    2 records
    ");
}

#[test]
fn a_record_is_shown_with_every_field_that_says_something() {
    let line = Line {
        seq: 812,
        at: Instant { utc: 0, local: "2026-11-26 16:05:09 GMT".into() },
        actor: Actor { account: "asha".into(), really: Some("root".into()), role: Role::Manager },
        command: "session.book".into(),
        args: "{}".into(),
        keys: vec![SessionId(142).key()],
        changed: 1,
        reason: Some("court order".parse().unwrap()),
        overrides: vec![RuleName::new("day-full")],
        undoes: None,
    };
    let mut booked = session();
    booked.confirmations = vec![Confirmation {
        who: Some(PartyId(3).key()),
        how: "phone".parse().unwrap(),
        at: Moment::new(friday(), at(9, 2)),
        result: ConfirmResult::NoAnswer,
        by: "asha".parse().unwrap(),
    }];
    let view = ShowView {
        record: booked.into(),
        findings: vec![],
        demand: None,
        related: vec![],
        ahead: vec![],
        history: vec![line],
    };
    insta::assert_snapshot!(said(Answer::Show(view), 100), @"
    C-0142 session · Fri 27 Nov 2026 16:00-17:30, Oak, T. Shah · Amara Khan · booked
      Arrangement: A-0007 Amara Khan with Kelly Reid
      Sort: contact
      Children: CH-0012 Amara Khan
      Parties: P-0003 Kelly Reid
      Date: Fri 27 Nov 2026
      Start: 16:00
      End: 17:30
      Site: ST-0001 St Andrew's
      Room: RM-0001 Oak
      Officers: OF-0001 T. Shah
      Level: supervised
      Status: booked
      Stagger adult arrive: 00:00
      Stagger child arrive: 00:00
      Stagger child leave: 00:00
      Stagger adult release: 00:00
      Journey out: 15:35-15:55 Shaftesbury Junior to St Andrew's: council car, D. Osei, Car 2 (planned)
      Journey return: 17:35-17:55 St Andrew's to the Osman household: council car, D. Osei, Car 2 (planned)
      Asked: Kelly Reid by phone Fri 27 Nov 2026 09:02: no answer

    What happened:
      812 Thu 26 Nov 2026 16:05 root as asha (manager) session.book C-0142 Amara Khan
        overridden: day-full
        reason: court order
    ");
}

#[test]
fn a_secret_address_is_said_to_be_there() {
    let carer = Carer {
        id: CarerId(2),
        name: "the Osman household".parse().unwrap(),
        address: Address { area: "LE2".parse().unwrap(), class: AddressClass::Secret, ..Address::default() },
        holidays: vec![Days::new(friday(), friday() + 3)],
        can_transport: true,
        ..Carer::default()
    };
    let view = ShowView {
        record: carer.into(),
        findings: vec![],
        demand: None,
        related: vec![ChildId(12).key()],
        ahead: vec![session()],
        history: vec![],
    };
    insta::assert_snapshot!(said(Answer::Show(view), 100), @"
    CR-0002 carer · the Osman household
      Name: the Osman household
      Sort: in-house foster carer
      Address area: LE2
      Address class: secret
      Can transport: yes
      Holidays: Fri 27 Nov 2026 to Mon 30 Nov 2026
      Address: not shown (secret); contactdesk do address.reveal, with a reason, shows what is on file

    What points at it:
      child CH-0012 Amara Khan

    What comes:
      today, Fri 27 Nov 2026 16:00-17:30 · Oak, St Andrew's · booked · Amara Khan · C-0142
    ");
}

#[test]
fn a_rota_has_a_cell_for_each_day() {
    let work = RotaDay {
        hours: vec![span("08:30-17:00")],
        shifts: vec![],
        away: vec![],
        sessions: vec![(SessionId(142), span("15:45-17:45"))],
    };
    let away = RotaDay { away: vec![(AbsenceId(1).key(), Span::DAY, AbsenceKind::Leave)], ..work.clone() };
    let part =
        RotaDay { away: vec![(AbsenceId(1).key(), span("09:00-12:00"), AbsenceKind::Court)], ..RotaDay::default() };
    let free = RotaDay { sessions: vec![], ..work.clone() };
    let days = vec![work.clone(), away, part, free, work, RotaDay::default(), RotaDay::default()];
    let view = RotaView {
        monday: friday() - 4,
        rows: vec![RotaRow { officer: OfficerId(1), weekly_hours: 37, there_min: 2040, work_min: 630, days }],
    };
    insta::assert_snapshot!(said(Answer::Rota(view.clone()), 100), @"
    Week 48 from Mon 23 Nov 2026
    OFFICER  HOURS     MON  TUE       WED                THU  FRI  SAT  SUN  SESSIONS
    T. Shah  10:30/37  x1   leave x1  court 09:00-12:00  in   x1   -    -    3
    ");
    insta::assert_snapshot!(said(Answer::Rota(view), 160), @"
    Week 48 from Mon 23 Nov 2026
    OFFICER  HOURS     MON             TUE       WED                THU          FRI             SAT  SUN  SESSIONS
    T. Shah  10:30/37  08:30-17:00 x1  leave x1  court 09:00-12:00  08:30-17:00  08:30-17:00 x1  -    -    3
    ");
}

#[test]
fn tables_of_the_program_are_read() {
    let settings = SettingsView {
        rows: vec![
            SettingLine {
                name: "stagger.before_min".into(),
                value: "10".into(),
                default: "15".into(),
                about: "minutes the adult arrives before".into(),
            },
            SettingLine {
                name: "calendar.bank_holidays".into(),
                value: String::new(),
                default: String::new(),
                about: "further bank holidays".into(),
            },
        ],
    };
    insta::assert_snapshot!(said(Answer::Settings(settings), 100), @"
    SETTING                 VALUE            WHAT IT DOES
    stagger.before_min      10 (default 15)  minutes the adult arrives before
    calendar.bank_holidays  none             further bank holidays
    ");
    let commands = CommandsView {
        rows: vec![
            CommandLine {
                name: "session.book".into(),
                query: false,
                about: "books a session".into(),
                roles: vec![Role::Manager],
            },
            CommandLine { name: "day".into(), query: true, about: "a day".into(), roles: Role::ALL.to_vec() },
        ],
    };
    insta::assert_snapshot!(said(Answer::Commands(commands), 100), @"
    NAME               WHAT IT DOES     WHO MAY
    session.book  do   books a session  manager
    day           ask  a day            everyone
    ");
    let here = Here {
        store: "DEMO".into(),
        demo: true,
        account: "asha".into(),
        now: Moment::new(friday(), at(9, 0)),
        head: 812,
        ..Here::default()
    };
    let status = StatusView { here, hash: "ab12".into(), records: vec![(Kind::Child, 185)], sessions: 142 };
    insta::assert_snapshot!(said(Answer::Status(status), 100), @"
    store: DEMO (invented data)
    you: asha (coordinator)
    now: Fri 27 Nov 2026 09:00
    last entry: 812 ab12
    sessions ever booked: 142
    children: 185
    ");
}

#[test]
fn what_was_done_or_would_be_is_said() {
    let done = |command: &str, changed: Vec<Key>| Done {
        entry: 812,
        command: command.into(),
        changed,
        names: names(),
        ..Done::default()
    };
    let view = ShowView {
        record: session().into(),
        findings: vec![],
        demand: None,
        related: vec![],
        ahead: vec![],
        history: vec![],
    };
    let shown = Answered { answer: Answer::Show(view), names: names() };
    let booked = done("session.book", vec![SessionId(142).key()]);
    let mut many = vec![crate::lines::done(&booked, Some(&shown)), crate::lines::done(&booked, None)];
    for (command, changed) in [
        ("record.add", vec![ChildId(12).key()]),
        ("record.merge", vec![ChildId(12).key(), ChildId(13).key()]),
        ("import", vec![ChildId(12).key(), ChildId(13).key()]),
        ("export", vec![]),
        ("setting.set", vec![SettingId(1).key()]),
    ] {
        many.push(crate::lines::done(&done(command, changed), None));
    }
    many.push(crate::lines::done(&Done { undoes: Some(811), ..done("undo", vec![SessionId(142).key()]) }, None));
    many.push(crate::lines::done(&Done { undoes: Some(812), ..done("redo", vec![SessionId(142).key()]) }, None));
    many.push(crate::lines::done(
        &Done { revealed: Some("1 Mill Lane\nLeicester".parse().unwrap()), ..done("address.reveal", vec![]) },
        None,
    ));
    insta::assert_snapshot!(many.join("\n"), @"
    C-0142 booked: Fri 27 Nov 2026 16:00-17:30, Oak, T. Shah (entry 812)
    C-0142 Amara Khan booked (entry 812)
    CH-0012 Amara Khan added (entry 812)
    CH-0012 Amara Khan merged, 1 record with it (entry 812)
    2 records imported (entry 812)
    export written down (entry 812)
    SE-0001 (restricted) changed (entry 812)
    entry 811 undone: C-0142 Amara Khan (entry 812)
    done again: C-0142 Amara Khan (entry 812)
    1 Mill Lane
    Leicester
    address revealed, written down with the reason (entry 812)
    ");
}

#[test]
fn what_would_be_booked_or_refused_is_said() {
    let propose = ProposeView {
        session: Session { id: SessionId(0), ..session() },
        findings: vec![about(0, What::NoRoom)],
        around: vec![restricted()],
        usual: vec![span("16:00-17:30")],
    };
    insta::assert_snapshot!(said(Answer::Propose(propose), 100), @"
    would be booked: Fri 27 Nov 2026 16:00-17:30, Oak, T. Shah
      children: Amara Khan
      adults: Kelly Reid
      level: supervised
      transport: out 15:35 D. Osei; back 17:35 D. Osei
      usually: 16:00-17:30
      same room: 14:00-15:30 Busy (restricted)
    ! it takes a room and has none
    ");
    let check = CheckView {
        missed: Vec::new(),
        orphans: Vec::new(),
        sessions: vec![session()],
        findings: vec![about(142, What::NoRoom)],
        why_not: Vec::new(),
        blocking: vec![about(142, What::NoRoom)],
    };
    insta::assert_snapshot!(said(Answer::Check(check), 100), @"
    a rule would refuse it
    C-0142: Fri 27 Nov 2026 16:00-17:30, Oak, T. Shah
    ! C-0142 it takes a room and has none
    ");
}

#[test]
fn a_refusal_names_what_refuses_and_the_way_out() {
    let taken = What::Taken {
        who: RoomId(2).key(),
        by: SessionId(107),
        during: span("14:00-15:30"),
        gap: Gap::ClearDown,
        gap_min: 15,
        free_from: at(15, 45),
    };
    let no = Refusal {
        findings: vec![about(0, taken)],
        names: names(),
        ..Refusal::new(No::Rule, "a rule refuses it").hinted("a manager may override with a reason")
    };
    insta::assert_snapshot!(refusal(&no), @"
    a rule refuses it
    ! Elm is taken by C-0107 14:00-15:30 and needs 15 minutes to clear: free from 15:45
    hint: a manager may override with a reason
    ");
    let hit = |key: Key, also: &str| Hit { key, also: also.to_owned(), score: 1, open: true };
    let no = Refusal {
        candidates: vec![hit(ChildId(13).key(), "CM-4410"), hit(PartyId(3).key(), "")],
        names: names(),
        wrong: vec![WrongAt { index: 1, field: "name".into(), what: "is missing".into() }],
        ..Refusal::new(No::NotFound, "“reid” could be any of 2").hinted("say which, by its reference")
    };
    insta::assert_snapshot!(refusal(&no), @"
    “reid” could be any of 2
    record 2: name is missing
      CH-0013 Theo Reid (CM-4410)
      P-0003 Kelly Reid
    hint: say which, by its reference
    ");
}
