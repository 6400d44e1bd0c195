//! `placement.begin`: a child lives with another carer from a day on. The journeys planned from the old home are planned anew
//! with it, as far as cars and drivers allow; the others are flagged by the rules from that moment (DOMAIN 0.5, 6b.7,
//! `leg-home`).

use super::legs_retime::{Anew, ahead, anew};
use super::*;
use crate::desk::No;

/// Records a new placement, also in the middle of the night: the one before it ends the day before.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacementBegin {
    /// The child.
    pub child: ChildId,
    /// The carer.
    #[serde(default)]
    pub carer: Option<CarerId>,
    /// A carer the desk does not know yet, instead. An address that is not said to be open is secret.
    #[serde(default)]
    pub new_carer: Option<Carer>,
    /// From; today where it is left out.
    #[serde(default)]
    pub from: Option<Day>,
    /// Why.
    #[serde(default)]
    pub notes: Note,
}

impl PlacementBegin {
    /// The carer, and the change that makes them known.
    fn carer(&self, known: &Known) -> Result<(Carer, Option<Change>), Refusal> {
        match (self.carer, &self.new_carer) {
            (Some(id), None) => Ok((known.open::<Carer>(id)?.clone(), None)),
            (None, Some(new)) => {
                let mut new = new.clone();
                new.set_life(Life::Open);
                new.set_id(known.diary.head.next(Kind::Carer));
                super::record_add::sound(&new.clone().into(), known.diary)?;
                Ok((new.clone(), Some(Change::new(new))))
            }
            _ => Err(Refusal::usage("carer", "say which carer, or give a new one, and not both")),
        }
    }
}

impl Decide for PlacementBegin {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope { of: vec![self.child.key()], ..Scope::default() }
    }

    fn needs(&self, known: &Known) -> Scope {
        Scope::sessions(ahead(known.diary, self.child, known.now.moment()).unwrap_or_default())
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let child = known.open::<Child>(self.child)?.id;
        if !known.viewer.may_know(known.diary, child.key()) {
            return Err(Refusal::new(No::NotPermitted, format!("{child} belongs to a restricted case"))
                .hinted("case.open opens it for a while, with a reason"));
        }
        let from = self.from.unwrap_or(known.today());
        let (carer, new) = self.carer(known)?;
        let mut changes: Vec<Change> = new.into_iter().collect();
        // every placement that would still run then ends the day before
        let before = known.diary.pointing::<Placement>(child).filter(|p| p.to.is_none_or(|to| to >= from));
        for old in before.filter(|p| p.life == Life::Open && p.from.is_none_or(|began| began <= from)) {
            if old.carer == carer.id && old.to.is_none() {
                return Err(Refusal::new(No::Rule, format!("{child} lives with {} already", carer.id)));
            }
            let to = Some((from - 1).max(old.from.unwrap_or(from - 1)));
            changes.push(Change::of(old.clone(), Placement { to, ..old.clone() }));
        }
        let placement = Placement {
            id: PlacementId(known.diary.head.next(Kind::Placement)),
            child,
            carer: carer.id,
            from: Some(from),
            notes: self.notes.clone(),
            ..Placement::default()
        };
        changes.push(Change::new(placement));
        let mut moved = known.diary.clone();
        for change in &changes {
            moved.apply(change);
        }
        let Anew { changes: journeys, why_not, left } = anew(&moved, child, known.now.moment())?;
        let planned = said::count(journeys.len(), "session");
        let words = format!(
            "lives with {} from {}; the journeys of {planned} are planned anew, those of {left} more are flagged",
            carer.name,
            said::long(from)
        );
        changes.extend(journeys);
        let decided = Decided { changes, why_not, ..Decided::default() };
        Ok(decided.raised_by_duty(known, TaskSort::Placement, vec![child.key(), carer.id.key()], &words, &self.notes))
    }

    fn args(&self) -> String {
        crate::codec::json(&self.child)
    }
}
