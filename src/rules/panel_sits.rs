//! Panels and contact use the same rooms and people: a room a panel sits in holds no session, and who presents to one is not
//! with a family then (DOMAIN 3e P12).

use super::officer_taken::{of_officer, officers};
use super::uses::{Use, clash};
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "panel-sits",
    about: "a room a panel sits in is not used for contact, and who presents to a panel does not supervise then, the way counted",
    source: "DOMAIN 3e P12",
    severity: Severity::Block,
    parts: &[Part::Officers, Part::Room],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    if let Some(room) = session.room {
        let clear = case.diary.get::<Room>(room).map_or(0, |r| r.clear_down_min);
        let ours = session.span().widened(clear, clear);
        let sittings = case.diary.dated::<Sitting>(room, session.date).take_while(|s| s.date == session.date);
        for sitting in sittings.filter(|s| s.room == Some(room) && takes(s) && s.taken().overlaps(ours)) {
            let during = sitting.taken();
            found.add(Part::Room, What::PanelSits { who: room.key(), sitting: sitting.id, during });
        }
    }
    for officer in officers(session) {
        for (sitting, during) in presented(case, officer) {
            let there = sitting.site.map(|site| Use::of_site(site, during));
            let ours = of_officer(session, officer);
            let taken = match there {
                Some(there) => clash(case.diary, &ours, &[there]).is_some(),
                None => ours.iter().any(|ours| ours.span.overlaps(during)),
            };
            if taken {
                found.add(Part::Officers, What::PanelSits { who: officer.key(), sitting: sitting.id, during });
            }
        }
    }
}

/// Whether a sitting takes its room: it is to come, goes on or was held.
fn takes(sitting: &Sitting) -> bool {
    sitting.takes_place() && sitting.life == Life::Open
}

/// What an officer presents that day, as such or as the professional they are; and the sittings they said they come to as a
/// member.
fn presented<'a>(case: &'a Case, officer: OfficerId) -> impl Iterator<Item = (&'a Sitting, Span)> + 'a {
    let diary = case.diary;
    let as_professional = diary.pointing::<Professional>(officer).filter(move |p| p.officer == Some(officer));
    let keys = std::iter::once(officer.key()).chain(as_professional.map(|p| p.id.key()));
    let members =
        diary.pointing::<Professional>(officer).filter(move |p| p.officer == Some(officer)).flat_map(move |p| {
            let of_day = diary.dated::<Sitting>(p.id, case.session.date).take_while(|s| s.date == case.session.date);
            let comes = |s: &&Sitting| s.attendance.iter().any(|a| a.who == p.id && a.reply == InviteReply::Accepted);
            of_day.filter(|s| takes(s)).filter(comes).map(|s| (s, s.taken())).collect::<Vec<_>>()
        });
    let presents = keys.flat_map(move |key| {
        let items = diary.pointing::<AgendaItem>(key).filter(move |i| i.presenters.contains(&key));
        items.filter_map(move |item| {
            let sitting = diary.get::<Sitting>(item.sitting?).filter(|s| s.date == case.session.date && takes(s))?;
            let start = item.start.filter(|_| item.status != ItemStatus::Withdrawn)?;
            Some((sitting, Span::new(start, start.plus(i32::from(item.minutes)))))
        })
    });
    members.chain(presents)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Sketch, day};
    use super::super::*;

    fn found(session: &Session, diary: &Diary) -> Vec<What> {
        let mine = check(diary, session).unwrap().into_iter().filter(|f| &*f.rule.0 == "panel-sits");
        mine.map(|f| f.what).collect()
    }

    #[test]
    fn a_room_and_a_presenter_are_in_one_place() {
        let lines = [
            "mon 14:00-15:30 Oak Shah Amara with Kelly",
            "mon 12:00-13:15 Oak Mehta Theo with Rob",
            "mon 16:45-17:30 Elm Cole Zuri with Mina",
        ];
        let (mut diary, sessions) = Sketch::new().diary(&lines);
        let (room, officer) = (sessions[0].room, sessions[2].officers[0]);
        let span = Span::new(Minute::at(13, 30), Minute::at(16, 30));
        let sitting = Sitting {
            id: SittingId(1),
            panel: PanelId(1),
            date: day("mon"),
            start: span.from,
            end: span.to,
            room,
            ..Sitting::default()
        };
        diary.apply(&Change::new(sitting.clone()));
        let item = AgendaItem {
            id: AgendaItemId(1),
            panel: PanelId(1),
            sitting: Some(SittingId(1)),
            start: Some(Minute::at(16, 15)),
            minutes: 30,
            part: 1,
            presenters: vec![officer.key()],
            ..AgendaItem::default()
        };
        diary.apply(&Change::new(item));
        let room = room.unwrap().key();
        let sits = What::PanelSits { who: room, sitting: SittingId(1), during: span };
        assert_eq!(found(&sessions[0], &diary), [sits]);
        // the room is cleared down before the panel comes
        assert_eq!(found(&sessions[1], &diary), []);
        // Cole presents until a quarter to five, and is on site from half past four
        let during = Span::new(Minute::at(16, 15), Minute::at(16, 45));
        let presents = What::PanelSits { who: officer.key(), sitting: SittingId(1), during };
        assert_eq!(found(&sessions[2], &diary), [presents]);
        let off = Sitting { status: SittingStatus::Cancelled, ..sitting.clone() };
        diary.apply(&Change::of(sitting, off));
        assert!(sessions.iter().all(|s| found(s, &diary).is_empty()));
    }

    #[test]
    fn who_presents_is_on_the_way_to_another_site_for_a_while() {
        let lines = [
            "mon 17:15-18:00 Hall Cole Zuri with Mina",
            "tue 17:30-18:15 Hall Cole Zuri with Mina",
            "wed 17:15-18:00 Elm Cole Zuri with Mina",
        ];
        let (mut diary, sessions) = Sketch::new().diary(&lines);
        let officer = sessions[0].officers[0];
        for (id, session) in (1..).zip(&sessions) {
            let span = Span::new(Minute::at(13, 30), Minute::at(16, 45));
            let (date, site) = (session.date, Some(sessions[2].site));
            let (start, end) = (span.from, span.to);
            diary.apply(&Change::new(Sitting { id: SittingId(id), date, start, end, site, ..Sitting::default() }));
            let item = AgendaItem {
                id: AgendaItemId(id),
                sitting: Some(SittingId(id)),
                start: Some(Minute::at(16, 15)),
                minutes: 30,
                presenters: vec![officer.key()],
                ..AgendaItem::default()
            };
            diary.apply(&Change::new(item));
        }
        // the Hall is 25 minutes away, and the adult is received a quarter of an hour before
        let found = sessions.iter().map(|s| found(s, &diary).len()).collect::<Vec<_>>();
        assert_eq!(found, [1, 0, 0]);
    }
}
