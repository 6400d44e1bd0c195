//! `pack.print`: a member's pack for a sitting, without what they may not see; who printed it for whom stays in the
//! journal (DOMAIN 3e P3, P16).

use super::*;
use crate::desk::{Printed, pack};
use crate::documents::{Document, DocumentKind, Pack};

/// Prints a member's pack.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackPrint {
    /// The sitting.
    pub sitting: SittingId,
    /// Whose pack it is.
    pub member: ProfessionalId,
    /// With initials instead of names, and without what the forms say.
    #[serde(default)]
    pub initials: bool,
}

impl Decide for PackPrint {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let sitting = known.open::<Sitting>(self.sitting)?;
        let panel = known.open::<Panel>(sitting.panel)?;
        let member = known.open::<Professional>(self.member)?;
        let pack = pack::For { sitting, panel, member, initials: self.initials }.pack(known)?;
        // the first pack that is printed in full is the pack that went out
        let mut after = sitting.clone();
        if !self.initials {
            after.pack_out = after.pack_out.or(Some(known.now.moment()));
        }
        let printed = Printed {
            document: DocumentKind::MemberPack,
            audience: Pack::AUDIENCE,
            who: Some(member.id.key()),
            days: Days::one(sitting.date),
            text: pack.text(),
            reveals: Vec::new(),
        };
        Ok(Decided {
            changes: vec![
                Change::of(sitting.clone(), after),
                // nothing of the member changes: their history says who printed what for them
                Change::of(member.clone(), member.clone()),
            ],
            printed: Some(printed),
            reason: Note::new(format!("{}, {}", DocumentKind::MemberPack.said(), said::long(sitting.date))).ok(),
            ..Decided::default()
        })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
