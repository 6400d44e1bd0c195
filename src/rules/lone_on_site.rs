//! A supervising officer is never the only member of staff on site (DOMAIN 3b H7). A colleague is there who supervises
//! at the same site, who is based there, at work and not out, or while the site is staffed by others (reception, a duty
//! manager, the host's own people). Where nobody has said when a site is staffed, and for officers cleared for lone work,
//! it is a warning.

use super::officer_taken::of_officer;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "lone-on-site",
    about: "an officer who supervises is never the only member of staff on site",
    source: "DOMAIN 3b H7",
    severity: Severity::Block,
    parts: &[Part::Officers],
    check,
};

fn check(case: &Case, found: &mut Found) {
    let session = case.session;
    let [officer] = session.officers[..] else { return };
    let Some(site) = case.diary.get::<Site>(session.site).filter(|_| session.level.needs_room()) else { return };
    let mut alone = spans::without(&[session.on_site()], site.staffed.on(session.date));
    if alone.is_empty() {
        return;
    }
    let colleague = |s: &&&Session| s.site == session.site && s.level.needs_room() && s.officers != [officer];
    let beside = case.others.iter().filter(colleague).filter(|s| !s.officers.is_empty());
    alone = spans::without(&alone, &beside.map(|s| s.on_site()).collect::<Vec<_>>());
    for other in case.diary.open::<Officer>().filter(|o| o.id != officer && is_based(o, site)) {
        if alone.is_empty() {
            return;
        }
        alone = spans::without(&alone, &in_the_building(case, other));
    }
    if let Some(during) = alone.first().copied() {
        let cleared = case.diary.get::<Officer>(officer).is_some_and(|o| o.skills.contains(&Skill::LoneWork));
        let what = What::AloneOnSite { officer, site: site.id, during };
        if cleared || site.staffed.is_empty() {
            found.warn(Part::Officers, what);
        } else {
            found.add(Part::Officers, what);
        }
    }
}

/// Whether an officer works at a site when they have no session: it is their base, or nobody has said which is and it
/// is the service's.
fn is_based(officer: &Officer, site: &Site) -> bool {
    officer.base.map_or(site.base, |base| base == site.id)
}

/// When an officer is at their base: at work, and neither at another site nor on the road.
fn in_the_building(case: &Case, officer: &Officer) -> Vec<Span> {
    let Some(hours) = case.diary.at_work(officer, case.session.date) else { return Vec::new() };
    let out = case.beside(officer.id.key()).flat_map(|s| of_officer(s, officer.id)).map(|use_| use_.span);
    spans::without(&hours, &out.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    fn staffed(hours: &'static str) -> impl FnOnce(&mut Site) {
        move |site: &mut Site| site.staffed = hours.parse().unwrap()
    }

    #[test]
    fn somebody_else_is_in_the_building_all_the_time() {
        Sketch::new()
            .set("Mayfield", staffed("Mon 09:00-15:30"))
            .set("Cole", |o: &mut Officer| o.skills = vec![Skill::LoneWork])
            .check(
                "lone-on-site",
                r"
            mon 10:00-11:00 Hall Shah Amara with Kelly
            mon 15:00-16:00 Hall Shah Amara with Kelly
                                 ^^^^ lone-on-site: AloneOnSite officer Shah, site Mayfield, during 15:30-16:15
            mon 16:30-17:30 Hall Cole Amara with Kelly
                                 ^^^^ lone-on-site (warns): AloneOnSite officer Cole, site Mayfield, during 16:15-17:45
            tue 10:00-11:30 Hall Shah+Mehta Amara with Kelly
            tue 14:00-15:30 @Mayfield Cole Amara with Kelly (community)
        ",
            );
    }

    #[test]
    fn colleagues_at_their_base_count_until_they_go_out() {
        // Cole is away; Mehta drives from three to half past
        let away = |w: &Sketch| Absence {
            who: Some(w.key("Cole")),
            days: "2026-11-23 to 2026-11-27".parse().unwrap(),
            ..Absence::default()
        };
        Sketch::new().with(|w| away(w).into()).set("Andrew", staffed("Sat 09:00-16:00")).check(
            "lone-on-site",
            r"
            mon 14:00-15:30 Oak  Shah  Amara with Kelly
                                 ^^^^ lone-on-site: AloneOnSite officer Shah, site Andrew, during 15:00-15:20
            mon 16:30-17:30 Hall Mehta Theo with Rob
                                 ^^^^^ lone-on-site (warns): AloneOnSite officer Mehta, site Mayfield, during 16:15-17:45
              out 15:00-15:20 Mehta
            tue 14:00-15:30 Oak  Shah  Amara with Kelly
        ",
        );
    }
}
