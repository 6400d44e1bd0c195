//! `address.reveal`: a secret address, with a reason that stays in the journal (DOMAIN 3g).

use super::*;
use crate::desk::No;

/// Reveals the address of a carer or family member.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressReveal {
    /// The carer or family member.
    pub key: Key,
    /// Why.
    pub reason: Note,
}

/// An address, with the telephone that is as secret as it.
fn with_phone(lines: &Note, phone: &Name) -> Note {
    let all = [&**lines, &**phone].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    Note::new(all).unwrap_or_else(|_| lines.clone())
}

impl Decide for AddressReveal {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        if self.reason.is_empty() {
            return Err(Refusal::usage("reason", "say why the address is needed"));
        }
        if !known.viewer.may_know(known.diary, self.key) {
            return Err(Refusal::new(No::NotPermitted, format!("{} belongs to a restricted case", self.key)));
        }
        let record = known.diary.record(self.key).ok_or_else(|| Refusal::not_found(self.key))?;
        let (address, phone) = match &**record {
            // who sees the door may ring it
            Record::Carer(carer) => (&carer.address, &carer.phone),
            Record::Party(party) => (&party.address, &party.phone),
            _ => return Err(Refusal::usage("key", format!("{} has no address of its own", self.key))),
        };
        // it changes nothing and touches the record: its history says who saw the address
        let seen = Change { key: self.key, before: Some(Arc::clone(record)), after: Some(Arc::clone(record)) };
        Ok(Decided {
            changes: vec![seen],
            reason: Some(self.reason.clone()),
            revealed: Some(with_phone(&address.lines, phone)),
            ..Decided::default()
        })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
