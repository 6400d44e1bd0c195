//! A member's pack: what they may read, and under its number nothing of what they may not.

use super::referrals::{form, name, note, panel_service, paper, sign};
use super::*;

/// Three items on the sitting of 3 December: one open to all, one a member is kept from, one about a restricted case.
fn listed() -> House {
    let mut records = panel_service();
    records.push(json(r#"{"child":{"id":"CH-0009","name":"Zzhidden Child","restricted_to":["clive"]}}"#));
    let house = House::with(records);
    let clive = house.seat("clive");
    let kept = Some(vec![ProfessionalId(2)]);
    run(&clive, form(1)).unwrap();
    run(&clive, ReferralTake { kept_from: kept, what: note("Qqkept words"), ..form(2) }).unwrap();
    run(&clive, ReferralTake { child: Some(ChildId(9)), ..form(1) }).unwrap();
    for id in 1..=3 {
        run(&clive, sign(id)).unwrap();
        for sort in [PaperSort::Form, PaperSort::Assessment, PaperSort::Chronology, PaperSort::Plan] {
            run(&clive, paper(id, sort)).unwrap();
        }
        run(&clive, ReferralAccept { referral: ReferralId(id) }).unwrap();
        let (sitting, item) = (SittingId(1), Some(AgendaItemId(id)));
        run(&clive, AgendaAdd { sitting, item, ..AgendaAdd::default() }).unwrap();
    }
    let health =
        PaperAdd { title: name("Qqsealed report"), kept_from: vec![ProfessionalId(2)], ..paper(1, PaperSort::Health) };
    run(&clive, health).unwrap();
    drop(clive);
    house
}

fn pack(desk: &dyn Desk, member: u32) -> String {
    let print = PackPrint { sitting: SittingId(1), member: ProfessionalId(member), initials: false };
    run(desk, print).unwrap().printed.unwrap().text
}

#[test]
fn a_member_has_what_they_may_read_and_the_rest_only_as_a_number() {
    let house = listed();
    let clive = house.seat("clive");
    insta::assert_snapshot!(pack(&clive, 2), @"
    PACK  Placement panel Thu 3 Dec 2026 13:30-16:30
    for P. Adeyemi and nobody else
    Copy 27, printed by clive Thu 26 Nov 2026 09:00.
    Bring it back to be shredded.

    1. Amara Khan (request)
       presented by R. Singh
       R-0001 Amara Khan: accommodate (s.20)
       asks for: accommodate under s.20
       problem: parent-child conflict; rows every night
       tried before: family group conference, intensive support
       the child says: wants to stay with grandmother
       the parents say: not sought because the father is abroad
       need: somewhere safe
       threshold: significant harm
       service: foster placement
       outcome: home within six months
       contact: weekly with the mother, by taxi
       - PP-0001 form, version 1: LCS 4711
       - PP-0002 assessment, version 1: LCS 4711
       - PP-0003 chronology, version 1: LCS 4711
       - PP-0004 plan, version 1: LCS 4711
       1 paper not in your copy

    2. not in your copy

    3. not in your copy
    ");
    let chair = pack(&clive, 1);
    assert!(
        chair.contains("Qqkept words") && chair.contains("Qqsealed report") && !chair.contains("Zzhidden"),
        "{chair}"
    );
    // who declared an interest, leaves, or is close to the family does not read it either
    let interest = Interest { who: ProfessionalId(1), child: Some(ChildId(1)), ..Interest::default() };
    run(&clive, RecordAdd { record: Interest { on: "2026-11-26".parse().unwrap(), ..interest }.into() }).unwrap();
    assert!(!pack(&clive, 1).contains("Amara"));
    let no = run(&clive, PackPrint { sitting: SittingId(1), member: ProfessionalId(3), initials: false }).unwrap_err();
    assert!(no.what.contains("no seat"), "{no:?}");
    assert!(run(&house.seat("asha"), PackPrint::default()).is_err());
    // what a clerk may not know is in no pack they print
    let edna = house.seat("edna");
    let hers = pack(&edna, 4);
    assert!(!hers.contains("Qqkept") && !hers.contains("Zzhidden") && hers.contains("Amara Khan"), "{hers}");
}

#[test]
fn with_initials_only_no_name_and_no_word_of_the_form_is_on_it() {
    let house = listed();
    let clive = house.seat("clive");
    let print = PackPrint { sitting: SittingId(1), member: ProfessionalId(1), initials: true };
    let text = run(&clive, print).unwrap().printed.unwrap().text;
    insta::assert_snapshot!(text, @"
    PACK  Placement panel Thu 3 Dec 2026 13:30-16:30
    for G. Lindqvist and nobody else
    Copy 27, printed by clive Thu 26 Nov 2026 09:00.
    Bring it back to be shredded.

    1. A.K. (request)
       presented by R. Singh
       R-0001 A.K.: accommodate (s.20)
       - PP-0001 form, version 1: LCS 4711
       - PP-0002 assessment, version 1: LCS 4711
       - PP-0003 chronology, version 1: LCS 4711
       - PP-0004 plan, version 1: LCS 4711
       - PP-0013 health report, version 1: LCS 4711

    2. T.R. (request)
       presented by R. Singh
       R-0002 T.R.: accommodate (s.20)
       - PP-0005 form, version 1: LCS 4711
       - PP-0006 assessment, version 1: LCS 4711
       - PP-0007 chronology, version 1: LCS 4711
       - PP-0008 plan, version 1: LCS 4711

    3. not in your copy
    ");
    let Ok(Answer::Show(view)) = ask(&clive, Show { what: "SI-1".into() }) else { panic!("no sitting") };
    assert!(matches!(&view.record, Record::Sitting(sitting) if sitting.pack_out.is_none()));
    pack(&clive, 1);
    let Ok(Answer::Show(view)) = ask(&clive, Show { what: "SI-1".into() }) else { panic!("no sitting") };
    assert!(matches!(&view.record, Record::Sitting(sitting) if sitting.pack_out.is_some()), "the pack went out");
}

#[test]
fn who_is_close_to_a_parent_who_does_not_come_reads_nothing_of_the_child_either() {
    let house = listed();
    let clive = house.seat("clive");
    assert!(pack(&clive, 2).contains("Amara"));
    let Ok(Answer::Show(view)) = ask(&clive, Show { what: "PR-0002".into() }) else { panic!() };
    let Record::Professional(member) = view.record else { panic!() };
    // they manage the case too: that alone would keep nothing from them
    let close = Professional { family: vec![PartyId(1).key()], manages: vec![name("Cluster 1")], ..member };
    run(&clive, RecordChange { record: close.into(), was: None }).unwrap();
    assert!(!pack(&clive, 2).contains("Amara"));
}
