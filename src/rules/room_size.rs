//! A room holds everyone who comes, officers counted (DOMAIN 2).

use super::*;

pub(super) const RULE: Rule = Rule {
    name: "room-size",
    about: "a room holds the children, the adults and the officers",
    source: "DOMAIN 2",
    severity: Severity::Block,
    parts: &[Part::Room],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    let Some(room) = session.room.and_then(|id| case.diary.get::<Room>(id)) else { return };
    let people = (session.children_there().len() + session.parties.len() + session.officers.len()) as u16;
    let holds = u16::from(room.capacity);
    if people > holds {
        found.add(Part::Room, What::TooSmall { room: room.id, holds, people });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn officers_count() {
        Sketch::new().set("Oak", |r: &mut Room| r.capacity = 3).check(
            "room-size",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
            tue 14:00-15:30 Oak Shah+Mehta Amara with Kelly
                            ^^^ room-size: TooSmall room Oak, holds 3, people 4
        ",
        );
    }
}
