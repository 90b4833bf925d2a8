//! Names of files and folders.

/// Characters of a file's name, with its extension.
const NAME_MAX: usize = 255;
/// Characters of a folder's path.
const PATH_MAX: usize = 500;
const EXTENSION_MAX: usize = 10;

fn fits(text: &str) -> bool {
    let unfit = |character: char| character.is_control() || "/\\\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}".contains(character);
    !text.is_empty() && text != "." && text != ".." && !text.chars().any(unfit)
}

/// A file's name without its extension, and the extension in lower case. `None`: it is none.
pub fn parted(name: &str) -> Option<(String, String)> {
    let name = name.trim();
    if name.chars().count() > NAME_MAX || !fits(name) {
        return None;
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && is_extension(extension) => {
            Some((stem.to_owned(), extension.to_ascii_lowercase()))
        }
        _ => Some((name.to_owned(), String::new())),
    }
}

fn is_extension(text: &str) -> bool {
    (1..=EXTENSION_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A folder's path as `/one/two`; `/` is where all folders are. `None`: it is none.
pub fn path(text: &str) -> Option<String> {
    if text.chars().count() > PATH_MAX {
        return None;
    }
    let parts: Vec<&str> = text.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.iter().all(|part| fits(part)).then(|| format!("/{}", parts.join("/")))
}

/// The name of a file, with its extension.
pub fn whole(name: &str, extension: &str) -> String {
    if extension.is_empty() { name.to_owned() } else { format!("{name}.{extension}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_parts() {
        let parts = |name: &str| parted(name).map(|(stem, extension)| format!("{stem}|{extension}"));
        assert_eq!(parts(" Report.final.PDF ").as_deref(), Some("Report.final|pdf"));
        assert_eq!(parts("README").as_deref(), Some("README|"));
        assert_eq!(parts(".profile").as_deref(), Some(".profile|"));
        assert_eq!(parts("a.thing with blanks").as_deref(), Some("a.thing with blanks|"));
        for wrong in ["", "..", "a/b", "a\\b", "a\nb", "gpj\u{202e}.exe"] {
            assert_eq!(parts(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn paths_lead_down_only() {
        for (text, wanted) in [("/accept", "/accept"), ("a//b/", "/a/b"), ("", "/"), ("/", "/")] {
            assert_eq!(path(text).as_deref(), Some(wanted));
        }
        assert_eq!(path("/a/../b"), None);
        assert_eq!(path(&"x".repeat(501)), None);
    }
}
