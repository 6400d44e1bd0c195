//! `paper.add`: a paper of a referral has come: where it is to be found, or its bytes (DOMAIN 3e P3). A later version is
//! another paper.

use super::*;
use crate::desk::{Content, referrals};
use crate::panel::gate;

/// Takes down a paper.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperAdd {
    /// The referral.
    pub referral: ReferralId,
    /// Which document.
    pub sort: PaperSort,
    /// What it is called; as its sort where it is left out.
    #[serde(default)]
    pub title: Name,
    /// The system that has it, and its number there.
    #[serde(default)]
    pub reference: Name,
    /// Its bytes; of a document that lies elsewhere none.
    #[serde(default)]
    pub content: Option<Content>,
    /// Version; the next one where it is left out.
    #[serde(default)]
    pub version: Option<u16>,
    /// When it came; now where it is left out.
    #[serde(default)]
    pub received: Option<Moment>,
    /// Who holds it.
    #[serde(default)]
    pub held_by: Name,
    /// Names and places that must not be read are blacked out.
    #[serde(default)]
    pub redacted: bool,
    /// Members who may not see it.
    #[serde(default)]
    pub kept_from: Vec<ProfessionalId>,
    /// Anything else.
    #[serde(default)]
    pub notes: Note,
}

impl Decide for PaperAdd {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let referral = referrals::referral(known, self.referral)?;
        let now = known.now.moment();
        if self.received.is_some_and(|at| at > now) {
            return Err(Refusal::usage("received", "a paper is taken down when it has come"));
        }
        if let Some(content) = &self.content {
            fits(content)?;
        }
        let papers = gate::papers(known.diary, referral.id);
        let latest = gate::latest(&papers, self.sort).map_or(0, |paper| paper.version);
        let paper = PanelPaper {
            id: PanelPaperId(known.diary.head.next(Kind::PanelPaper)),
            referral: referral.id,
            sort: self.sort,
            title: self.title.clone(),
            reference: self.reference.clone(),
            bytes: self.content.as_ref().map(Content::named),
            version: self.version.unwrap_or(latest.saturating_add(1)),
            received: self.received.unwrap_or(now),
            held_by: self.held_by.clone(),
            redacted: self.redacted,
            kept_from: self.kept_from.clone(),
            notes: self.notes.clone(),
            ..PanelPaper::default()
        };
        if let Some(same) = papers.iter().find(|other| other.sort == paper.sort && other.version == paper.version) {
            let what = format!("{} is version {} of that already", same.id, same.version);
            return Err(Refusal::usage("version", what).hinted(format!("the next is {}", latest.saturating_add(1))));
        }
        super::record_add::sound(&paper.clone().into(), known.diary)?;
        Ok(Decided { keeps: self.content.clone(), ..lacking(known, referral, Change::new(paper)) })
    }

    fn args(&self) -> String {
        crate::codec::json(&self.referral)
    }
}

/// Whether bytes can be kept at all.
fn fits(content: &Content) -> Result<(), Refusal> {
    let way = "keep it in its own system and say where: reference";
    match content.0.len() {
        0 => Err(Refusal::usage("content", "the paper is empty")),
        n if n > Content::MOST => {
            let most = Content::MOST / 1024 / 1024;
            Err(Refusal::usage("content", format!("a paper has at most {most} MiB")).hinted(way))
        }
        _ => Ok(()),
    }
}

/// A change of a paper, with what its referral lacks then.
pub(super) fn lacking(known: &Known, referral: &Referral, change: Change) -> Decided {
    let mut after = known.diary.clone();
    after.apply(&change);
    // what is over lacks nothing any more
    let asks = referral.status == ReferralStatus::Draft || referral.status.is_to_be_heard();
    let lacks = if asks { gate::gate(&after, referral, known.today()).lacks } else { Vec::new() };
    Decided { lacks, ..Decided::one(change) }
}
