//! What a file is, by its first bytes and not by its name: whoever uploads says what they like.

/// A type that files are served as. Nothing that a browser would run is among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Media {
    /// As in `Content-Type`.
    pub mime: &'static str,
    /// HubSpot's word: `IMG`, `DOCUMENT`, `AUDIO`, `MOVIE` or `OTHER`.
    pub word: &'static str,
}

const fn media(mime: &'static str, word: &'static str) -> Media {
    Media { mime, word }
}

const TEXT: Media = media("text/plain; charset=utf-8", "DOCUMENT");
const UNKNOWN: Media = media("application/octet-stream", "OTHER");

/// Where the marks of a format stand, and the marks.
const MARKS: [(usize, &[u8], Media); 14] = [
    (0, b"\x89PNG\r\n\x1a\n", media("image/png", "IMG")),
    (0, b"GIF87a", media("image/gif", "IMG")),
    (0, b"GIF89a", media("image/gif", "IMG")),
    (0, b"\xff\xd8\xff", media("image/jpeg", "IMG")),
    (8, b"WEBP", media("image/webp", "IMG")),
    (0, b"%PDF-", media("application/pdf", "DOCUMENT")),
    (0, b"PK\x03\x04", media("application/zip", "DOCUMENT")),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", media("application/x-ole-storage", "DOCUMENT")),
    (0, b"ID3", media("audio/mpeg", "AUDIO")),
    (0, b"OggS", media("audio/ogg", "AUDIO")),
    (8, b"WAVE", media("audio/wav", "AUDIO")),
    (4, b"ftyp", media("video/mp4", "MOVIE")),
    (0, b"\x1a\x45\xdf\xa3", media("video/webm", "MOVIE")),
    (0, b"\x1f\x8b", media("application/gzip", "OTHER")),
];

/// Looks at the bytes. Text is text, whatever it would be to a browser.
pub fn of(bytes: &[u8]) -> Media {
    let marked = MARKS.iter().find(|(at, mark, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)));
    if let Some((_, _, media)) = marked {
        return *media;
    }
    let is_text = std::str::from_utf8(bytes)
        .is_ok_and(|text| !text.chars().any(|character| character.is_control() && !"\n\r\t\u{c}".contains(character)));
    if is_text { TEXT } else { UNKNOWN }
}

/// The type that was seen before.
pub fn named(mime: &str) -> Media {
    let known = MARKS.iter().map(|(_, _, media)| *media).chain([TEXT]).find(|media| media.mime == mime);
    known.unwrap_or(UNKNOWN)
}

/// All that there are.
pub fn all() -> impl Iterator<Item = Media> {
    MARKS.iter().map(|(_, _, media)| *media).chain([TEXT, UNKNOWN])
}

/// Width and height in pixels, of those images that say it at their beginning.
pub fn dimensions(bytes: &[u8]) -> Option<(i64, i64)> {
    let number = |at: usize, length: usize| bytes.get(at..at + length);
    match of(bytes).mime {
        "image/png" => {
            let big = |at| number(at, 4).map(|four| four.iter().fold(0_i64, |all, byte| all * 256 + i64::from(*byte)));
            Some((big(16)?, big(20)?))
        }
        "image/gif" => {
            let little = |at| number(at, 2).map(|two| i64::from(two[0]) + 256 * i64::from(two[1]));
            Some((little(6)?, little(8)?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_are() {
        assert_eq!(of(b"\x89PNG\r\n\x1a\n....").mime, "image/png");
        assert_eq!(of(b"<html><script>alert(1)</script>").mime, "text/plain; charset=utf-8");
        assert_eq!(of(b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>").mime, "text/plain; charset=utf-8");
        assert_eq!(of(b"\0\x01\x02").mime, "application/octet-stream");
        assert_eq!(of(b"").mime, "text/plain; charset=utf-8");
        for mime in MARKS.map(|(_, _, media)| media.mime) {
            assert_eq!(named(mime).mime, mime);
            assert!(!["html", "xml", "svg", "javascript"].iter().any(|word| mime.contains(word)), "{mime}");
        }
    }

    #[test]
    fn images_say_how_large_they_are() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 1, 2, 0, 0, 0, 9]);
        assert_eq!(dimensions(&png), Some((258, 9)));
        assert_eq!(dimensions(b"GIF89a\x02\x01\x03\0"), Some((258, 3)));
        assert_eq!(dimensions(b"\x89PNG\r\n\x1a\n"), None);
    }
}
