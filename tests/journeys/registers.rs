//! Every kind of record is added, changed, closed and, where it makes sense, merged on the plain form.

use super::*;
use contactdesk::desk::role;
use contactdesk::lines::fields::{self, FieldKind};

/// A record as it is typed in.
struct Typed {
    kind: Kind,
    /// Label and text of each field; several choices of one field are parted by `+`.
    fill: &'static [(&'static str, &'static str)],
    /// What the register then says of it.
    shows: &'static str,
    /// A field that is changed afterwards, and to what.
    change: (&'static str, &'static str),
    /// The reference that a duplicate is merged into; kinds of which there are no duplicates have none.
    into: Option<&'static str>,
}

/// Every kind that has a register, in an order in which each names only what is there.
const ALL: &[Typed] = &[
    Typed {
        kind: Kind::SchoolCalendar,
        fill: &[("name", "Hazel Primary"), ("hours", "Mon-Fri 09:00-15:20"), ("terms", "2026-10-26 to 2026-12-18")],
        shows: "Hazel Primary",
        change: ("area", "LE3"),
        into: None,
    },
    Typed {
        kind: Kind::Child,
        fill: &[
            ("name", "Nia Bell"),
            ("date of birth", "1 may 2019"),
            ("legal status", "care order"),
            ("school", "hazel"),
        ],
        shows: "Nia Bell",
        change: ("diet", "no nuts"),
        into: Some("CH-0001"),
    },
    Typed {
        kind: Kind::Party,
        fill: &[("name", "Ann Bell"), ("relationship", "aunt"), ("phone", "07700 900555"), ("text safe", "yes")],
        shows: "Ann Bell",
        change: ("notes", "works nights"),
        into: Some("P-0001"),
    },
    Typed {
        kind: Kind::Carer,
        fill: &[("name", "The Prices"), ("sort", "conn"), ("address area", "LE2"), ("address class", "open")],
        shows: "The Prices",
        change: ("pick up", "side gate"),
        into: Some("CR-0002"),
    },
    Typed {
        kind: Kind::Placement,
        fill: &[("child", "theo"), ("carer", "bells"), ("from", "5/1/2027")],
        shows: "Theo Reid with The Bells",
        change: ("notes", "planned move"),
        into: None,
    },
    Typed {
        kind: Kind::Arrangement,
        fill: &[("children", "theo"), ("parties", "sam"), ("level reason", "court"), ("length, minutes", "60")],
        shows: "Theo Reid",
        change: ("house rules", "no phones"),
        into: None,
    },
    Typed {
        kind: Kind::CourtOrder,
        fill: &[("children", "amara+theo"), ("case no", "LE26C01"), ("made on", "2 mar 2026"), ("terms", "weekly")],
        shows: "LE26C01",
        change: ("min minutes week", "90"),
        into: None,
    },
    Typed {
        kind: Kind::Agreement,
        fill: &[("arrangement", "A-0002"), ("signed on", "today"), ("signed by", "sam")],
        shows: "AG-0003",
        change: ("terms", "as before"),
        into: None,
    },
    Typed {
        kind: Kind::RiskAssessment,
        fill: &[("arrangement", "A-0002"), ("made on", "today"), ("expires on", "1/6/2027"), ("hazards", "none known")],
        shows: "RA-0003",
        change: ("controls", "door open"),
        into: None,
    },
    Typed {
        kind: Kind::NoMeetRule,
        fill: &[("a", "kelly"), ("b", "sam reid"), ("scope", "room"), ("reason", "order of 2 March")],
        shows: "Kelly Khan",
        change: ("margin, minutes", "30"),
        into: None,
    },
    Typed {
        kind: Kind::Site,
        fill: &[("name", "St Barnabas"), ("area", "LE5"), ("hours", "Mon-Fri 09:00-17:00")],
        shows: "St Barnabas",
        change: ("phone", "0116 496 0100"),
        into: Some("ST-0002"),
    },
    Typed {
        kind: Kind::Room,
        fill: &[("site", "mayfield"), ("name", "Beech"), ("capacity", "6"), ("clear down, minutes", "10")],
        shows: "Beech",
        change: ("features", "kitchen"),
        into: Some("RM-0003"),
    },
    Typed {
        kind: Kind::Closure,
        fill: &[("site", "mayfield"), ("days", "24 dec"), ("reason", "boiler")],
        shows: "boiler",
        change: ("time", "9-12"),
        into: None,
    },
    Typed {
        kind: Kind::Officer,
        fill: &[
            ("name", "P. Osman"),
            ("contract", "sessional"),
            ("hours", "Mon-Wed 09:00-17:00"),
            ("languages", "Somali, Arabic"),
        ],
        shows: "P. Osman",
        change: ("grade", "senior"),
        into: Some("OF-0002"),
    },
    Typed {
        kind: Kind::Absence,
        fill: &[("who", "mensah"), ("sort", "sick"), ("days", "tomorrow")],
        shows: "D. Mensah",
        change: ("notes", "back on Monday"),
        into: None,
    },
    Typed {
        kind: Kind::Vehicle,
        fill: &[("name", "Van 3"), ("capacity", "7"), ("seats booster", "2"), ("insured until", "1/4/2027")],
        shows: "Van 3",
        change: ("registration", "FX26 ABC"),
        into: Some("V-0001"),
    },
    Typed {
        kind: Kind::Driver,
        fill: &[("name", "L. Rowe"), ("sort", "vol"), ("hours", "Mon-Fri 08:00-18:00"), ("usual vehicle", "van")],
        shows: "L. Rowe",
        change: ("phone", "07700 900777"),
        into: Some("D-0001"),
    },
    Typed {
        kind: Kind::Travel,
        fill: &[("from", "LE3"), ("to", "LE4"), ("minutes", "18")],
        shows: "LE3 to LE4",
        change: ("minutes", "20"),
        into: None,
    },
    Typed {
        kind: Kind::Professional,
        fill: &[("name", "R. Nunn"), ("agency", "hous"), ("team", "Lettings")],
        shows: "R. Nunn",
        change: ("post", "team leader"),
        into: Some("PR-0001"),
    },
    Typed {
        kind: Kind::Panel,
        fill: &[("name", "Resource panel"), ("sits", "Tue 09:00-12:00")],
        shows: "Resource panel",
        change: ("purpose", "packages of support"),
        into: None,
    },
    Typed {
        kind: Kind::Sitting,
        fill: &[("panel", "placement"), ("date", "3/12/2026"), ("start", "13:30"), ("end", "16:30")],
        shows: "Placement panel Thu 3 Dec 2026",
        change: ("notes", "in the big room"),
        into: None,
    },
    Typed {
        kind: Kind::Referral,
        fill: &[("child", "theo"), ("panel", "placement"), ("request", "support"), ("what", "respite care")],
        shows: "support package for Theo Reid",
        change: ("tried", "family group conference"),
        into: None,
    },
    Typed {
        kind: Kind::PanelPaper,
        fill: &[("referral", "r-1"), ("sort", "chron"), ("reference", "LCS 4711"), ("received", "2026-11-24 10:00")],
        shows: "chronology of extension for Theo Reid",
        change: ("held by", "H. Okafor"),
        into: None,
    },
    Typed {
        kind: Kind::AgendaItem,
        fill: &[("panel", "placement"), ("title", "terms of reference"), ("part", "1"), ("minutes", "10")],
        shows: "terms of reference",
        change: ("start", "16:10"),
        into: None,
    },
    Typed {
        kind: Kind::Interest,
        fill: &[("who", "okafor"), ("child", "theo"), ("sort", "family"), ("on", "today")],
        shows: "family or friend of H. Okafor",
        change: ("what", "his aunt"),
        into: None,
    },
    Typed {
        kind: Kind::PanelAction,
        fill: &[("what", "ask housing"), ("owner", "H. Okafor"), ("due", "3/12/2026")],
        shows: "H. Okafor: ask housing",
        change: ("evidence", "e-mail of Tuesday"),
        into: None,
    },
    Typed {
        kind: Kind::ServiceRequest,
        fill: &[("child", "theo"), ("service", "childminding"), ("asked on", "today")],
        shows: "childminding for Theo Reid",
        change: ("team", "Belgrave"),
        into: None,
    },
    Typed {
        kind: Kind::Registration,
        fill: &[("child", "theo"), ("category", "neglect"), ("from", "1/9/2026")],
        shows: "neglect for Theo Reid",
        change: ("notes", "reviewed in May"),
        into: None,
    },
    Typed {
        kind: Kind::Decision,
        fill: &[("child", "theo"), ("at", "2026-11-19 14:10"), ("what", "short breaks"), ("decided by", "H. Okafor")],
        shows: "Theo Reid",
        change: ("reasons", "reviewed in March"),
        into: None,
    },
    Typed {
        kind: Kind::Incident,
        fill: &[("sort", "ill"), ("people", "theo"), ("at", "2026-11-25 15:10"), ("what", "felt sick in the car")],
        shows: "child ill",
        change: ("done", "taken home"),
        into: None,
    },
    Typed {
        kind: Kind::Appointment,
        fill: &[("who", "theo"), ("sort", "med"), ("days", "tomorrow")],
        shows: "Theo Reid",
        change: ("place", "Glenfield"),
        into: None,
    },
    Typed {
        kind: Kind::DayNote,
        fill: &[("day", "today"), ("what", "the lift is out of order")],
        shows: "handover",
        change: ("what", "the lift works again"),
        into: None,
    },
    Typed {
        kind: Kind::Shift,
        fill: &[("officer", "mensah"), ("day", "tomorrow"), ("time", "09:00-13:00")],
        shows: "D. Mensah",
        change: ("notes", "asked on Monday"),
        into: None,
    },
    Typed {
        kind: Kind::User,
        fill: &[("account", "gus"), ("name", "Gus Hall"), ("role", "duty")],
        shows: "Gus Hall",
        change: ("role", "clerk"),
        into: None,
    },
    Typed {
        kind: Kind::Setting,
        fill: &[("name", "stagger.wait_min"), ("value", "20")],
        shows: "stagger.wait_min",
        change: ("value", "25"),
        into: None,
    },
];

/// The service, with a panel and something it is asked for.
fn with_a_panel() -> Vec<Record> {
    let panel = [
        r#"{"professional":{"id":"PR-0001","name":"H. Okafor","agency":"social_care"}}"#,
        r#"{"panel":{"id":"PA-0001","name":"Placement panel","sits":"Thu 13:30-16:30"}}"#,
        r#"{"referral":{"id":"R-0001","child":"CH-0002","panel":"PA-0001","request":"extension","what":"more time"}}"#,
    ];
    service().into_iter().chain(panel.map(json)).collect()
}

/// Goes to a field of the form that is open.
fn to(t: &mut Journey, label: &str) {
    for _ in 0..60 {
        let here = t.screen().contains(&format!("│>{label} "));
        if here {
            return;
        }
        t.press("tab");
    }
    panic!("there is no field {label}:\n{}", t.screen());
}

/// Types a text into a field; what is to be chosen is found by it and taken.
fn put(t: &mut Journey, kind: Kind, label: &str, text: &str) {
    to(t, label);
    let spec = fields::fields(kind).iter().find(|f| f.label.to_lowercase().starts_with(label)).unwrap();
    match spec.kind {
        FieldKind::Ref(_) | FieldKind::Refs(_) | FieldKind::Choice(_) | FieldKind::Bool => {
            for word in text.split('+') {
                to(t, label);
                t.types(word).lacks("nothing like that").press("enter");
            }
        }
        _ => drop(t.types(text)),
    }
}

fn open(t: &mut Journey, kind: Kind) {
    let name = kind.many().replace('-', " ");
    t.press("g r").types(&name).press("enter").lacks("Registers");
}

fn add(t: &mut Journey, typed: &Typed) {
    t.press("a");
    for (label, text) in typed.fill {
        put(t, typed.kind, label, text);
    }
    t.press("ctrl-s").sees("added (entry").sees(typed.shows);
}

#[test]
fn every_kind_of_record_has_a_register_that_adds_changes_and_closes() {
    let house = House::with(with_a_panel());
    let mut t = board(&house, "root", 100, 48);
    let kinds: Vec<Kind> = ALL.iter().map(|typed| typed.kind).collect();
    let typed = |kind: &&Kind| **kind != Kind::Session && role::by_command(**kind).is_none();
    assert!(Kind::ALL.iter().filter(typed).all(|k| kinds.contains(k)), "a kind has no journey");
    for typed in ALL {
        open(&mut t, typed.kind);
        add(&mut t, typed);
        let (label, text) = typed.change;
        t.press("G enter");
        to(&mut t, label);
        t.press("ctrl-u");
        put(&mut t, typed.kind, label, text);
        t.press("ctrl-s").sees("changed (entry");
        t.press("enter").sees(text.split('-').next().unwrap()).press("esc");
        // what still waits for a panel is ended by its own command, which says why
        if matches!(typed.kind, Kind::Sitting | Kind::Referral | Kind::AgendaItem) {
            t.press("c").types("made by mistake").press("ctrl-s").sees("! ").press("esc y q");
            continue;
        }
        t.press("c")
            .types("made by mistake")
            .press("ctrl-s")
            .sees("closed (entry")
            .lacks(&format!("{}  in use", typed.shows));
        t.press("x").sees("with closed ones").sees("closed").press("x");
        t.press("u");
        // what a panel decided is named before it is taken back
        if typed.kind == Kind::Decision {
            t.sees("Take back entry").sees("closes a record").press("y");
        }
        t.sees("undone").press("q");
    }
}

#[test]
fn duplicates_are_merged_into_the_record_that_stays() {
    let house = House::with(with_a_panel());
    let mut t = board(&house, "root", 100, 48);
    for typed in ALL {
        let Some(into) = typed.into else { continue };
        open(&mut t, typed.kind);
        t.press("a");
        for (label, text) in typed.fill.iter().filter(|(label, _)| !NEW.contains(label)) {
            put(&mut t, typed.kind, label, text);
        }
        t.press("ctrl-s").sees("added (entry").press("G m").types(into).press("enter ctrl-s").sees(" merged");
        t.press("x").sees(&format!("is {into}")).press("x u").sees("undone").press("q");
    }
}

/// Fields that find what the other journey made.
const NEW: &[&str] = &["school", "usual vehicle"];

#[test]
fn every_field_says_what_it_means_and_a_refused_form_keeps_all_of_it() {
    let house = House::with(with_a_panel());
    let mut t = board(&house, "root", 80, 16);
    t.press("g r").types("vehicles").press("enter a").types("Van 9").press("tab tab tab tab tab");
    insta::assert_snapshot!(t.screen(), @r"
    ┌ New vehicle ─────────────────────────────────────────────────────────────────┐
    │ name              Van 9                                                      │
    │ sort              council car                                                │
    │ registration                                                                 │
    │ capacity          0                                                          │
    │ seats infant      0                                                          │
    │>seats toddler     0                                                          │
    │ seats booster     0                                                          │
    │ seats belt        0                                                          │
    │ seats wheelchair  0                                                          │
    │ area                                                                         │
    │ insured until                                                                │
    │ notes                                                                        │
    │ Forward-facing, up to about 4 years.                                         │
    └──────────────────────────────────────────────────────────────────────────────┘
     ctrl-s save   esc back   f1 keys   f2 everything
    ");
    t.press("shift-tab shift-tab").types("seven").press("ctrl-s");
    insta::assert_snapshot!(t.screen(), @r"
    ┌ New vehicle ─────────────────────────────────────────────────────────────────┐
    │ name              Van 9                                                      │
    │ sort              council car                                                │
    │ registration                                                                 │
    │>capacity          seven                                                      │
    │                   ! “seven” is not a whole number                            │
    │ seats infant      0                                                          │
    │ seats toddler     0                                                          │
    │ seats booster     0                                                          │
    │ seats belt        0                                                          │
    │ seats wheelchair  0                                                          │
    │ area                                                                         │
    │ insured until                                                                │
    │ notes                                                                        │
    └──────────────────────────────────────────────────────────────────────────────┘
     ? a field cannot be read; it says what is wrong
    ");
    t.press("esc").sees("Throw away what you typed?").press("n").sees("seven").press("ctrl-u").types("7");
    t.press("ctrl-s").sees("Van 9 added");
    // who may not keep the registers is told so, and what they typed stays
    let mut t = board(&house, "dot", 80, 16);
    t.press("g r").types("vehicles").press("enter a").types("Van 10").press("ctrl-s").sees("not saved").sees("Van 10");
}
