//! `arrangement.assess`: a risk assessment is written, good until a day (DOMAIN 3b H5).

use super::arrangement_sign::lacking;
use super::*;
use crate::desk::intake;

/// Records a risk assessment. Earlier ones stay on file.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrangementAssess {
    /// The arrangement.
    pub arrangement: ArrangementId,
    /// When it was written; today where it is left out.
    #[serde(default)]
    pub on: Option<Day>,
    /// Good until; so many months as the service has it where it is left out.
    #[serde(default)]
    pub expires_on: Option<Day>,
    /// By whom.
    #[serde(default)]
    pub author: Name,
    /// Approved by.
    #[serde(default)]
    pub approved_by: Name,
    /// Hazards.
    #[serde(default)]
    pub hazards: Note,
    /// Controls.
    #[serde(default)]
    pub controls: Note,
    /// Least level it asks for; as the arrangement has it where it is left out.
    #[serde(default)]
    pub level: Option<SupervisionLevel>,
    /// A room near an exit is needed.
    #[serde(default)]
    pub room_near_exit: bool,
}

impl Decide for ArrangementAssess {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let arrangement = intake::running(known, self.arrangement)?;
        let made_on = intake::done_on(known, self.on)?;
        let months = known.diary.settings().risk_months;
        let level = self.level.unwrap_or(arrangement.level);
        let risks = RiskAssessment {
            id: RiskAssessmentId(known.diary.head.next(Kind::RiskAssessment)),
            arrangement: arrangement.id,
            made_on: Some(made_on),
            author: self.author.clone(),
            approved_by: self.approved_by.clone(),
            expires_on: Some(self.expires_on.unwrap_or_else(|| calendar::months_after(made_on, months))),
            hazards: self.hazards.clone(),
            controls: self.controls.clone(),
            level: Some(level),
            room_near_exit: self.room_near_exit,
            ..RiskAssessment::default()
        };
        super::record_add::sound(&risks.clone().into(), known.diary)?;
        let closer = level.closeness() > arrangement.level.closeness();
        let mut decided = Decided::one(Change::new(risks.clone()));
        if closer {
            // what is risky is watched as closely as that from now on
            let after = Arrangement { level, ..arrangement.clone() };
            decided.changes.push(Change::of(arrangement.clone(), after));
        }
        decided.next = lacking(known, &decided, arrangement);
        Ok(decided)
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
