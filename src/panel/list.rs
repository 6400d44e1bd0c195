//! The list of a sitting before its day: what presenters are bound by, which families must not wait together, in which order
//! items are wished for, whether those who said they come make a quorum, and whose coming would mend it (DOMAIN 3e P4, P12).

use super::agenda::{Bound, Frame, Wanted};
use super::items;
use super::room::{Quorum, room};
use crate::domain::*;
use std::collections::BTreeSet;

/// The frame of a sitting's day for its items. `NotLoaded` if the diary does not hold the day.
pub fn frame(diary: &Diary, sitting: &Sitting, all: &[&AgendaItem]) -> Result<Frame, NotLoaded> {
    let panel = diary.get::<Panel>(sitting.panel);
    let mut frame = Frame {
        span: sitting.span(),
        breaks: sitting.breaks.clone(),
        wait: diary.settings().before_min,
        most: panel.and_then(|p| p.most_items).map_or(usize::MAX, usize::from),
        ..Frame::default()
    };
    for who in all.iter().flat_map(|item| &item.presenters) {
        if !frame.bound.contains_key(who) {
            frame.bound.insert(*who, bound(diary, sitting, *who)?);
        }
    }
    let pairs = (0..all.len()).flat_map(|a| (a + 1..all.len()).map(move |b| (a, b)));
    frame.apart = pairs.filter(|(a, b)| must_not_meet(diary, all[*a], all[*b])).collect();
    Ok(frame)
}

/// Whether a family of one item must not meet one of another.
fn must_not_meet(diary: &Diary, a: &AgendaItem, b: &AgendaItem) -> bool {
    let waits = |item: &AgendaItem, who: Option<Key>| item.parties.iter().any(|p| Some(p.key()) == who);
    let rules = a.parties.iter().flat_map(|p| diary.pointing::<NoMeetRule>(p.key()));
    rules.into_iter().any(|r| waits(a, r.a) && waits(b, r.b) || waits(a, r.b) && waits(b, r.a))
}

/// The officer somebody is, where they supervise contact.
fn officer(diary: &Diary, who: Key) -> Option<OfficerId> {
    match who.kind {
        Kind::Officer => Some(OfficerId(who.id)),
        _ => diary.get::<Professional>(who).and_then(|p| p.officer),
    }
}

/// What somebody who presents is bound by on a sitting's day, the sitting itself aside: the contact they supervise or drive
/// for and other sittings, each with the way between it and this one; court and other dates, absences.
pub fn bound(diary: &Diary, sitting: &Sitting, who: Key) -> Result<Vec<Bound>, NotLoaded> {
    let day = sitting.date;
    let officer = officer(diary, who);
    let mut all = Vec::new();
    for session in diary.day(day)?.filter(|s| diary.takes(s)) {
        let by = Some(session.id.key());
        if officer.is_some_and(|o| session.officers.contains(&o)) {
            all.push(Bound { span: with_way(diary, sitting, session.on_site(), session.site), by });
        }
        let driven = session.legs.iter().filter(|leg| officer.is_some() && leg.officer == officer);
        let way = |from: &Place, to: &Place| i32::from(diary.place_minutes(from, to));
        all.extend(driven.map(|leg| {
            let here = sitting.site.map(Place::Site);
            let (before, after) = here.map_or((0, 0), |here| (way(&here, &leg.from), way(&leg.to, &here)));
            Bound { span: Span::new(leg.span().from.plus(-before), leg.span().to.plus(after)), by }
        }));
    }
    for key in [Some(who), officer.map(|o| o.key())].into_iter().flatten() {
        all.extend(diary.gone(key, day).map(|gone| {
            let by = match gone.record {
                GoneBy::Absence(absence) => absence.id.key(),
                GoneBy::Appointment(appointment) => appointment.id.key(),
            };
            Bound { span: gone.span, by: Some(by) }
        }));
    }
    // a professional and the officer they are may be named either way
    let same = |p: &&Professional| p.officer.is_some() && p.officer == officer;
    let known_as: Vec<Key> = diary.open::<Professional>().filter(same).map(|p| p.id.key()).collect();
    for key in [Some(who), officer.map(|o| o.key())].into_iter().flatten().chain(known_as).collect::<BTreeSet<Key>>() {
        all.extend(elsewhere(diary, sitting, key));
        all.extend(off_duty(diary, day, key));
    }
    all.sort_by_key(|b| (b.span.from, b.span.to, b.by));
    all.dedup();
    Ok(all)
}

/// What binds somebody at a site, with the way there and back from where a sitting is.
fn with_way(diary: &Diary, sitting: &Sitting, span: Span, site: SiteId) -> Span {
    let way = |here: SiteId| diary.site_minutes(here, site).max(diary.site_minutes(site, here));
    let way = sitting.site.map_or(0, way);
    span.widened(way, way)
}

/// Other panels of the day: where they sit as a member for all of it, where they present while they do.
fn elsewhere<'a>(diary: &'a Diary, sitting: &'a Sitting, who: Key) -> impl Iterator<Item = Bound> + 'a {
    let others = diary.open::<Sitting>().filter(|s| s.id != sitting.id && s.date == sitting.date && s.is_ahead());
    others.flat_map(move |other| {
        let member = other.attendance.iter().any(|a| a.who.key() == who && a.reply == InviteReply::Accepted);
        let presented = items::items(diary, other.id).into_iter().filter(move |i| i.presenters.contains(&who));
        let times = presented.filter_map(|i| Some(Span::new(i.start?, i.start?.plus(i32::from(i.minutes)))));
        let whole = member.then(|| other.span());
        let there = |span: Span| other.site.map_or(span, |site| with_way(diary, sitting, span, site));
        whole
            .into_iter()
            .chain(times)
            .map(|span| Bound { span: there(span), by: Some(other.id.key()) })
            .collect::<Vec<_>>()
    })
}

/// The hours of the day in which they do not work, where their hours are said.
fn off_duty(diary: &Diary, day: Day, who: Key) -> Vec<Bound> {
    let person = (who.kind == Kind::Professional).then(|| diary.get::<Professional>(who)).flatten();
    let Some(person) = person.filter(|p| !p.hours.is_empty()) else { return Vec::new() };
    spans::without(&[Span::DAY], person.hours.on(day)).into_iter().map(|span| Bound { span, by: None }).collect()
}

/// The items of a sitting as they are to be timed, in the order that is wished for: part I before part II; what was agreed in
/// an emergency first, then what is urgent, what was carried longest, what was asked for first.
pub fn wanted<'a>(diary: &Diary, all: &[&'a AgendaItem]) -> (Vec<&'a AgendaItem>, Vec<Wanted>) {
    let urgency = |item: &AgendaItem| {
        let of = item.referrals.iter().filter_map(|r| diary.get::<Referral>(*r));
        let urgent = of.clone().map(|r| r.urgency).max().unwrap_or_default();
        let asked = of.filter_map(|r| r.asked_on).min();
        (item.sort != ItemSort::Ratification, std::cmp::Reverse(urgent), asked)
    };
    let mut ordered: Vec<&AgendaItem> = all.to_vec();
    ordered.sort_by_key(|item| {
        let (ratified, urgent, asked) = urgency(item);
        let carried = item.carried.first().map(|c| c.on);
        (item.part, ratified, urgent, carried.is_none(), carried, asked, item.id)
    });
    let wanted = ordered.iter().map(|item| as_wanted(item)).collect();
    (ordered, wanted)
}

/// One item as it is to be timed.
pub fn as_wanted(item: &AgendaItem) -> Wanted {
    Wanted {
        item: item.id,
        part: item.part,
        minutes: item.minutes,
        pinned: item.start.filter(|_| item.pinned),
        presenters: item.presenters.clone(),
    }
}

/// The sitting as if those had come who said that they come, and nobody else.
fn as_accepted(sitting: &Sitting) -> Sitting {
    let mut as_if = sitting.clone();
    for there in &mut as_if.attendance {
        let comes = there.reply == InviteReply::Accepted;
        (there.came, there.left) = (comes.then_some(sitting.start), None);
    }
    as_if
}

/// Who would be in the room for an item if those came who said so.
pub fn projected(diary: &Diary, panel: &Panel, sitting: &Sitting, item: &AgendaItem) -> Quorum {
    room(diary, panel, &as_accepted(sitting), item, sitting.start)
}

/// Whose coming would make the quorum that is projected to be missing: a substitute with the member they stand in for, or
/// members who have not answered; the fewest, in the order of the seats. Nothing where nobody would.
pub fn mends(diary: &Diary, panel: &Panel, sitting: &Sitting, item: &AgendaItem) -> Vec<Attendance> {
    let comes =
        |who: ProfessionalId| sitting.attendance.iter().any(|a| a.who == who && a.reply == InviteReply::Accepted);
    let said_no =
        |who: ProfessionalId| sitting.attendance.iter().any(|a| a.who == who && a.reply == InviteReply::Apologies);
    let mut could: Vec<Attendance> = Vec::new();
    for seat in panel.seats_on(sitting.date).filter(|s| !comes(s.who)) {
        let own = Attendance { who: seat.who, ..Attendance::default() };
        let instead = seat.substitutes.iter().map(|s| Attendance {
            who: *s,
            in_place_of: Some(seat.who),
            ..Attendance::default()
        });
        let free = std::iter::once(own).chain(instead).filter(|a| !said_no(a.who) && !comes(a.who));
        could.extend(free);
    }
    let enough = |with: &[&Attendance]| {
        let mut as_if = sitting.clone();
        for one in with {
            as_if.attendance.retain(|a| a.who != one.who);
            as_if.attendance.push(Attendance { reply: InviteReply::Accepted, ..(*one).clone() });
        }
        projected(diary, panel, &as_if, item).lacks.is_empty()
    };
    // who stands in for somebody who said no, then who has not answered, then who would stand in for those
    could.sort_by_key(|a| match a.in_place_of {
        Some(of) if said_no(of) => 0,
        None => 1,
        Some(_) => 2,
    });
    let one = could.iter().find(|a| enough(&[a])).map(|a| vec![a.clone()]);
    let two = || {
        let pairs = could.iter().enumerate().flat_map(|(i, a)| could[i + 1..].iter().map(move |b| (a, b)));
        pairs.into_iter().find(|(a, b)| enough(&[a, b])).map(|(a, b)| vec![a.clone(), b.clone()])
    };
    // of more, whoever is needed when they are asked one after the other
    let more = || {
        let mut all: Vec<&Attendance> = could.iter().collect();
        if !enough(&all) {
            return Vec::new();
        }
        for at in (0..all.len()).rev() {
            let one = all.remove(at);
            if !enough(&all) {
                all.insert(at, one);
            }
        }
        all.into_iter().cloned().collect()
    };
    one.or_else(two).unwrap_or_else(more)
}

/// What has the room a sitting would take: a session with its clearing, another sitting than the one it goes on for, a
/// closure; nothing where it is free.
pub fn room_free(diary: &Diary, sitting: &Sitting, goes_on: Option<SittingId>) -> Result<Option<Key>, NotLoaded> {
    let Some(room) = sitting.room else { return Ok(None) };
    let clear = diary.get::<Room>(room).map_or(0, |r| r.clear_down_min);
    let ours = sitting.span().widened(clear, clear);
    let session =
        diary.day(sitting.date)?.filter(|s| diary.takes(s)).find(|s| s.room == Some(room) && s.span().overlaps(ours));
    let session = session.map(|s| s.id.key());
    let other = || {
        let all = diary.dated::<Sitting>(room, sitting.date).take_while(|s| s.date == sitting.date);
        all.into_iter()
            .filter(|s| s.id != sitting.id && goes_on != Some(s.id) && s.takes_place())
            .find(|s| s.taken().overlaps(sitting.span()))
            .map(|s| s.id.key())
    };
    let site = diary.get::<Room>(room).map(|r| r.site.key());
    let shut = || {
        let of =
            [Some(room.key()), site].into_iter().flatten().flat_map(|key| diary.dated::<Closure>(key, sitting.date));
        let shut = |c: &&Closure| c.days.hold(sitting.date) && c.time.unwrap_or(Span::DAY).overlaps(sitting.span());
        of.into_iter().find(shut).map(|c| c.id.key())
    };
    Ok(session.or_else(other).or_else(shut))
}
