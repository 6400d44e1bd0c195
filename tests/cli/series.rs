//! Arrangements and their times: written down, booked ahead, changed; a bank holiday Monday and who loses contact by it
//! (DOMAIN 6b, 9), as a script would do it.

use super::*;

/// Families who come weekly, fortnightly, monthly and twice a week, all on Mondays.
fn mondays() -> House {
    let mut records = small_service();
    for (n, name, recurrence) in [
        (3, "Ivy Stone", "Mon 09:00-10:00"),
        (4, "Jay Brook", "every 2 weeks Mon 11:00-12:00 from 14 Dec 2026"),
        (5, "Kit Marsh", "last Mon 13:00-14:00"),
        (6, "Lou Field", "Mon and Thu 15:00-16:00"),
    ] {
        let all = [
            format!(r#"{{"child":{{"id":"CH-000{n}","name":"{name}","dob":"2019-05-01","height_cm":118}}}}"#),
            format!(r#"{{"party":{{"id":"P-000{n}","name":"Mother of {name}"}}}}"#),
            format!(r#"{{"placement":{{"child":"CH-000{n}","carer":"CR-0002","from":"2026-01-05"}}}}"#),
            format!(
                r#"{{"arrangement":{{"id":"A-000{n}","children":["CH-000{n}"],"parties":["P-000{n}"],"length_min":60,"status":"active","start":"2026-01-05","level_reason":"court","planned_on":"2026-01-06","referral_complete_on":"2026-01-02","recurrence":"{recurrence}"}}}}"#
            ),
            format!(r#"{{"agreement":{{"arrangement":"A-000{n}","signed_on":"2026-01-07"}}}}"#),
            format!(
                r#"{{"risk_assessment":{{"arrangement":"A-000{n}","made_on":"2026-01-07","expires_on":"2040-01-07"}}}}"#
            ),
        ];
        records.extend(all.iter().map(|text| json(text)));
    }
    House::with(records)
}

#[test]
fn a_bank_holiday_monday_is_offered_with_what_it_would_come_to() {
    let house = mondays();
    insta::assert_snapshot!(asha(&house, "losses 28/12"), @"
    Mon 28 Dec 2026 to Sun 3 Jan 2027: nobody loses contact by a closure
    ? Mon 28 Dec 2026 is a bank holiday, and nobody has decided whether sites are closed
    ? Fri 1 Jan 2027 is a bank holiday, and nobody has decided whether sites are closed
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "losses 28/12 --suppose"), @"
    Mon 28 Dec 2026 to Sun 3 Jan 2027: 4 children lose contact
    ? Mon 28 Dec 2026 is a bank holiday, and nobody has decided whether sites are closed
    ? Fri 1 Jan 2027 is a bank holiday, and nobody has decided whether sites are closed
       CHILD      WITH                 LOST                    LEFT     NEXT                         BY
    !  Jay Brook  Mother of Jay Brook  Mon 28 Dec 11:00-12:00  nothing  Mon 11 Jan, 4 weeks  A-0004  if closed
    !  Kit Marsh  Mother of Kit Marsh  Mon 28 Dec 13:00-14:00  nothing  Mon 25 Jan, 8 weeks  A-0005  if closed
       Ivy Stone  Mother of Ivy Stone  Mon 28 Dec 09:00-10:00  nothing  Mon 4 Jan            A-0003  if closed
       Lou Field  Mother of Lou Field  Mon 28 Dec 15:00-16:00  1, 1 h   Thu 31 Dec           A-0006  if closed
    ! three weeks or more without contact
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "holidays 2026"), @"
    4 to decide: contactdesk do holidays.decide
       DAY              HOLIDAY                 SITE         IS           SESSIONS
       Thu 1 Jan 2026   New Year's Day          St Andrew's  over
       Thu 1 Jan 2026   New Year's Day          Mayfield     over
       Fri 3 Apr 2026   Good Friday             St Andrew's  over
       Fri 3 Apr 2026   Good Friday             Mayfield     over
       Mon 6 Apr 2026   Easter Monday           St Andrew's  over
       Mon 6 Apr 2026   Easter Monday           Mayfield     over
       Mon 4 May 2026   Early May bank holiday  St Andrew's  over
       Mon 4 May 2026   Early May bank holiday  Mayfield     over
       Mon 25 May 2026  Spring bank holiday     St Andrew's  over
       Mon 25 May 2026  Spring bank holiday     Mayfield     over
       Mon 31 Aug 2026  Summer bank holiday     St Andrew's  over
       Mon 31 Aug 2026  Summer bank holiday     Mayfield     over
    ?  Fri 25 Dec 2026  Christmas Day           St Andrew's  not decided
    ?  Fri 25 Dec 2026  Christmas Day           Mayfield     not decided
    ?  Mon 28 Dec 2026  Boxing Day              St Andrew's  not decided
    ?  Mon 28 Dec 2026  Boxing Day              Mayfield     not decided
    = 0
    ");
}

#[test]
fn a_bank_holiday_monday_that_is_closed_to_the_list_and_the_debt() {
    let house = mondays();
    // booked before anybody thought of it: the session is listed with the rest
    asha_does(&house, "series.book", r#"{"arrangement":"A-0003","to":"2027-01-04"}"#);
    insta::assert_snapshot!(asha_does(&house, "holidays.decide", r#"{"close_rest_of":2026}"#), @"
    4 decisions written down (entry 3)
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "losses 28/12"), @"
    Mon 28 Dec 2026 to Sun 3 Jan 2027: 4 children lose contact
    ? Fri 1 Jan 2027 is a bank holiday, and nobody has decided whether sites are closed
       CHILD      WITH                 LOST                    LEFT     NEXT                         BY
    !  Jay Brook  Mother of Jay Brook  Mon 28 Dec 11:00-12:00  nothing  Mon 11 Jan, 4 weeks  A-0004  Boxing Day
    !  Kit Marsh  Mother of Kit Marsh  Mon 28 Dec 13:00-14:00  nothing  Mon 25 Jan, 8 weeks  A-0005  Boxing Day
       Ivy Stone  Mother of Ivy Stone  Mon 28 Dec 09:00-10:00  nothing  Mon 4 Jan            A-0003  Boxing Day, C-0005 is …
       Lou Field  Mother of Lou Field  Mon 28 Dec 15:00-16:00  1, 1 h   Thu 31 Dec           A-0006  Boxing Day
    ! three weeks or more without contact
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "series A-0003 --from 21/12 --to 4/1/2027"), @"
    A-0003 Ivy Stone with Mother of Ivy Stone
    Mon 09:00-10:00 · active
    until Mon 4 Jan 2027: 3 booked
       DAY             TIME         IS      SESSION
       Mon 21 Dec      09:00-10:00  booked  C-0004 Elm, T. Shah, booked
    !  Mon 28 Dec      09:00-10:00  booked  C-0005 Elm, T. Shah, booked
       Mon 4 Jan 2027  09:00-10:00  booked  C-0006 Elm, T. Shah, booked
    = 0
    ");
    // what cannot take place is cancelled by the venue, and owed
    asha_does(&house, "session.cancel", r#"{"session":"C-0005","by":"venue","reason":"no_room"}"#);
    insta::assert_snapshot!(asha(&house, "owed"), @"
    1 contact lost since Thu 28 May 2026: 1 h owed
    Mon 28 Dec 2026 · Ivy Stone with Mother of Ivy Stone · 1 h · C-0005 cancelled · A-0003
    = 0
    ");
    asha_does(
        &house,
        "session.book",
        r#"{"date":"2026-12-30","start":"09:00","children":["CH-0003"],"makeup_of":"C-0005"}"#,
    );
    insta::assert_snapshot!(asha(&house, "owed --all"), @"
    1 contact lost since Thu 28 May 2026: 1 h owed, all made up for
    Mon 28 Dec 2026 · Ivy Stone with Mother of Ivy Stone · made up · C-0005 cancelled · A-0003
      made up for by C-0007 Wed 30 Dec 2026, 1 h
    = 0
    ");
}

#[test]
fn a_recurrence_is_written_as_it_is_said_and_booked_ahead() {
    let house = small();
    let fortnightly = r#"{"key":"A-0002","set":{"recurrence":"fortnightly Thu 10:00-11:30 from 3/12"}}"#;
    assert_eq!(asha_does(&house, "record.change", fortnightly).status, 0);
    insta::assert_snapshot!(asha(&house, "series A-2 --to 31/12"), @"
    A-0002 Theo Reid with Sam Reid
    every 2 weeks Thu 10:00-11:30 from 3 Dec 2026 · active
    until Thu 31 Dec 2026: 3 to book
       DAY         TIME         IS       SESSION
    ?  Thu 3 Dec   10:00-11:30  to book  Elm, D. Mensah
    ?  Thu 17 Dec  10:00-11:30  to book  Elm, D. Mensah
    ?  Thu 31 Dec  10:00-11:30  to book  Elm, D. Mensah
    = 0
    ");
    insta::assert_snapshot!(asha_does(&house, "series.book", r#"{"arrangement":"A-0002","to":"2026-12-31"}"#), @"
    3 sessions booked (entry 3)
    = 0
    ");
    insta::assert_snapshot!(asha_does(&house, "series.book", r#"{"arrangement":"A-0002","to":"2026-12-31"}"#), @"
    ! contactdesk: everything A-0002 comes round to until Thu 31 Dec 2026 is booked, cancelled or closed already
    = 2
    ");
    asha_does(&house, "session.confirm", r#"{"session":"C-0002","who":"P-0002","result":"confirmed","how":"phone"}"#);
    let earlier = r#"{"arrangement":"A-0002","which":"following","day":"2026-12-17","start":"09:30"}"#;
    insta::assert_snapshot!(asha_does(&house, "series.change", earlier), @"
    ! contactdesk: 1 thing settled already would not hold any more
    ! ! C-0002 Thu 17 Dec 10:00-11:30: Sam Reid said they come (Thu 26 Nov 2026 09:00)
    ! hint: say yes to it with orphans_ok, and ring those concerned
    = 3
    ");
    let yes = earlier.replace("\"09:30\"", "\"09:30\",\"orphans_ok\":true");
    insta::assert_snapshot!(asha_does(&house, "series.change", &yes), @"
    2 sessions changed, and what A-0002 comes round to; tell Sam Reid (entry 5)
    = 0
    ");
    insta::assert_snapshot!(asha(&house, "series A-2 --to 31/12"), @"
    A-0002 Theo Reid with Sam Reid
    every 2 weeks Thu 10:00-11:30 from 3 Dec 2026 until 16 Dec 2026; every 2 weeks Thu 09:30-11:00 from 17 Dec 2026 · active
    until Thu 31 Dec 2026: 3 booked
      DAY         TIME         IS      SESSION
      Thu 3 Dec   10:00-11:30  booked  C-0001 Elm, D. Mensah, booked
      Thu 17 Dec  09:30-11:00  booked  C-0002 Elm, D. Mensah, booked
      Thu 31 Dec  09:30-11:00  booked  C-0003 Elm, D. Mensah, booked
    = 0
    ");
    assert_eq!(asha(&house, "undo").status, 0);
    let wrong = r#"{"key":"A-0002","set":{"recurrence":"now and then"}}"#;
    insta::assert_snapshot!(asha_does(&house, "record.change", wrong), @"
    ! contactdesk: “now” is not understood in “now and then”; write it as Mon and Thu 16:00-17:30, every 2 weeks Sat 10:00-11:30 from 28/11/2026, first Tue 16:00-17:00, 6 a year, or Thu 16:00-17:30 in term; Wed 11:00-12:30 in holidays
    ! hint: contactdesk schema arrangement
    = 2
    ");
}
