//! Who meets whom.

use super::families::{Family, Member};
use super::rng::Rng;
use crate::domain::{Day, PartyId};

/// Who meets whom, before anything else is settled.
pub(super) struct Meeting {
    pub(super) children: Vec<Member>,
    pub(super) parties: Vec<PartyId>,
    pub(super) invited: Vec<PartyId>,
    pub(super) by_agreement: Vec<PartyId>,
    /// The family's place in the list of families.
    pub(super) family: usize,
}

impl Meeting {
    /// All its children are infants on a day.
    pub(super) fn infants(&self, on: Day) -> bool {
        self.children.iter().all(|c| on - c.born < 600)
    }
}

/// Everyone the families' children may be to meet: parents first, then other parents, relatives, and children one by one.
pub(super) fn all(rng: &mut Rng, families: &[Family]) -> Vec<Meeting> {
    let mut rounds: [Vec<Meeting>; 4] = Default::default();
    for (family, f) in families.iter().enumerate() {
        let all = || f.children.clone();
        let together = f.father.is_some() && rng.percent(18);
        let meeting = |children: Vec<Member>, parties: Vec<PartyId>| Meeting {
            children,
            parties,
            invited: f.others.iter().take(1).copied().collect(),
            by_agreement: f.others.iter().skip(1).take(1).copied().collect(),
            family,
        };
        let mut parents = vec![f.mother];
        parents.extend(f.father.filter(|_| together));
        rounds[0].push(meeting(all(), parents));
        if let Some(father) = f.father.filter(|_| !together) {
            rounds[1].push(meeting(all(), vec![father]));
        }
        for kin in f.others.iter().take(2) {
            rounds[2].push(Meeting { invited: Vec::new(), by_agreement: Vec::new(), ..meeting(all(), vec![*kin]) });
        }
        // children who live apart from each other also come one by one
        let apart = f.children.iter().any(|c| c.carer != f.children[0].carer);
        if apart {
            rounds[3].extend(f.children.iter().map(|c| meeting(vec![c.clone()], vec![f.mother])));
        }
    }
    rng.shuffle(&mut rounds[3]);
    let [mut first, second, third, fourth] = rounds;
    first.extend(second.into_iter().chain(third).chain(fourth));
    first
}
