//! Children, their families, and who they live with (DOMAIN 5b): 92 families of 185 children with 240 relatives, and 130
//! carer households, for each size of the service.

use super::estate::{SchoolKind, schools_for};
use super::names::{HERITAGES, Heritage, TEAMS, WORKERS, address, known_as, name, note, phone, spoken_by_staff};
use super::places::{Area, CITY, COUNTY, FAR};
use super::rng::{Rng, dealt};
use crate::domain::{
    Address, AddressClass, CarePlanAim, Carer, CarerId, CarerKind, Child, ChildId, Day, Days, Head, Hours, Kind,
    LegalStatus, Life, Name, Party, PartyId, Placement, PlacementId, Record, SiteId,
};

/// One family, as far as what follows needs it.
pub(super) struct Family {
    /// The language it asks an interpreter for; empty for most.
    pub(super) language: Name,
    pub(super) children: Vec<Member>,
    pub(super) mother: PartyId,
    pub(super) father: Option<PartyId>,
    pub(super) others: Vec<PartyId>,
}

/// One of its children.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) id: ChildId,
    pub(super) born: Day,
    /// Goes to school or nursery, so only after it.
    pub(super) pupil: bool,
    /// Uses a wheelchair.
    pub(super) wheelchair: bool,
    pub(super) carer: CarerId,
}

/// When a lot of families is with the service.
#[derive(Clone, Copy)]
pub(super) struct Era {
    /// Its days.
    pub(super) days: Days,
    /// Today, if these are today's families; they stay.
    pub(super) today: Option<Day>,
}

/// Sizes of families: 92 of them with 185 children.
const SIZES: [(usize, usize); 5] = [(36, 1), (31, 2), (15, 3), (8, 4), (2, 5)];
/// Families, relatives and carer households in a service of the usual size.
const FAMILIES: usize = 92;
const PARTIES: usize = 240;
const CARERS: usize = 130;

/// Families and their records: carers, children, relatives, placements.
pub(super) fn records(rng: &mut Rng, scale: usize, era: Era, head: &mut Head) -> (Vec<Family>, Vec<Record>) {
    let carers = carers(rng, scale, head);
    let mut maker = Maker { rng, scale, era, head, carers, free: 0, records: Vec::new(), schools: Vec::new() };
    maker.schools = [SchoolKind::Nursery, SchoolKind::Primary, SchoolKind::Secondary]
        .map(|kind| [schools_for(kind, true, scale), schools_for(kind, false, scale)])
        .to_vec();
    let sizes = dealt(maker.rng, FAMILIES * scale, &SIZES);
    let children: usize = sizes.iter().sum();
    let mut spare = (CARERS * scale).saturating_sub(FAMILIES * scale);
    let fathers = dealt(maker.rng, sizes.len(), &[(78, true), (22, false)]);
    let mut others = PARTIES * scale - sizes.len() - fathers.iter().filter(|f| **f).count();
    let mut families = Vec::new();
    for (i, size) in sizes.iter().enumerate() {
        let homes = if *size > 1 && spare > 0 && maker.rng.percent(75) {
            1 + usize::from(*size > 1) + usize::from(*size > 4)
        } else {
            1
        };
        let homes = homes.min(1 + spare);
        spare -= homes - 1;
        let share = others.div_ceil(sizes.len() - i);
        let kin = if share == 0 { 0 } else { maker.rng.between(0, 2 * share as i32 - 1).min(others as i32) as usize };
        let kin = if i + 1 == sizes.len() { others } else { kin };
        others -= kin;
        families.push(maker.family(i, *size, homes, fathers[i], kin));
    }
    debug_assert_eq!(children, 185 * scale);
    let mut carers = std::mem::take(&mut maker.carers);
    secret(maker.rng, &families, &mut carers);
    let mut all: Vec<Record> = carers.into_iter().map(Record::from).collect();
    all.append(&mut maker.records);
    (families, all)
}

fn carers(rng: &mut Rng, scale: usize, head: &mut Head) -> Vec<Carer> {
    let far: Vec<&Area> = FAR.iter().collect();
    let (city, county): (Vec<&Area>, Vec<&Area>) = (CITY.iter().collect(), COUNTY.iter().collect());
    let whereabouts = dealt(rng, CARERS * scale, &[(70, 0), (22, 1), (8, 2)]);
    let sorts = dealt(
        rng,
        CARERS * scale,
        &[
            (55, CarerKind::InHouse),
            (22, CarerKind::Agency),
            (14, CarerKind::ConnectedPerson),
            (5, CarerKind::Residential),
            (4, CarerKind::PreAdoptive),
        ],
    );
    let each = whereabouts.into_iter().zip(sorts);
    each.map(|(place, sort)| {
        let area = *rng.pick([&city, &county, &far][place]);
        let heritage = rng.weighted(&HERITAGES);
        let surname = *rng.pick(heritage.surnames);
        let title = match sort {
            CarerKind::Residential => format!("{surname} House"),
            _ => format!("{surname} household"),
        };
        let agency = if sort == CarerKind::Agency { *rng.pick(&["Soar Fostering", "Charnwood Care"]) } else { "" };
        Carer {
            id: CarerId(head.take(Kind::Carer)),
            name: name(title),
            sort,
            agency: name(agency),
            phone: phone(rng),
            address: Address {
                lines: address(rng, area.town, area.code),
                area: name(area.code),
                class: AddressClass::Open,
            },
            pick_up: note(rng.pick(&["Front door.", "Side gate; dog in the garden.", "Ring from the car."])),
            can_transport: rng.percent(70),
            can_supervise: rng.percent(10),
            ..Carer::default()
        }
    })
    .collect()
}

/// Makes the addresses of 35 of a hundred placements secret, and some others for professionals only.
fn secret(rng: &mut Rng, families: &[Family], carers: &mut [Carer]) {
    let first = carers.first().map_or(1, |c| c.id.0);
    let mut living = vec![0_usize; carers.len()];
    let mut children = 0;
    for member in families.iter().flat_map(|f| &f.children) {
        living[(member.carer.0 - first) as usize] += 1;
        children += 1;
    }
    let mut order: Vec<usize> = (0..carers.len()).collect();
    rng.shuffle(&mut order);
    let mut hidden = 0;
    for at in order {
        if (hidden + living[at]) * 100 <= children * 35 {
            hidden += living[at];
            carers[at].address.class = AddressClass::Secret;
        } else if rng.percent(30) {
            carers[at].address.class = AddressClass::Professionals;
        }
    }
}

struct Maker<'a> {
    rng: &'a mut Rng,
    scale: usize,
    era: Era,
    head: &'a mut Head,
    carers: Vec<Carer>,
    /// The next carer with nobody yet.
    free: usize,
    records: Vec<Record>,
    /// By sort, then city and county.
    schools: Vec<[Vec<crate::domain::SchoolCalendarId>; 2]>,
}

impl Maker<'_> {
    fn family(&mut self, at: usize, size: usize, homes: usize, father: bool, kin: usize) -> Family {
        // two families Smith and two of one more name, so that a name alone is not enough
        let heritage = if at % 46 == 3 || at % 46 == 17 { HERITAGES[0].1 } else { self.rng.weighted(&HERITAGES) };
        let smith = at % 46 == 3 || at % 46 == 17;
        let surname = if smith { "Smith" } else { *self.rng.pick(heritage.surnames) };
        let restricted = at % FAMILIES % 31 == 11;
        let speaks = spoken_by_staff(heritage) && self.rng.percent(22);
        let language = name(if speaks { heritage.language } else { "" });
        let worker = *self.rng.pick(&WORKERS);
        let first_home = self.free;
        self.free += homes;
        let start = self.era.days.first;
        let youngest = self.rng.weighted(&[(9, 1), (25, 2), (66, 3)]);
        let mut age = match youngest {
            1 => self.rng.between(30, 400),
            2 => self.rng.between(400, 1450),
            _ => self.rng.between(1500, 4700),
        };
        let group = name(if size > 1 { format!("{surname} {}", self.head.next(Kind::Child)) } else { String::new() });
        let (mut children, mut called) = (Vec::new(), Vec::new());
        for nth in 0..size {
            let home = first_home + nth * homes / size;
            let first = self.first_name(heritage, smith && nth == 0);
            let mut child = self.child(heritage, &first, surname, start - age, home);
            if called.contains(&child.name) {
                // brothers and sisters have names of their own; drawn again, all that is drawn after would be another
                let names = if heritage.women.contains(&&*first) { heritage.women } else { heritage.men };
                let mut others = names.iter().map(|first| name(format!("{first} {surname}")));
                child.name = others.find(|other| !called.contains(other)).unwrap_or_default();
                child.known_as = Name::default();
            }
            called.push(child.name.clone());
            child.sibling_group = group.clone();
            child.social_worker = name(worker);
            if restricted {
                child.restricted_to = ["asha", "moira"].iter().map(name).collect();
            }
            if speaks && age > 1500 && self.rng.percent(20) {
                child.interpreter = language.clone();
            }
            children.push(self.place(child, home));
            age = (age + self.rng.between(380, 1100)).min(5600 - 10 * nth as i32);
        }
        let mother = self.party(heritage, surname, "mother", true, &language, age);
        let father = father.then(|| self.party(heritage, surname, "father", false, &language, age));
        let others = (0..kin)
            .map(|_| {
                let (said, woman) = *self.rng.pick(&[
                    ("grandmother", true),
                    ("aunt", true),
                    ("uncle", false),
                    ("grandfather", false),
                    ("adult sister", true),
                    ("stepfather", false),
                ]);
                self.party(heritage, surname, said, woman, &language, age)
            })
            .collect();
        Family { language, children, mother, father, others }
    }

    /// A first name; the eldest Smith is always called Jack, so that even the full name is not enough.
    fn first_name(&mut self, heritage: &Heritage, jack: bool) -> String {
        let girl = self.rng.percent(50);
        let first = *self.rng.pick(if girl { heritage.women } else { heritage.men });
        if jack { "Jack".to_owned() } else { first.to_owned() }
    }

    fn child(&mut self, heritage: &'static Heritage, first: &str, surname: &str, born: Day, home: usize) -> Child {
        let rng = &mut *self.rng;
        let on = self.era.today.unwrap_or(self.era.days.last);
        let years = born.age_on(on);
        let wheelchair = years > 3 && rng.percent(1);
        let legal = rng.weighted(&[
            (30, LegalStatus::InterimCareOrder),
            (38, LegalStatus::CareOrder),
            (22, LegalStatus::S20),
            (5, LegalStatus::PlacementOrder),
            (5, LegalStatus::SupervisionOrder),
        ]);
        let city = CITY.iter().any(|a| *a.code == *self.carers[home].address.area);
        let school = self.school(born, city);
        let rng = &mut *self.rng;
        let tall = 50 + 26 * years.min(1) + 7 * (years - 1).clamp(0, 16) + rng.between(-4, 5);
        let id = ChildId(self.head.take(Kind::Child));
        Child {
            id,
            name: name(format!("{first} {surname}")),
            known_as: known_as(rng, first),
            case_no: name(format!("LCS {}", 400_000 + id.0 * 37)),
            dob: Some(born),
            legal_status: legal,
            legal_since: Some((self.era.days.first - rng.between(40, 600)).max(born)),
            ethnicity: name(heritage.ethnicity),
            religion: name(heritage.religion),
            language: name(heritage.language),
            mobility: note(if wheelchair { "Uses a wheelchair; can transfer with help." } else { "" }),
            wheelchair,
            medical: note(rng.weighted(&[
                (85, ""),
                (8, "Asthma: blue inhaler in the bag."),
                (4, "Nut allergy: EpiPen in the bag."),
                (3, "Epilepsy: care plan on file."),
            ])),
            diet: name(heritage.diet).parse().unwrap_or_default(),
            height_cm: (!rng.percent(1)).then_some(tall as u16),
            school,
            team: name(rng.pick(&TEAMS)),
            social_worker_phone: phone(rng),
            team_manager: name(rng.pick(&WORKERS)),
            iro: name(rng.pick(&WORKERS)),
            guardian: name(if legal == LegalStatus::InterimCareOrder { *rng.pick(&WORKERS) } else { "" }),
            wishes: note(rng.weighted(&[
                (70, ""),
                (12, "Would like to see Mum more often."),
                (10, "Likes the room with the kitchen."),
                (8, "Does not want to be hugged at the start."),
            ])),
            observance: note(heritage.observance),
            aim: *rng.pick(CarePlanAim::ALL),
            ..Child::default()
        }
    }

    fn school(&mut self, born: Day, city: bool) -> Option<crate::domain::SchoolCalendarId> {
        // by the age in the middle of the lot's time; a school once begun is kept
        let days = self.era.days;
        let years = born.age_on(days.first + (days.last - days.first) / 2);
        let kind = match years {
            ..3 => return None,
            3 if self.rng.percent(45) => return None,
            3 => 0,
            4..11 => 1,
            _ => 2,
        };
        let of = &self.schools[kind][usize::from(!city)];
        Some(*self.rng.pick(of))
    }

    /// Where a child lives, and for some where they lived before.
    fn place(&mut self, mut child: Child, home: usize) -> Member {
        let carer = self.carers[home].id;
        let born = child.dob.unwrap_or_default();
        let era = self.era.days;
        let came = (era.first - self.rng.between(10, 500)).max(born);
        let until = self.era.today.unwrap_or(era.last);
        let moved = (until - era.first > 30 && self.rng.percent(12))
            .then(|| era.first + self.rng.between(5, until - era.first - 5));
        let left = self.era.today.is_none().then_some(era.last + 1);
        let mut stay = |carer: CarerId, from: Day, to: Option<Day>, said: &str| {
            let id = PlacementId(self.head.take(Kind::Placement));
            Placement { id, child: child.id, carer, from: Some(from), to, notes: note(said), ..Placement::default() }
        };
        let placements = match moved {
            Some(on) => {
                let before = self.carers[(home * 7 + 3) % self.carers.len()].id;
                vec![
                    stay(before, came, Some(on - 1), "Emergency placement; moved as planned."),
                    stay(carer, on, left, ""),
                ]
            }
            None => vec![stay(carer, came, left, "")],
        };
        if let Some(left) = left {
            child.life = Life::Closed { on: left + 30, why: note("No longer looked after.") };
        }
        let member = Member { id: child.id, born, pupil: child.school.is_some(), wheelchair: child.wheelchair, carer };
        self.records.push(child.into());
        self.records.extend(placements.into_iter().map(Record::from));
        member
    }

    fn party(
        &mut self,
        heritage: &Heritage,
        surname: &str,
        said: &str,
        woman: bool,
        language: &Name,
        age: i32,
    ) -> PartyId {
        let scale = self.scale;
        let rng = &mut *self.rng;
        let area = rng.pick(&CITY);
        let surname = if rng.percent(70) { surname } else { *rng.pick(heritage.surnames) };
        let first = *rng.pick(if woman { heritage.women } else { heritage.men });
        let older = if said.starts_with("grand") { 20 } else { 0 };
        let id = PartyId(self.head.take(Kind::Party));
        let banned = id.0 as usize % (48 * scale.max(1)) == 7;
        let party = Party {
            id,
            name: name(format!("{first} {surname}")),
            relationship: name(said),
            parental_responsibility: said == "mother" || (said == "father" && rng.percent(70)),
            dob: Some(self.era.days.first - age - 365 * (18 + older + rng.between(0, 12))),
            phone: phone(rng),
            text_safe: rng.percent(80),
            safe_times: if rng.percent(15) {
                "Mon-Fri 09:00-15:00".parse().unwrap_or_default()
            } else {
                Hours::default()
            },
            address: Address {
                lines: address(rng, area.town, area.code),
                area: name(area.code),
                class: if rng.percent(8) { AddressClass::Professionals } else { AddressClass::Open },
            },
            interpreter: language.clone(),
            benefits: rng.percent(45),
            photo: rng.percent(60),
            conditions: note(rng.weighted(&[
                (90, ""),
                (5, "Non-molestation order."),
                (5, "Bail: no contact outside the centre."),
            ])),
            aggression: rng.percent(7),
            substances: rng.percent(10),
            banned_sites: if banned { vec![SiteId(*rng.pick(&[3, 9]))] } else { Vec::new() },
            ..Party::default()
        };
        self.records.push(party.into());
        id
    }
}
