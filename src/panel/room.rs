//! Who is in the room for an item: who is present, who leaves, who chairs, and whether that makes a quorum (DOMAIN 3e P4, P5).

use super::items::{agreed_it, children};
use crate::domain::*;

/// The room, for one item at one minute.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Quorum {
    /// Who takes part: present members who are not out of the room for this item.
    pub takes_part: Vec<ProfessionalId>,
    /// Who is present, has an interest and has not left.
    pub must_leave: Vec<Recusal>,
    /// Who chairs it.
    pub chair: Option<ProfessionalId>,
    /// Whether who chairs it agreed it in an emergency themselves, and nobody else could.
    pub own: bool,
    /// What is missing to a quorum; nothing where there is one.
    pub lacks: Vec<String>,
}

/// Who is present at a minute.
fn present(sitting: &Sitting, at: Minute) -> impl Iterator<Item = &Attendance> {
    sitting
        .attendance
        .iter()
        .filter(move |a| a.came.is_some_and(|came| came <= at) && a.left.is_none_or(|left| left > at))
}

/// The seat somebody holds on a day.
fn held(panel: &Panel, day: Day, who: ProfessionalId) -> Option<Seat> {
    panel.seats_on(day).find(|s| s.who == who).map(|s| s.seat)
}

/// As what somebody sits there: in their own seat, or as the substitute of who holds one. A substitute of the chair is a
/// member: the vice chair chairs.
fn seat(panel: &Panel, day: Day, there: &Attendance) -> Option<Seat> {
    let held = |who: ProfessionalId| held(panel, day, who);
    let stands_in = |of| match held(of) {
        Some(Seat::Chair | Seat::Vice) => Some(Seat::Core),
        other => other,
    };
    // only who is named as somebody's substitute makes up for them
    let named = |of: &ProfessionalId| panel.seats.iter().any(|s| s.who == *of && s.substitutes.contains(&there.who));
    held(there.who).or_else(|| there.in_place_of.filter(named).and_then(stands_in))
}

/// What speaks against somebody deciding about an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Against {
    /// They declared an interest and were not let stay.
    Declared(InterestSort, Note),
    /// They manage the team whose case it is.
    Manages(Name),
    /// They are close to the child, or to who visits it or lives with it.
    Close,
    /// They present it.
    Presents,
}

/// What speaks against somebody deciding about an item, what also speaks against their reading it first; nothing where
/// nothing does, or the chair let them stay for it.
pub(super) fn against(diary: &Diary, item: &AgendaItem, person: &Professional) -> Option<Against> {
    let children = children(diary, item);
    let declared = diary.pointing::<Interest>(person.id).filter(|i| i.who == person.id);
    // what was declared for an item is meant of its children, under whatever number they are heard again
    let shares = |other: &AgendaItem| self::children(diary, other).iter().any(|child| children.contains(child));
    let meant = |i: &&Interest| {
        i.item == Some(item.id)
            || i.child.is_some_and(|c| children.contains(&c))
            || i.item.and_then(|id| diary.get::<AgendaItem>(id)).is_some_and(shares)
    };
    let declared: Vec<&Interest> = declared.filter(meant).collect();
    // the chair heard of one interest and let them stay: that says nothing of another
    let stays = |sort: InterestSort| declared.iter().any(|i| i.sort == sort && !i.stays.is_empty());
    if let Some(said) = declared.iter().find(|i| i.stays.is_empty() && !stays(i.sort)) {
        return Some(Against::Declared(said.sort, said.what.clone()));
    }
    let of = |key: &Key| children.iter().any(|child| child.key() == *key || knows(diary, *child, *key));
    let waits = |key: &Key| item.parties.iter().any(|party| party.key() == *key);
    if !stays(InterestSort::Family) && person.family.iter().any(|key| of(key) || waits(key)) {
        return Some(Against::Close);
    }
    let referrals = item.referrals.iter().filter_map(|r| diary.get::<Referral>(*r)).map(|r| r.team.clone());
    let teams = referrals.chain(children.iter().filter_map(|c| diary.get::<Child>(*c)).map(|c| c.team.clone()));
    let managed = teams.into_iter().find(|team| !team.is_empty() && person.manages.contains(team));
    if let Some(team) = managed.filter(|_| !stays(InterestSort::LineManagement)) {
        return Some(Against::Manages(team));
    }
    let presents = item.presenters.contains(&person.id.key()) && !stays(InterestSort::Professional);
    presents.then_some(Against::Presents)
}

/// Who must leave for an item, with why: against whom something speaks who is not out of the room already.
fn must_leave(diary: &Diary, item: &AgendaItem, who: ProfessionalId) -> Option<Note> {
    if item.recused.iter().any(|r| r.who == who) {
        return None;
    }
    if kept_from(diary, item, who) {
        return Note::new("it is kept from them").ok();
    }
    let why = match against(diary, item, diary.get::<Professional>(who)?)? {
        Against::Declared(sort, what) => format!("{}: {}", sort.said(), &*what),
        Against::Manages(team) => format!("manages the {team} team"),
        Against::Close => "close to the family".to_owned(),
        Against::Presents => "presents it".to_owned(),
    };
    Note::new(why.chars().take(Note::MAX).collect::<String>()).ok()
}

/// Whether an item, or a referral heard as it, is kept from somebody (P16).
pub(super) fn kept_from(diary: &Diary, item: &AgendaItem, who: ProfessionalId) -> bool {
    let of = item.referrals.iter().filter_map(|id| diary.get::<Referral>(*id));
    item.kept_from.contains(&who) || of.into_iter().any(|r| r.kept_from.contains(&who))
}

/// Whether somebody belongs to a child: visits them, or they live there.
fn knows(diary: &Diary, child: ChildId, who: Key) -> bool {
    let visits = diary.pointing::<Arrangement>(child).filter(|a| a.children.contains(&child));
    let lives = || diary.pointing::<Placement>(child).any(|p| p.child == child && p.carer.key() == who);
    visits.flat_map(|a| a.parties.iter().chain(&a.invited).chain(&a.by_agreement)).any(|p| p.key() == who) || lives()
}

/// Who chairs: of the chair and the vice chair, as far as they are in the room, whom the item names, else the first. Who
/// agreed in an emergency what is to be ratified chairs that only where nobody else can: they would rule on their own word.
fn in_chair(
    diary: &Diary,
    panel: &Panel,
    sitting: &Sitting,
    item: &AgendaItem,
    takes_part: &[ProfessionalId],
) -> Option<ProfessionalId> {
    let held = |seat: Seat| {
        let there = sitting.attendance.iter().filter(move |a| takes_part.contains(&a.who));
        there.filter(move |a| self::seat(panel, sitting.date, a) == Some(seat)).map(|a| a.who)
    };
    let may: Vec<ProfessionalId> = held(Seat::Chair).chain(held(Seat::Vice)).collect();
    let other = || may.iter().find(|who| !agreed_it(diary, item, **who));
    item.chair.filter(|who| may.contains(who)).or_else(|| other().or(may.first()).copied())
}

/// What is missing to a quorum, in words.
fn lacks(diary: &Diary, panel: &Panel, chair: Option<ProfessionalId>, takes_part: &[ProfessionalId]) -> Vec<String> {
    let settings = diary.settings();
    let agency = |who: ProfessionalId| diary.get::<Professional>(who).map(|p| p.agency);
    let others = takes_part.iter().copied().filter(|who| Some(*who) != chair);
    let elsewhere = chair.and_then(agency);
    let of_others = others.clone().filter(|who| elsewhere.is_some() && agency(*who) != elsewhere).count();
    let (need, need_elsewhere) = (
        usize::from(panel.quorum.others.unwrap_or(settings.quorum_others)),
        usize::from(panel.quorum.of_other_services.unwrap_or(settings.quorum_services)),
    );
    let mut lacks = Vec::new();
    if chair.is_none() {
        lacks.push("the chair or vice chair".to_owned());
    }
    let short = need.saturating_sub(others.count());
    let elsewhere = need_elsewhere.saturating_sub(of_others);
    match (short, elsewhere) {
        (0, 0) => {}
        (0, n) => lacks.push(format!("{} of another service", said::count(n, "member"))),
        (n, 0) => lacks.push(said::count(n, "member")),
        // one who comes from elsewhere makes up for both
        (n, of) => lacks.push(format!("{}, {of} of another service", said::count(n.max(of), "member"))),
    }
    let there = |wanted: &&Agency| !takes_part.iter().any(|who| agency(*who) == Some(**wanted));
    lacks.extend(panel.quorum.agencies.iter().filter(there).map(|wanted| format!("somebody from {}", wanted.said())));
    lacks
}

/// The room for an item at a minute.
pub fn room(diary: &Diary, panel: &Panel, sitting: &Sitting, item: &AgendaItem, at: Minute) -> Quorum {
    let out = |who: ProfessionalId| item.recused.iter().any(|r| r.who == who);
    let here: Vec<&Attendance> = present(sitting, at).collect();
    // a seat has one voice: whose it is before who stands in for them, and one of those
    let spoken_for = |a: &Attendance| {
        let stands_in = a.in_place_of.filter(|_| held(panel, sitting.date, a.who).is_none());
        stands_in.is_some_and(|of| {
            here.iter().any(|other| other.who == of || (other.in_place_of == Some(of) && other.who < a.who))
        })
    };
    let votes = |a: &&&Attendance| {
        matches!(seat(panel, sitting.date, a), Some(Seat::Chair | Seat::Vice | Seat::Core)) && !spoken_for(a)
    };
    let leaving = here.iter().filter(|a| !out(a.who)).filter_map(|a| {
        let why = must_leave(diary, item, a.who)?;
        Some(Recusal { who: a.who, why })
    });
    let must_leave: Vec<Recusal> = leaving.collect();
    let stays = |who: ProfessionalId| !out(who) && !must_leave.iter().any(|r| r.who == who);
    let takes_part: Vec<ProfessionalId> = here.iter().filter(votes).map(|a| a.who).filter(|who| stays(*who)).collect();
    let chair = in_chair(diary, panel, sitting, item, &takes_part);
    let lacks = lacks(diary, panel, chair, &takes_part);
    let own = chair.is_some_and(|who| agreed_it(diary, item, who));
    Quorum { takes_part, must_leave, chair, own, lacks }
}
