//! A message as an `.eml` file, to be opened and sent by a mail program: the desk sends nothing itself (RFC 5322, 2045, 2047).

use crate::desk::queries::MessageView;
use crate::domain::Name;
use std::fmt::Write;

/// The longest line of quoted-printable text, without its soft break.
const LINE: usize = 72;

/// The message, its lines ended as mail ends them. An error where nobody is set whom it is from.
pub fn eml(view: &MessageView) -> Result<String, String> {
    if !is_address(&view.from_email) {
        return Err("no e-mail address is set that messages are from".to_owned());
    }
    let to = if is_address(&view.email) {
        mailbox(&view.to, &view.email)
    } else {
        // a group without members: valid, and the mail program asks for the address
        format!("{}:;", phrase(&view.to))
    };
    let heads = [
        format!("From: {}", mailbox(&view.from, &view.from_email)),
        format!("To: {to}"),
        format!("Subject: {}", unstructured(&view.subject)),
        format!("Date: {}", date(view.at.utc)),
        "X-Unsent: 1".to_owned(),
        "MIME-Version: 1.0".to_owned(),
        "Content-Type: text/plain; charset=utf-8".to_owned(),
        "Content-Transfer-Encoding: quoted-printable".to_owned(),
    ];
    let body = view.text.lines().map(quoted_printable);
    let lines: Vec<String> = heads.into_iter().chain([String::new()]).chain(body).collect();
    Ok(format!("{}\r\n", lines.join("\r\n")))
}

/// Whether a text is an address that can stand in a header as it is.
fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_+'@".contains(c);
    let parts: Vec<&str> = text.split('@').collect();
    parts.len() == 2
        && parts.iter().all(|p| !p.is_empty() && !p.starts_with('.') && !p.ends_with('.'))
        && text.chars().all(plain)
}

fn mailbox(name: &Name, address: &Name) -> String {
    format!("{} <{address}>", phrase(name))
}

/// A name as a phrase: as it is where it is plain letters, else as encoded words.
fn phrase(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == ' ' || c == '-';
    if name.chars().all(plain) && !name.trim().is_empty() { name.to_owned() } else { encoded_words(name) }
}

fn unstructured(text: &str) -> String {
    let plain = |c: char| c.is_ascii_graphic() || c == ' ';
    if text.chars().all(plain) && !text.contains("=?") && text.len() < 60 {
        text.to_owned()
    } else {
        encoded_words(text)
    }
}

/// Text as encoded words of at most 75 letters, folded; none breaks a letter in two.
fn encoded_words(text: &str) -> String {
    let mut words = vec![String::new()];
    for c in text.chars() {
        let mut letter = String::new();
        if c.is_ascii_alphanumeric() {
            letter.push(c);
        } else if c == ' ' {
            letter.push('_');
        } else {
            hex(&mut letter, c);
        }
        if words.last().is_some_and(|word| word.len() + letter.len() > 60) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push_str(&letter);
        }
    }
    words.iter().map(|word| format!("=?utf-8?q?{word}?=")).collect::<Vec<_>>().join("\r\n ")
}

fn hex(text: &mut String, c: char) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        // writing to a text cannot fail
        let _ = write!(text, "={byte:02X}");
    }
}

/// A line as quoted-printable text, with soft breaks.
fn quoted_printable(line: &str) -> String {
    let (mut text, mut used) = (String::new(), 0);
    let mut letters = line.chars().peekable();
    while let Some(c) = letters.next() {
        let mut letter = String::new();
        let at_end = letters.peek().is_none();
        if (c.is_ascii_graphic() && c != '=') || (c == ' ' && !at_end) {
            letter.push(c);
        } else {
            hex(&mut letter, c);
        }
        if used + letter.len() > LINE {
            text.push_str("=\r\n");
            used = 0;
        }
        used += letter.len();
        text.push_str(&letter);
    }
    // a line that is only a point ends a message on its way
    if text == "." { "=2E".to_owned() } else { text }
}

/// `Thu, 26 Nov 2026 09:00:00 +0000`.
fn date(utc: i64) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let day = crate::domain::Day(i32::try_from(utc.div_euclid(86_400)).unwrap_or_default());
    let second = utc.rem_euclid(86_400);
    let (year, month, of_month) = day.ymd();
    let weekday = day.weekday().to_string();
    let (h, m, s) = (second / 3600, second / 60 % 60, second % 60);
    let month = MONTHS[usize::from(month - 1)];
    format!("{}, {of_month} {month} {year} {h:02}:{m:02}:{s:02} +0000", &weekday[..3])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Instant;

    fn view() -> MessageView {
        MessageView {
            to: "Łukasz O’Brien".parse().unwrap(),
            email: "lukasz@example.org".parse().unwrap(),
            from: "The contact service".parse().unwrap(),
            from_email: "desk@council.example".parse().unwrap(),
            at: Instant { utc: 1_795_683_600, local: "2026-11-26 09:00:00 GMT".into() },
            subject: "Family time on Thu 26 Nov 2026: please confirm".into(),
            text: "Dear Łukasz,\n\n1 + 1 = 2, and this line is a good deal longer than what a mail may have in one of its lines.\n.\n".into(),
            ..MessageView::default()
        }
    }

    #[test]
    fn a_mail_is_plain_letters_whatever_the_names() {
        let text = eml(&view()).unwrap();
        assert!(text.is_ascii() && text.lines().all(|line| line.len() <= 76));
        assert!(text.split("\r\n").all(|line| !line.contains('\n')));
        insta::assert_snapshot!(text.replace("\r\n", "\n"), @"
        From: The contact service <desk@council.example>
        To: =?utf-8?q?=C5=81ukasz_O=E2=80=99Brien?= <lukasz@example.org>
        Subject: Family time on Thu 26 Nov 2026: please confirm
        Date: Thu, 26 Nov 2026 09:00:00 +0000
        X-Unsent: 1
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Dear =C5=81ukasz,

        1 + 1 =3D 2, and this line is a good deal longer than what a mail may ha=
        ve in one of its lines.
        =2E
        ");
    }

    #[test]
    fn without_an_address_the_mail_program_asks_for_one_and_without_a_sender_there_is_none() {
        let none = MessageView { email: Name::default(), to: "Kelly Khan".parse().unwrap(), ..view() };
        assert!(eml(&none).unwrap().contains("\r\nTo: Kelly Khan:;\r\n"));
        let hostile = MessageView { email: "a@b.c>\r\nBcc: x@y.z".replace(['\r', '\n'], " ").parse().unwrap(), ..none };
        assert!(!eml(&hostile).unwrap().contains("Bcc"));
        assert!(eml(&MessageView { from_email: "none".parse().unwrap(), ..view() }).is_err());
    }
}
