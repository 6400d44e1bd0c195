//! `caller.identify`: whether a caller is who they say, by what is on file (DOMAIN 4c: safe to answer on the telephone).

use super::*;
use crate::desk::{No, identity};

/// Compares what a caller says with what is on file, and keeps what came of it; what they said is not kept. They are who
/// they say where every question is answered right, or where they were rung back on the number on file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallerIdentify {
    /// Who they say they are: a family member, carer, officer or driver; a child for its social worker.
    pub who: Key,
    /// What they answered; `identity` says what to ask.
    #[serde(default)]
    pub answers: Vec<Reply>,
    /// They were rung back on the number on file.
    #[serde(default)]
    pub rung_back: bool,
}

/// What a caller answered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// What was asked.
    pub proof: Proof,
    /// What they said.
    pub said: Name,
}

impl CallerIdentify {
    /// What came of each question.
    fn proofs(&self, known: &Known, caller: Caller) -> Result<Vec<Proved>, Refusal> {
        let way = "contactdesk ask identity says what to ask";
        let mut proofs: Vec<Proved> = Vec::new();
        for reply in &self.answers {
            let proof = reply.proof;
            if proofs.iter().any(|c| c.proof == proof) {
                return Err(Refusal::usage("answers", format!("{} is answered twice", proof.said())));
            }
            let right = identity::is_right(known, caller, proof, &reply.said).ok_or_else(|| {
                Refusal::usage("answers", format!("{} is nothing to ask {} for", proof.said(), self.who)).hinted(way)
            })?;
            proofs.push(Proved { proof, right });
        }
        Ok(proofs)
    }
}

impl Decide for CallerIdentify {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope { touched: vec![self.who], ..Scope::default() }
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let caller = identity::of(known, self.who)?;
        let back = "ring them back on the number on file";
        let asked = identity::questions(known, caller).len();
        if self.answers.is_empty() && !self.rung_back {
            return Err(Refusal::usage("answers", "say what they answered, or that they were rung back"));
        }
        if asked < 2 && !self.rung_back {
            return Err(Refusal::new(No::Rule, format!("too little is on file to know {} by", self.who)).hinted(back));
        }
        if identity::failed(known, caller) >= identity::TRIES && !self.rung_back {
            let what = format!("{} was not who they said {} times today", self.who, identity::TRIES);
            return Err(Refusal::new(No::Rule, what).hinted(back));
        }
        let proofs = self.proofs(known, caller)?;
        let right = proofs.iter().all(|c| c.right);
        let passed = right && (self.rung_back || proofs.len() == asked);
        let identified =
            Identified { who: Some(self.who), asked: asked as u8, proofs, rung_back: self.rung_back, passed };
        // it changes nothing and touches the record: its history says who rang and how they were known
        let record = known.diary.record(self.who).cloned();
        Ok(Decided {
            changes: vec![Change { key: self.who, before: record.clone(), after: record }],
            args: Some(crate::codec::json(&identified)),
            identified: Some(identified),
            ..Decided::default()
        })
    }

    fn args(&self) -> String {
        crate::codec::json(&Identified { who: Some(self.who), rung_back: self.rung_back, ..Identified::default() })
    }
}
