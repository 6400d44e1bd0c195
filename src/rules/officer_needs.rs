//! Some officer understands the language spoken; every officer has the skills asked for and is cleared on the day
//! (DOMAIN 3b H19; 2). An officer who drives has a car insured for it. A date that is not on file is not checked.

use super::officer_taken::officers;
use super::*;

pub(super) const RULE: Rule = Rule {
    name: "officer-needs",
    about: "an officer understands the language; every officer has the skills and is cleared on the day",
    source: "DOMAIN 3b H19; 2",
    severity: Severity::Block,
    parts: &[Part::Officers],
    check,
};

fn check(case: &Case, found: &mut Found) {
    languages(case, found);
    let skills = case.arrangement.map_or(&[][..], |a| &a.skills);
    for officer in officers(case.session).filter_map(|id| case.diary.get::<Officer>(id)) {
        let mut lacks = |need: Need| found.add(Part::Officers, What::Lacks { who: officer.key(), need });
        if case.session.officers.contains(&officer.id) {
            skills.iter().filter(|s| !officer.skills.contains(s)).for_each(|s| lacks(Need::Skill(*s)));
        }
        if !officer.car_owner && case.session.legs.iter().any(|leg| drives_own_car(leg, officer.id)) {
            lacks(Need::Car);
        }
        let papers = [("disclosure check", officer.dbs_expires), ("training", officer.training_expires)];
        run_out(case, papers).for_each(lacks);
    }
}

fn drives_own_car(leg: &Leg, officer: OfficerId) -> bool {
    leg.officer == Some(officer) && leg.vehicle.is_none()
}

/// The papers that have run out by the session's day.
pub(super) fn run_out<const N: usize>(
    case: &Case,
    papers: [(&'static str, Option<Day>); N],
) -> impl Iterator<Item = Need> {
    let day = case.session.date;
    papers.into_iter().filter_map(move |(paper, until)| {
        let until = until.filter(|until| *until < day)?;
        Name::new(paper).ok().map(|name| Need::InDate(name, until))
    })
}

/// Every language spoken is understood by one of the officers; the lead is named where none does.
fn languages(case: &Case, found: &mut Found) {
    let Some(lead) = case.session.officers.first() else { return };
    let child = |id: &ChildId| case.diary.get::<Child>(*id).map(|c| &c.interpreter);
    let party = |id: &PartyId| case.diary.get::<Party>(*id).map(|p| &p.interpreter);
    let people = case.session.children.iter().filter_map(child).chain(case.session.parties.iter().filter_map(party));
    let spoken = case.arrangement.map(|a| &a.language).into_iter().chain(people);
    let mut missing: Vec<&Name> = Vec::new();
    for language in spoken.filter(|l| !l.is_empty() && !l.eq_ignore_ascii_case("English")) {
        let said = missing.iter().any(|l| l.eq_ignore_ascii_case(language));
        if !said && !case.session.officers.iter().any(|id| understands(case, *id, language)) {
            missing.push(language);
        }
    }
    for language in missing {
        found.add(Part::Officers, What::Lacks { who: lead.key(), need: Need::Language(language.clone()) });
    }
}

fn understands(case: &Case, officer: OfficerId, language: &str) -> bool {
    let signed = ["BSL", "British Sign Language"].iter().any(|name| language.eq_ignore_ascii_case(name));
    case.diary.get::<Officer>(officer).is_some_and(|officer| {
        officer.languages.iter().any(|l| l.eq_ignore_ascii_case(language))
            || (signed && officer.skills.contains(&Skill::SignLanguage))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::Sketch;
    use super::super::*;

    #[test]
    fn one_officer_understands_each_language() {
        Sketch::new()
            .set("Kelly", |p: &mut Party| p.interpreter = "Punjabi".parse().unwrap())
            .set("Rob", |p: &mut Party| p.interpreter = "BSL".parse().unwrap())
            .set("Mehta", |o: &mut Officer| o.languages = vec!["punjabi".parse().unwrap()])
            .set("Cole", |o: &mut Officer| o.skills = vec![Skill::SignLanguage])
            .check(
                "officer-needs",
                r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                ^^^^ officer-needs: Lacks who Shah, need Language(Punjabi)
            mon 14:00-15:30 Oak Shah+Mehta Amara with Kelly
            mon 14:00-15:30 Oak Shah+Mehta Theo with Kelly+Rob
                                ^^^^ officer-needs: Lacks who Shah, need Language(BSL)
            mon 14:00-15:30 Oak Cole Theo with Rob
        ",
            );
    }

    #[test]
    fn every_officer_has_the_skills_and_is_cleared_on_the_day() {
        Sketch::new()
            .set("Amara's", |a: &mut Arrangement| a.skills = vec![Skill::Infant])
            .set("Mehta", |o: &mut Officer| o.skills = vec![Skill::Infant])
            .check(
                "officer-needs",
                r"
            mon 14:00-15:30 Oak Mehta+Shah Amara with Kelly
                                      ^^^^ officer-needs: Lacks who Shah, need Skill(Infant)
            2027-06-01 14:00-15:30 Oak Mehta Amara with Kelly
            2027-06-02 14:00-15:30 Oak Mehta Amara with Kelly
                                       ^^^^^ officer-needs: Lacks who Mehta, need InDate(disclosure check, 2027-06-01)
        ",
            );
    }

    #[test]
    fn who_drives_has_a_car() {
        Sketch::new().set("Shah", |o: &mut Officer| o.car_owner = false).check(
            "officer-needs",
            r"
            mon 14:00-15:30 Oak Shah Amara with Kelly
                                ^^^^ officer-needs: Lacks who Shah, need Car
              out 13:30-13:55 Shah
            tue 14:00-15:30 Oak Shah Amara with Kelly
              out 13:30-13:55 Shah Car1
        ",
        );
    }
}
