//! What a password has to be, for the browser's instant error and the server alike.

use crate::fault::Problem;

/// A new password: 8–128 characters, nothing forbidden, nothing trimmed, not one that everybody tries first. (ASVS
/// 5.0 6.2.1, 6.2.5, 6.2.9; the common ones are the head of every leaked list.)
pub fn check_password(password: &str) -> Result<(), Problem> {
    const MIN: usize = 8;
    const MAX: usize = 128;
    match password.chars().count() {
        0 => Err(Problem::Missing),
        length if length < MIN => Err(Problem::TooShort { min: MIN }),
        length if length > MAX => Err(Problem::TooLong { max: MAX }),
        _ if is_common(password) => Err(Problem::TooCommon),
        _ => Ok(()),
    }
}

/// The heads of the leaked lists, without their digits and marks, and runs of one character or of neighbours.
fn is_common(password: &str) -> bool {
    const WORDS: [&str; 24] = [
        "password",
        "passwort",
        "passw0rd",
        "qwerty",
        "qwertyuiop",
        "qwertz",
        "azerty",
        "asdfgh",
        "asdfghjkl",
        "letmein",
        "welcome",
        "iloveyou",
        "admin",
        "administrator",
        "monkey",
        "dragon",
        "football",
        "baseball",
        "princess",
        "sunshine",
        "master",
        "superman",
        "trustno",
        "changeme",
    ];
    let lower = password.to_lowercase();
    let letters = lower.trim_matches(|character: char| !character.is_alphabetic());
    let characters: Vec<u32> = lower.chars().map(u32::from).collect();
    let run = |step: i64| characters.windows(2).all(|pair| i64::from(pair[1]) - i64::from(pair[0]) == step);
    let digits_run = "01234567890123456789".contains(lower.as_str()) || "09876543210987654321".contains(lower.as_str());
    WORDS.contains(&letters) || run(0) || run(1) || run(-1) || digits_run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords() {
        assert_eq!(check_password("short12"), Err(Problem::TooShort { min: 8 }));
        assert_eq!(check_password(&"é".repeat(129)), Err(Problem::TooLong { max: 128 }));
        for common in ["password", "Password1!", "12345678", "aaaaaaaa", "abcdefgh", "qwertyuiop", "87654321"] {
            assert_eq!(check_password(common), Err(Problem::TooCommon), "{common}");
        }
        for fine in ["correct horse", " leading blank", "🦊🦊🦊🦊🐻🐻🐻🐻", &"x7".repeat(64)] {
            assert_eq!(check_password(fine), Ok(()), "{fine}");
        }
    }
}
