//! Fills a panel member's pack from what the clerk may see and what the member may. Pure.

use super::commands::Known;
use super::{No, Refusal, cut, paper};
use crate::documents::{Pack, pack};
use crate::domain::*;
use crate::panel::{Clock, Gate, gate, items, reader};

/// What a pack is made for.
pub(crate) struct For<'a> {
    pub sitting: &'a Sitting,
    pub panel: &'a Panel,
    pub member: &'a Professional,
    /// With initials instead of names, and without what the forms say.
    pub initials: bool,
}

/// The letters a name begins with: enough for who knows the child.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).flat_map(|c| [c, '.']).collect()
}

impl For<'_> {
    fn child(&self, known: &Known, id: ChildId) -> String {
        let name = cut::names(known.viewer, known.diary, [id.key()]).say(id).to_owned();
        if self.initials { initials(&name) } else { name }
    }

    fn paper(&self, paper: &PanelPaper, clock: &Clock) -> String {
        let title = if paper.title.is_empty() || self.initials { String::new() } else { format!(" {}", paper.title) };
        let at = match &paper.bytes {
            Some(bytes) if paper.reference.is_empty() => format!("{} kB at the desk", bytes.length.div_ceil(1024)),
            _ => paper.reference.to_string(),
        };
        let redacted = if paper.redacted { ", redacted" } else { "" };
        let late = if paper.received > clock.papers { ", late" } else { "" };
        format!("{} {}{title}, version {}: {at}{redacted}{late}", paper.id, paper.sort.said(), paper.version)
    }

    fn ask(&self, known: &Known, r: &Referral) -> pack::Ask {
        let diary = known.diary;
        let clock = Clock::of(self.panel, self.sitting.date, self.sitting.start, diary.settings());
        let mut papers = gate::papers(diary, r.id);
        papers.sort_by_key(|paper| (paper.sort, paper.version, paper.id));
        let may = |paper: &&PanelPaper| {
            reader::may_read_paper(self.member, paper) && known.viewer.may_know(diary, paper.id.key())
        };
        let own: Vec<&PanelPaper> = papers.iter().copied().filter(may).collect();
        let at_gate = Gate::of(r, &own, Some(self.panel), Some(&clock));
        let late = match (&r.late_accepted, at_gate.late, at_gate.late_accepted) {
            (Some(ruling), true, true) => format!("LATE papers, taken by {}: {}", ruling.by, ruling.why),
            (_, true, false) => "LATE papers, which the chair has not taken".to_owned(),
            _ => String::new(),
        };
        pack::Ask {
            heading: format!("{} {}: {}", r.id, self.child(known, r.child), r.request.said()),
            late: if self.initials && at_gate.late { "LATE papers".to_owned() } else { late },
            says: if self.initials { Vec::new() } else { says(known, r) },
            papers: own.iter().map(|paper| self.paper(paper, &clock)).collect(),
            withheld: papers.len() - own.len(),
        }
    }

    fn item(&self, known: &Known, item: &AgendaItem) -> pack::Item {
        let diary = known.diary;
        if !known.viewer.may_know(diary, item.id.key()) || !reader::may_read(diary, self.member, item) {
            return pack::Item::Withheld;
        }
        let children = items::children(diary, item);
        let whom = children.iter().map(|child| self.child(known, *child)).collect::<Vec<_>>().join(", ");
        let title = if item.title.is_empty() || self.initials { item.sort.said() } else { &*item.title };
        let names = cut::names(known.viewer, diary, item.presenters.iter().copied());
        pack::Item::Shown(pack::Shown {
            at: item.start.map(|from| Span::new(from, from.plus(i32::from(item.minutes)))),
            part: item.part,
            title: if whom.is_empty() { title.to_owned() } else { format!("{whom} ({title})") },
            presenters: item.presenters.iter().map(|key| names.say(*key)).collect::<Vec<_>>().join(", "),
            asks: item
                .referrals
                .iter()
                .filter_map(|id| diary.get::<Referral>(*id))
                .map(|r| self.ask(known, r))
                .collect(),
        })
    }

    /// The pack.
    pub(crate) fn pack(&self, known: &Known) -> Result<Pack, Refusal> {
        let (sitting, member) = (self.sitting, self.member);
        if !reader::belongs(self.panel, sitting, member.id) {
            let what = format!("{} has no seat at {}", member.id, sitting.id);
            return Err(Refusal::new(No::Rule, what).hinted("a pack is for members, their substitutes and who attends"));
        }
        let of = known.diary.pointing::<AgendaItem>(sitting.id);
        let mut items: Vec<&AgendaItem> = of
            .filter(|item| item.sitting == Some(sitting.id) && item.life == Life::Open)
            .filter(|item| item.status != ItemStatus::Withdrawn)
            .collect();
        items.sort_by_key(|item| (item.part, item.order, item.start, item.id));
        Ok(Pack {
            heading: format!("{} {} {}", self.panel.name, said::long(sitting.date), sitting.span()),
            member: member.name.to_string(),
            copy: paper::copy(known),
            items: items.into_iter().map(|item| self.item(known, item)).collect(),
        })
    }
}

/// What a form says, as members read it: what was tried before, and the views, are on each (P13, P15).
fn says(known: &Known, r: &Referral) -> Vec<(&'static str, String)> {
    let before = gate::repeats(known.diary, r);
    let before = before.iter().filter(|other| known.viewer.may_know(known.diary, other.id.key()));
    let before: Vec<String> = before.map(|other| format!("{} {}", other.id, other.status.said())).collect();
    let moves = gate::moves(known.diary, r.child, known.today());
    let held = if r.conference_held { "; a family group conference was held" } else { "" };
    vec![
        ("asks for", r.what.to_string()),
        ("problem", format!("{}; {}", r.problem.said(), r.problem_words)),
        ("tried before", format!("{}{held}", r.tried)),
        ("the child says", r.views_child.to_string()),
        ("the parents say", r.views_parents.to_string()),
        ("need", r.need.to_string()),
        ("threshold", r.threshold.to_string()),
        ("service", r.service.to_string()),
        ("outcome", r.outcome.to_string()),
        ("contact", r.contact.to_string()),
        ("costs", r.cost_week.map_or_else(String::new, |cost| format!("{cost} pounds a week"))),
        ("moves in a year", if moves == 0 { String::new() } else { moves.to_string() }),
        ("disagreement", r.disagreement.to_string()),
        ("asked before", before.join(", ")),
    ]
}
