//! `document.print`: a document for those it is for, written down with who printed it and whose secret address was on it
//! (DOMAIN 3g).

use super::*;
use crate::desk::queries::find;
use crate::desk::{No, Printed, paper, role, sitting};
use crate::documents::{self, Document, DocumentKind, DocumentRow};

/// Prints a document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentPrint {
    /// Which.
    pub document: DocumentKind,
    /// Whom it is for, to be held against whom the document is for.
    #[serde(default)]
    pub audience: Option<Audience>,
    /// Who it is about, where it is about someone: a reference or a name.
    #[serde(default)]
    pub who: Option<String>,
    /// The day, or the first of its days.
    pub from: Day,
    /// The last of its days; where it is left out a day, or four weeks of a calendar.
    #[serde(default)]
    pub to: Option<Day>,
}

impl DocumentPrint {
    fn row(&self) -> &'static DocumentRow {
        documents::row(self.document)
    }

    /// The days, as far as they may go: what is too long is refused before it is read.
    fn days(&self) -> Days {
        let row = self.row();
        let last = self.to.unwrap_or(self.from + (row.days - 1));
        Days::new(self.from, last.min(self.from + (row.most - 1)))
    }

    fn check(&self) -> Result<(), Refusal> {
        let (row, name) = (self.row(), self.document.said());
        if let Some(other) = self.audience.filter(|audience| *audience != row.audience) {
            let what = format!("a {name} is for {}, not for {}", readers(row.audience), readers(other));
            return Err(Refusal::usage("audience", what).hinted(format!("--for {}", row.audience.said())));
        }
        match self.to {
            Some(to) if to < self.from => Err(Refusal::usage("to", "the last day is before the first")),
            Some(to) if to.0 - self.from.0 >= row.most => {
                let most = said::count(row.most as usize, "day");
                Err(Refusal::usage("to", format!("a {name} covers at most {most}")))
            }
            _ => Ok(()),
        }
    }

    /// Whose documents these are: panels' are the clerks' to print, the others are not.
    fn permitted(&self, known: &Known) -> Result<(), Refusal> {
        let group = if self.document.is_of_panels() { role::CLERKS } else { role::RECORDERS };
        if group.contains(&known.viewer.actor.role) {
            return Ok(());
        }
        let what = format!("{} may not print a {}", role::someone(known.viewer.actor.role), self.document.said());
        Err(Refusal::new(No::NotPermitted, what).hinted("contactdesk ask commands lists who may do what"))
    }

    /// A document of a panel.
    fn of_panel(&self, known: &Known, who: Option<Key>) -> Result<String, Refusal> {
        let id = who.map_or(0, |key| key.id);
        if matches!(self.document, DocumentKind::OutcomeNotice | DocumentKind::OutcomeLetter) {
            let decision = sitting::decision(known, DecisionId(id))?;
            let code = sitting::has_letter(decision)?;
            let is_notice = self.document == DocumentKind::OutcomeNotice;
            return Ok(if is_notice {
                sitting::notice(known, decision).text()
            } else {
                let me = known.account();
                if decision.released.as_ref().is_some_and(|released| released.by == me) {
                    let what = format!("you have released the letter of {}: somebody else prints it", decision.id);
                    return Err(Refusal::new(No::Rule, what).hinted("two people look at what goes to a family"));
                }
                sitting::letter(known, decision, code).text()
            });
        }
        let of = sitting::sitting(known, SittingId(id))?;
        if self.document != DocumentKind::PanelMinutes {
            return Ok(sitting::agenda(known, of, self.document == DocumentKind::AgendaInitials).text());
        }
        super::minutes_draft::readable(known, of.id)?;
        if of.minutes.stage == MinutesStage::None {
            return Err(Refusal::new(No::Rule, format!("the minutes of {} are not written", of.id))
                .hinted("minutes.draft writes them from what was recorded"));
        }
        Ok(sitting::minutes_as_they_stand(of))
    }

    /// Who it is about; of several a name may mean, none.
    fn who(&self, known: &Known) -> Result<Option<Key>, Refusal> {
        let name = self.document.said();
        let Some(kind) = self.row().who else {
            return match &self.who {
                None => Ok(None),
                Some(_) => Err(Refusal::usage("who", format!("a {name} is of a day, not of anyone"))),
            };
        };
        let Some(text) = self.who.as_deref().filter(|text| !text.trim().is_empty()) else {
            return Err(Refusal::usage("who", format!("say which {} the {name} is for", kind.one())));
        };
        let key = match text.trim().parse::<Key>() {
            Ok(key) if key.kind == kind => key,
            Ok(key) => {
                let what = format!("a {name} is for {}; {key} is {}", said::a(kind.one()), said::a(key.kind.one()));
                return Err(Refusal::usage("who", what));
            }
            Err(_) if matches!(kind, Kind::Incident | Kind::Sitting | Kind::Decision) => {
                let such = Key { kind, id: 1 };
                let what = format!("a {name} is for {}: name it, as {such}", said::a(kind.one()));
                return Err(Refusal::usage("who", what));
            }
            Err(_) => find::named(known, text, &[kind])?,
        };
        if known.diary.record(key).is_some() && !known.viewer.may_know(known.diary, key) {
            return Err(Refusal::new(No::NotPermitted, format!("{key} belongs to a restricted case")));
        }
        Ok(Some(key))
    }
}

/// Those a document is for, in a sentence.
fn readers(audience: Audience) -> &'static str {
    match audience {
        Audience::Staff => "staff",
        Audience::Family => "the family",
        Audience::Carer => "a carer",
        Audience::Driver => "a driver",
        Audience::Panel => "a panel member",
        Audience::Court => "a court",
    }
}

/// Days as the journal says them.
fn said_days(days: Days) -> String {
    let first = said::long(days.first);
    if days.first == days.last { first } else { format!("{first} to {}", said::long(days.last)) }
}

impl Decide for DocumentPrint {
    fn scope(&self, _: &Viewer) -> Scope {
        Scope::days(self.days())
    }

    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        self.check()?;
        self.permitted(known)?;
        let (who, days) = (self.who(known)?, self.days());
        let (text, reveals) = match (self.document, who) {
            (DocumentKind::DaySheet, _) => (paper::day_sheet(known, days.first)?.text(), Vec::new()),
            (DocumentKind::ParentCalendar, who) => {
                let id = PartyId(who.map_or(0, |key| key.id));
                known.open::<Party>(id)?;
                (paper::parent_calendar(known, id, days)?.text(), Vec::new())
            }
            (DocumentKind::RunSheet, who) => {
                let id = DriverId(who.map_or(0, |key| key.id));
                known.open::<Driver>(id)?;
                let (sheet, doors) = paper::run_sheet(known, id, days.first)?;
                (sheet.text(), doors.into_iter().map(|carer| carer.key()).collect())
            }
            (DocumentKind::MemberPack, _) => {
                return Err(Refusal::usage("document", "a member-pack is of a sitting")
                    .hinted("contactdesk panel pack SITTING MEMBER prints it"));
            }
            (DocumentKind::IncidentCard, who) => {
                let id = IncidentId(who.map_or(0, |key| key.id));
                (paper::incident_card(known, known.open::<Incident>(id)?).text(), Vec::new())
            }
            (_, who) => (self.of_panel(known, who)?, Vec::new()),
        };
        // it changes nothing and touches whom it is about and whose address is on it: their history says who printed what
        let touched = who.iter().chain(&reveals).filter_map(|key| known.diary.record(*key));
        let seen = |record: &Arc<Record>| Change {
            key: record.key(),
            before: Some(Arc::clone(record)),
            after: Some(Arc::clone(record)),
        };
        let (document, audience) = (self.document, self.row().audience);
        let meant = Self {
            who: who.map(|key| key.to_string()),
            to: Some(days.last),
            audience: Some(audience),
            from: self.from,
            document,
        };
        Ok(Decided {
            changes: touched.map(seen).collect(),
            printed: Some(Printed { document, audience, who, days, text, reveals }),
            args: Some(meant.args()),
            reason: Note::new(format!("{}, {}", document.said(), said_days(days))).ok(),
            ..Decided::default()
        })
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
