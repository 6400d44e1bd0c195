//! `arrangement.sign`: the written agreement is signed (DOMAIN 3b H4).

use super::*;
use crate::desk::intake::{self, Lack};

/// Records a signed agreement. The planning meeting must have been held.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrangementSign {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// When; today where it is left out.
    #[serde(default)]
    pub on: Option<Day>,
    /// Who signed; every adult who comes as a matter of course where nobody is said.
    #[serde(default)]
    pub signed_by: Vec<PartyId>,
    /// Valid to, if it ends.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// What was agreed.
    #[serde(default)]
    pub terms: Note,
}

impl Decide for ArrangementSign {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let arrangement = intake::running(known, self.arrangement)?;
        intake::needs(known, arrangement, &[Lack::Referral, Lack::PlanningMeeting])?;
        let signed_by = if self.signed_by.is_empty() { arrangement.parties.clone() } else { self.signed_by.clone() };
        let named = [&arrangement.parties, &arrangement.invited, &arrangement.by_agreement];
        if let Some(stranger) = signed_by.iter().find(|p| !named.iter().any(|all| all.contains(p))) {
            return Err(Refusal::usage("signed_by", format!("{stranger} is not on {}", arrangement.id)));
        }
        let agreement = Agreement {
            id: AgreementId(known.diary.head.next(Kind::Agreement)),
            arrangement: arrangement.id,
            signed_on: Some(intake::done_on(known, self.on)?),
            signed_by,
            valid_to: self.valid_to,
            terms: self.terms.clone(),
            ..Agreement::default()
        };
        super::record_add::sound(&agreement.clone().into(), known.diary)?;
        let mut decided = Decided::one(Change::new(agreement));
        decided.next = lacking(known, &decided, arrangement);
        Ok(decided)
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}

/// What an arrangement still lacks once a decision is carried out.
pub(super) fn lacking(known: &Known, decided: &Decided, arrangement: &Arrangement) -> Vec<Lack> {
    let mut after = known.diary.clone();
    decided.changes.iter().for_each(|change| after.apply(change));
    intake::lacks(&after, after.get(arrangement.id).unwrap_or(arrangement), known.today())
}
