//! The fields of a form: what was typed, what was chosen, and what is said under each.

use super::app::Cx;
use super::layer::{Slot, refusal_line};
use super::list::Cells;
use super::offer::{Offer, Offers, Source};
use super::theme::Tone;
use crate::desk::{Answered, Draft, Names, Picked, Refusal, Typed};
use crate::domain::Key;
use tui_input::Input;

/// What a field takes.
pub(super) enum Kind {
    /// Any text.
    Text,
    /// One, or several, of what is offered.
    Pick(Box<Offers>),
    /// Nothing: it only shows.
    Shown,
}

/// One field.
pub struct Field {
    /// What code calls it: the name a refusal gives.
    pub name: &'static str,
    /// What the user reads.
    pub label: String,
    pub(super) kind: Kind,
    pub(super) input: Input,
    many: bool,
    chosen: Vec<Offer>,
    open: bool,
    pub(super) notes: Vec<(Tone, String)>,
    pub(super) touched: bool,
    /// What stands in it was filled in, not typed: the first letter typed takes its place.
    filled: bool,
    /// The user has been in it: where nothing stands in it they want it so.
    edited: bool,
    /// What it begins with is as good as typed.
    stands: bool,
}

impl Field {
    fn new(name: &'static str, label: impl Into<String>, kind: Kind) -> Self {
        Self {
            name,
            label: label.into(),
            kind,
            input: Input::default(),
            many: false,
            chosen: Vec::new(),
            open: false,
            notes: Vec::new(),
            touched: false,
            filled: false,
            edited: false,
            stands: false,
        }
    }

    /// A line of text.
    pub fn text(name: &'static str, label: impl Into<String>) -> Self {
        Self::new(name, label, Kind::Text)
    }

    /// One of what is offered.
    pub fn pick(name: &'static str, label: impl Into<String>, source: Source) -> Self {
        Self::new(name, label, Kind::Pick(Box::new(Offers::new(source))))
    }

    /// Several of what is offered.
    pub fn picks(name: &'static str, label: impl Into<String>, source: Source) -> Self {
        Self { many: true, ..Self::pick(name, label, source) }
    }

    /// A line that is only read.
    pub fn shown(name: &'static str, label: impl Into<String>) -> Self {
        Self::new(name, label, Kind::Shown)
    }

    /// With text to begin with.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>) -> Self {
        self.input = Input::new(text.into());
        self
    }

    /// What stands in it when a form is kept is in it when that is opened again, though the user did not type it: the
    /// day, say, which would else be another.
    #[must_use]
    pub fn standing(mut self) -> Self {
        self.stands = true;
        self
    }

    /// With choices to begin with.
    #[must_use]
    pub fn chosen(mut self, offers: impl IntoIterator<Item = Offer>) -> Self {
        self.chosen = offers.into_iter().collect();
        self
    }

    /// The choices, as the field shows them.
    pub(super) fn chosen_text(&self) -> String {
        self.chosen.iter().map(|offer| offer.value.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Whether one of a few known words is to be chosen and none is.
    pub(super) fn awaits_a_word(&self) -> bool {
        let few = matches!(&self.kind, Kind::Pick(offers) if matches!(offers.source, Source::Fixed(_)));
        few && self.chosen.is_empty() && self.input.value().is_empty()
    }

    /// Whether the user went or typed to one of a few known words: saving takes it as enter would. Records are taken by
    /// enter alone: the first of those found may be somebody else.
    pub(super) fn is_on_a_word(&self) -> bool {
        let Some(offers) = self.offers().filter(|offers| matches!(offers.source, Source::Fixed(_))) else {
            return false;
        };
        offers.cursor.at().is_some_and(|at| at > 0) || !self.input.value().trim().is_empty()
    }

    /// The offers, while they are shown.
    pub(super) fn offers(&self) -> Option<&Offers> {
        match &self.kind {
            Kind::Pick(offers) if self.open => Some(offers),
            _ => None,
        }
    }

    pub(super) fn offers_mut(&mut self) -> Option<&mut Offers> {
        match &mut self.kind {
            Kind::Pick(offers) if self.open => Some(offers),
            _ => None,
        }
    }

    /// Takes the offer under the cursor, if there is one.
    pub(super) fn take_offer(&mut self) -> bool {
        let Some(offer) = self.offers().and_then(|offers| offers.chosen()).cloned() else { return false };
        self.begin();
        if !self.many {
            self.chosen.clear();
        }
        if !self.chosen.contains(&offer) {
            self.chosen.push(offer);
        }
        self.input.reset();
        self.notes.clear();
        self.open = false;
        self.touched = true;
        true
    }

    /// Takes the last choice out, if there is one.
    pub(super) fn unchoose(&mut self) -> bool {
        let was = self.chosen.pop().is_some();
        if was {
            self.note_touch();
        }
        was
    }

    /// Makes room for what is typed: what was filled in gives way.
    pub(super) fn begin(&mut self) {
        if std::mem::take(&mut self.filled) {
            self.input.reset();
            self.chosen.clear();
        }
    }

    /// After an edit: an empty field is as if it had never been touched, and is filled in again.
    pub(super) fn note_touch(&mut self) {
        self.filled = false;
        self.touched = !self.input.value().is_empty() || !self.chosen.is_empty();
        self.edited = true;
    }

    /// What of it is the user's, to be put into the same field of another form.
    fn typed(&self) -> Option<Typed> {
        let text = self.input.value();
        let emptied = self.edited && text.is_empty() && self.chosen.is_empty();
        let picked = |offer: &Offer| offer.key.map_or_else(|| Picked::Word(offer.value.clone()), Picked::Record);
        (self.touched || self.stands || emptied).then(|| Typed {
            name: self.name.to_owned(),
            text: text.to_owned(),
            chosen: self.chosen.iter().map(picked).collect(),
        })
    }
}

/// What was chosen in a field, as it is called now.
fn offer(kind: &Kind, picked: &Picked, names: &Names) -> Offer {
    let known = match kind {
        Kind::Pick(offers) => match &offers.source {
            Source::Fixed(all) => all.as_slice(),
            Source::Desk(..) => &[],
        },
        Kind::Text | Kind::Shown => &[],
    };
    match picked {
        Picked::Word(word) => Offer::word(word),
        Picked::Record(key) => {
            let offered = known.iter().find(|offer| offer.key == Some(*key)).cloned();
            offered.unwrap_or_else(|| Offer::record(*key, names.say(*key), Cells::plain([names.say(*key)])))
        }
    }
}

/// The fields of a form, one of them in focus.
#[derive(Default)]
pub struct Fields {
    all: Vec<Field>,
    at: usize,
    /// Lines at the foot of the form: facts, and what concerns no single field.
    pub foot: Vec<(Tone, String)>,
}

impl Fields {
    /// These, the first in focus.
    pub fn new(fields: impl IntoIterator<Item = Field>) -> Self {
        Self { all: fields.into_iter().collect(), ..Self::default() }
    }

    /// One field more, in focus; where there is one of that name already, that one.
    pub(super) fn add(&mut self, field: Field) {
        let name = field.name;
        if self.get(name).is_none() {
            self.all.push(field);
        }
        self.focus(name);
    }

    /// All fields, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Field> {
        self.all.iter()
    }

    fn find(&mut self, name: &str) -> Option<&mut Field> {
        self.all.iter_mut().find(|field| field.name == name)
    }

    fn get(&self, name: &str) -> Option<&Field> {
        self.all.iter().find(|field| field.name == name)
    }

    /// What a field says: the text of a line, the words chosen.
    pub fn value(&self, name: &str) -> String {
        self.get(name).map_or_else(String::new, |field| match field.kind {
            Kind::Pick(_) => field.chosen_text(),
            _ => field.input.value().trim().to_owned(),
        })
    }

    /// What is typed in a line, with the space at its ends.
    pub fn raw(&self, name: &str) -> String {
        self.get(name).filter(|f| matches!(f.kind, Kind::Text)).map_or_else(String::new, |f| f.input.value().to_owned())
    }

    /// Puts another text in a line while it is typed.
    pub fn retype(&mut self, name: &str, text: String) {
        if let Some(field) = self.find(name) {
            field.input = Input::new(text);
            field.note_touch();
        }
    }

    /// The records chosen in a field.
    pub fn keys(&self, name: &str) -> Vec<Key> {
        self.chosen(name).iter().filter_map(|offer| offer.key).collect()
    }

    /// What was chosen in a field.
    pub fn chosen(&self, name: &str) -> &[Offer] {
        self.get(name).map_or(&[], |field| &field.chosen)
    }

    /// Whether the user changed a field.
    pub fn is_touched(&self, name: &str) -> bool {
        self.get(name).is_some_and(|field| field.touched)
    }

    /// Whether the user changed anything.
    pub fn touched(&self) -> bool {
        self.all.iter().any(|field| field.touched)
    }

    /// What the user typed and chose.
    pub(super) fn typed(&self) -> Vec<Typed> {
        self.all.iter().filter_map(Field::typed).collect()
    }

    /// Puts back what was typed and chosen in such fields before, and the focus.
    pub(super) fn restore(&mut self, draft: &Draft, names: &Names) {
        for typed in &draft.fields {
            if let Some(field) = self.find(&typed.name) {
                field.input = Input::new(typed.text.clone());
                field.chosen = typed.chosen.iter().map(|picked| offer(&field.kind, picked, names)).collect();
                field.note_touch();
            }
        }
        self.focus(&draft.focus);
    }

    /// Fills a line in, unless the user changed it.
    pub fn fill(&mut self, name: &str, text: &str) {
        if let Some(field) = self.find(name).filter(|field| !field.touched)
            && field.input.value() != text
        {
            field.input = Input::new(text.to_owned());
            field.filled = true;
        }
    }

    /// Shows another text in a line, unless the user changed it.
    pub fn show(&mut self, name: &str, text: String) {
        if let Some(field) = self.find(name).filter(|field| !field.touched) {
            field.input = Input::new(text);
        }
    }

    /// What stands in the fields gives way to the first letter typed.
    pub fn yielding(&mut self) {
        self.all.iter_mut().for_each(|field| field.filled = !field.touched);
    }

    /// Fills choices in, unless the user changed them.
    pub fn fill_chosen(&mut self, name: &str, offers: Vec<Offer>) {
        if let Some(field) = self.find(name).filter(|field| !field.touched) {
            field.chosen = offers;
            field.filled = true;
        }
    }

    /// Calls what stands in a field by name, unless the user changed it meanwhile.
    pub fn called(&mut self, name: &str, offers: Vec<Offer>) {
        if let Some(field) = self.find(name).filter(|field| !field.touched) {
            field.chosen = offers;
        }
    }

    /// Chooses for the user: what they began with stands as if they had chosen it.
    pub fn give(&mut self, name: &str, offers: Vec<Offer>) {
        if let Some(field) = self.find(name) {
            field.chosen = offers;
            field.touched = true;
        }
    }

    /// Gives a field other offers.
    pub fn offer(&mut self, name: &str, source: Source) {
        if let Some(field) = self.find(name) {
            field.kind = Kind::Pick(Box::new(Offers::new(source)));
            field.open = false;
        }
    }

    /// Says something under a field; at the foot, if there is no such field.
    pub fn note(&mut self, name: &str, tone: Tone, what: impl Into<String>) {
        let note = (tone, what.into());
        let notes = match self.find(name) {
            Some(field) => &mut field.notes,
            None => &mut self.foot,
        };
        if !notes.contains(&note) {
            // where there is little room the last are not seen: what refuses comes before what only warns
            let at = if tone == Tone::Error { notes.partition_point(|n| n.0 == Tone::Error) } else { notes.len() };
            notes.insert(at, note);
        }
    }

    /// Takes back what was said in a tone.
    pub fn clear_tone(&mut self, tone: Tone) {
        self.foot.retain(|note| note.0 != tone);
        self.all.iter_mut().for_each(|field| field.notes.retain(|note| note.0 != tone));
    }

    /// Takes back everything said under the fields and at the foot.
    pub fn clear_notes(&mut self) {
        self.foot.clear();
        self.all.iter_mut().for_each(|field| field.notes.clear());
    }

    /// Shows a refusal where it belongs, and puts that field in focus. Every character stays.
    pub fn refused(&mut self, refusal: &Refusal) {
        let name = refusal.field.clone().unwrap_or_default();
        let said = refusal_line(refusal);
        // a command's argument is called here as its field is
        let labelled = self.all.iter().find(|field| field.name == name).and_then(|field| {
            let rest = said.strip_prefix(field.name).filter(|rest| rest.starts_with(' '))?;
            Some(format!("{}{rest}", field.label))
        });
        self.note(&name, Tone::Error, format!("! {}", labelled.unwrap_or(said)));
        if let Some(at) = self.all.iter().position(|field| field.name == name) {
            self.put(at);
        }
    }

    /// Puts a field in focus.
    pub fn focus(&mut self, name: &str) {
        if let Some(at) = self.all.iter().position(|field| field.name == name) {
            self.put(at);
        }
    }

    /// The place of the field in focus.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The name of the field in focus.
    pub fn current(&self) -> &'static str {
        self.all[self.at].name
    }

    pub(super) fn current_mut(&mut self) -> &mut Field {
        &mut self.all[self.at]
    }

    pub(super) fn put(&mut self, at: usize) {
        self.close();
        self.at = at.min(self.all.len().saturating_sub(1));
    }

    /// Goes on or back, round, over lines that only show.
    pub(super) fn turn(&mut self, by: isize) {
        self.close();
        let many = self.all.len() as isize;
        for _ in 0..many {
            self.at = (self.at as isize + by).rem_euclid(many) as usize;
            if !matches!(self.all[self.at].kind, Kind::Shown) {
                return;
            }
        }
    }

    /// Whether no field after this one can be filled in.
    pub(super) fn at_last(&self) -> bool {
        self.all[self.at + 1..].iter().all(|field| matches!(field.kind, Kind::Shown))
    }

    /// Looks for offers for what is typed in the field in focus, and shows them.
    pub(super) fn seek(&mut self, slot: Slot, cx: &mut Cx) {
        let field = self.current_mut();
        if let Kind::Pick(offers) = &mut field.kind {
            offers.seek(slot, field.input.value(), cx);
            field.open = true;
        }
    }

    /// Takes the desk's answer about offers. The focus may have moved since: then nobody needs them.
    pub(super) fn answered(&mut self, answer: Result<Answered, Refusal>) {
        let Some(offers) = self.current_mut().offers_mut() else { return };
        if let Err(refusal) = offers.answered(answer) {
            let name = self.current();
            self.note(name, Tone::Error, refusal_line(&refusal));
        }
    }

    /// Hides the offers; whether there were any to hide.
    pub(super) fn close(&mut self) -> bool {
        self.all.get_mut(self.at).is_some_and(|field| std::mem::take(&mut field.open))
    }

    /// A field with a choice that was begun and not made.
    pub(super) fn half_chosen(&self) -> Option<&'static str> {
        let half = |f: &&Field| matches!(f.kind, Kind::Pick(_)) && !f.input.value().trim().is_empty();
        self.all.iter().find(half).map(|field| field.name)
    }
}
