//! `message`: ready wording for somebody about a session, to be copied or taken into a mail. The desk sends nothing.

use super::*;
use crate::desk::message;
use crate::documents::Occasion;

/// What to write to somebody about a session.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The session.
    pub session: SessionId,
    /// To whom: a family member, carer, officer or driver; a child, for its social worker.
    pub who: Key,
    /// About what; where it is left out, by how the session stands and what they were told before.
    #[serde(default)]
    pub about: Option<Occasion>,
}

/// What to write.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct MessageView {
    /// The session.
    pub session: SessionId,
    /// To whom.
    pub who: Option<Key>,
    /// What they are called.
    pub to: Name,
    /// Their e-mail address, as far as the asker may know it.
    pub email: Name,
    /// Their telephone, as far as the asker may know it.
    pub phone: Name,
    /// Whether a text is safe.
    pub text_safe: bool,
    /// Who it is from.
    pub from: Name,
    /// The address it is from; none until it is set.
    pub from_email: Name,
    /// When it was written.
    pub at: Instant,
    /// About what.
    pub about: Occasion,
    /// The heading.
    pub subject: String,
    /// The words.
    pub text: String,
}

impl Ask for Message {
    fn scope(&self, _: &Viewer, _: Day) -> Scope {
        Scope::sessions([self.session])
    }

    fn answer(&self, asked: &Asked) -> Result<Answer, Refusal> {
        let known = &asked.known;
        let session = known.session(self.session)?;
        let message = message::message(known, session, self.who, self.about)?;
        let mut view = MessageView {
            session: session.id,
            who: Some(self.who),
            to: message.to.clone(),
            from: known.diary.settings().from_name.clone(),
            from_email: known.diary.settings().from_address.clone(),
            at: known.now.clone(),
            about: message.about,
            subject: message.subject(),
            text: message.text(),
            ..MessageView::default()
        };
        let seen = known.diary.record(self.who).and_then(|r| cut::record(known.viewer, known.diary, r).ok());
        match seen {
            Some(Record::Party(p)) => (view.email, view.phone, view.text_safe) = (p.email, p.phone, p.text_safe),
            Some(Record::Carer(c)) => (view.email, view.phone) = (c.email, c.phone),
            Some(Record::Officer(o)) => view.phone = o.phone,
            Some(Record::Driver(d)) => view.phone = d.phone,
            Some(Record::Child(c)) => view.phone = c.social_worker_phone,
            _ => {}
        }
        Ok(Answer::Message(view))
    }
}

impl Seen for MessageView {
    fn see(&mut self, cut: &Cutter) -> Result<(), Refusal> {
        let may = cut.viewer.may_know(cut.diary, self.session.key())
            && self.who.is_some_and(|who| cut.viewer.may_know(cut.diary, who));
        if may {
            return Ok(());
        }
        Err(Refusal::new(crate::desk::No::NotPermitted, format!("{} belongs to a restricted case", self.session)))
    }

    fn keys(&self, keys: &mut Vec<Key>) {
        keys.extend(self.who.into_iter().chain([self.session.key()]));
    }
}
