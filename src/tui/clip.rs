//! Copying to the clipboard of the terminal the user sits at, also through SSH (OSC 52): only when a key asks for it.

/// The most that is copied: terminals drop what is longer.
const MOST: usize = 32 * 1024;

/// What has a terminal take a text into its clipboard; nothing where the text is too long for one.
pub(super) fn sequence(text: &str) -> Option<String> {
    (text.len() <= MOST).then(|| format!("\x1b]52;c;{}\x07", base64(text.as_bytes())))
}

/// As base64 (RFC 4648): nothing in it can end the sequence or begin another.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let all = chunk.iter().chain([0, 0].iter()).take(3).fold(0, |all, byte| all << 8 | u32::from(*byte));
        for at in 0..4 {
            let letter = LETTERS[(all >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= chunk.len() { letter.into() } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_as_the_standard_has_it() {
        let pairs =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("Łoś", "xYFvxZs=")];
        for (plain, coded) in pairs {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn what_is_too_long_is_not_copied_and_nothing_in_a_text_ends_the_sequence() {
        assert_eq!(sequence(&"x".repeat(MOST + 1)), None);
        let text = sequence("\x07\x1b]0;title\x07").unwrap();
        assert_eq!(text.matches(['\x07', '\x1b']).count(), 2);
    }
}
