//! Standard phrases: a few letters after a dot become a sentence as soon as a space follows them.

/// What is typed, and what it becomes.
pub(super) const PHRASES: &[(&str, &str)] = &[
    (".ag", "The panel agreed that the threshold is met and that the plan meets the child's needs."),
    (".na", "The panel was not satisfied that the alternatives have been tried."),
    (".mi", "The panel needs to know more before it can decide:"),
    (".cv", "The child's views were heard and taken into account."),
    (".pv", "The parents' views were heard and taken into account."),
    (".ct", "Contact is to be planned before the child moves, with the carer's part in the journeys agreed."),
    (".fg", "A family group conference is to be held before the case comes back."),
    (".ed", "Education is to be kept stable: no change of school without the virtual school's word."),
    (".hl", "A health assessment is to be in date before the move."),
    (".rv", "The placement is to be reviewed by the panel at the end of the period agreed."),
    (".co", "Costs are agreed as put; anything more comes back to the panel."),
    (".sb", "Brothers and sisters stay together wherever that is possible."),
];

/// A text whose last word is one of them and a space, with the phrase in its place.
pub(super) fn expanded(text: &str) -> Option<String> {
    let (before, short) = match text.strip_suffix(' ')?.rsplit_once([' ', '\n']) {
        Some((before, short)) => (&text[..=before.len()], short),
        None => ("", text.trim_end()),
    };
    let (_, phrase) = PHRASES.iter().find(|(known, _)| *known == short)?;
    Some(format!("{before}{phrase} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_put_in_only_where_its_letters_stand_alone() {
        assert_eq!(
            expanded(".co ").as_deref(),
            Some("Costs are agreed as put; anything more comes back to the panel. ")
        );
        assert_eq!(expanded("Agreed.\n.hl ").map(|t| t.starts_with("Agreed.\nA health")), Some(true));
        assert_eq!(expanded("so .cv ").map(|t| t.starts_with("so The child")), Some(true));
        for text in ["", " ", ".co", "a.co ", "the .co. ", ".xx "] {
            assert_eq!(expanded(text), None, "{text:?}");
        }
    }
}
