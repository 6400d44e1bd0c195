//! Fills a message from what its reader may have. Pure.

use super::commands::{Known, takes_part};
use super::{Refusal, cut};
use crate::documents::first_name;
use crate::documents::message::{Message, Occasion, Part};
use crate::domain::*;

/// What is written to somebody about a session; where it is not said about what, by how it stands.
pub(crate) fn message(known: &Known, session: &Session, who: Key, about: Option<Occasion>) -> Result<Message, Refusal> {
    takes_part(known, session, who)?;
    let diary = known.diary;
    let settings = diary.settings();
    let base = diary.open::<Site>().find(|s| s.base).map(|s| s.phone.clone()).unwrap_or_default();
    let site = diary.get::<Site>(session.site);
    let phone = site.map(|s| s.phone.clone()).filter(|phone| !phone.is_empty()).unwrap_or(base);
    let whose = |child: &&ChildId| match who.kind {
        Kind::Carer => diary.placement(**child, session.date).is_some_and(|p| p.carer.key() == who),
        Kind::Child => child.key() == who,
        _ => true,
    };
    let children = session.children.iter().filter(whose).filter_map(|id| diary.get::<Child>(*id));
    Ok(Message {
        to: called(known, who),
        from: settings.from_name.clone(),
        phone,
        word: settings.word.clone(),
        about: about.unwrap_or_else(|| occasion(session, who)),
        day: session.date,
        span: session.span(),
        children: children.map(first_name).collect(),
        place: site.map(|s| s.name.clone()).unwrap_or_default(),
        part: part(known, session, who),
    })
}

fn occasion(session: &Session, who: Key) -> Occasion {
    let last = session.told.iter().rfind(|t| t.who == Some(who) && t.reached());
    match last {
        _ if !session.status.takes_place() => Occasion::Cancelled,
        Some(last) if last.old => Occasion::Moved,
        _ if session.said(who) == Some(ConfirmResult::Confirmed) => Occasion::Stands,
        _ => Occasion::Confirm,
    }
}

/// What to call whoever reads it: of a child, its social worker.
fn called(known: &Known, who: Key) -> Name {
    match known.diary.record(who).map(|record| &**record) {
        Some(Record::Child(child)) if !child.social_worker.is_empty() => child.social_worker.clone(),
        Some(Record::Child(_)) => Name::new("social worker").unwrap_or_default(),
        _ => Name::new(cut::names(known.viewer, known.diary, [who]).say(who)).unwrap_or_default(),
    }
}

fn part(known: &Known, session: &Session, who: Key) -> Part {
    let diary = known.diary;
    match who.kind {
        Kind::Carer => {
            let door = Place::Carer(CarerId(who.id));
            let out = session.legs.iter().filter(|l| l.direction == Direction::Out && l.from == door);
            let back = session.legs.iter().filter(|l| l.direction == Direction::Return && l.to == door);
            Part::Carer { out: out.map(|l| l.depart).min(), back: back.map(|l| l.arrive).max() }
        }
        Kind::Driver => {
            let own = |l: &&Leg| l.driver.into_iter().chain(l.escort).any(|d| d.key() == who);
            Part::Driver { runs: session.legs.iter().filter(own).map(Leg::span).collect() }
        }
        Kind::Officer => {
            let room = session.room.and_then(|room| diary.get::<Room>(room));
            Part::Officer { there: session.on_site(), room: room.map(|r| r.name.clone()).unwrap_or_default() }
        }
        Kind::Child => {
            let name = |id: &PartyId| diary.get::<Party>(*id).map(|p| p.name.clone());
            let why = session.cancel.as_ref().map(|cancel| cancel.reason.said());
            Part::SocialWorker { with: session.parties.iter().filter_map(name).collect(), why }
        }
        _ => {
            let address = diary.get::<Site>(session.site).map(|s| s.address.clone()).unwrap_or_default();
            Part::Family { there: session.adults_on_site(), address }
        }
    }
}
