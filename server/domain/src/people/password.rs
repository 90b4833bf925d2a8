//! New passwords: which are taken, and how a contact's is kept.

use model::mail::LetterKind;
use model::{ContactId, Fault, PortalId, Problem, Timestamp, text};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set, Unchanged};

use crate::failure::Outcome;
use crate::outbox::Letter;
use crate::tables::contacts;

/// Guesses below which a password is no secret, as a power of ten: what is in the leaked lists, with the usual digits and
/// exchanged letters, and what is made of them, is guessed sooner (ASVS 5.0 6.2.4, 6.2.12).
const GUESSES: f64 = 6.0;

/// A new password: as [`text::check_password`] has it, not in the leaked lists, and not made of what is known `about` its
/// owner. Refused as the form's `field`.
pub fn check(new: &str, field: &str, about: &[&str]) -> Result<(), Fault> {
    text::check_password(new).map_err(|problem| Fault::invalid(field, problem))?;
    // An address is guessed by its parts.
    let known: Vec<&str> = about.iter().flat_map(|text| text.split(['@', '.', ' '])).chain(["portico"]).collect();
    match zxcvbn::zxcvbn(new, &known).guesses_log10() < GUESSES {
        true => Err(Fault::invalid(field, Problem::TooCommon)),
        false => Ok(()),
    }
}

/// Keeps its hash.
pub async fn set(tx: &impl ConnectionTrait, now: Timestamp, contact: ContactId, hash: String) -> Outcome<()> {
    let row = contacts::ActiveModel {
        id: Unchanged(contact.0),
        password_hash: Set(Some(hash)),
        updated_at: Set(now.0),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// Tells the contact that there is a new one in place of the old, so that they hear of one that they did not set.
pub async fn tell_changed(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    portal: PortalId,
    contact: ContactId,
    host: &str,
) -> Outcome<()> {
    let letter = Letter::new(LetterKind::PasswordChanged, host);
    Letter { portal: Some(portal), contact: Some(contact), ..letter }.enqueue(tx, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaked_passwords_and_what_is_known_of_somebody_are_no_secrets() {
        let about = ["ana.alves@acme.example", "Ana Alves"];
        for known in ["michelle1", "1qaz2wsx", "P@ssw0rd2", "trustno1", "alvesalves", "qwerty123456", "jordan23"] {
            assert_eq!(check(known, "password", &about), Err(Fault::invalid("password", Problem::TooCommon)), "{known}");
        }
        for secret in ["correct horse battery staple", "vG7#pL2q", "una lunga frase segreta", "пароль из многих слов"]
        {
            assert_eq!(check(secret, "password", &about), Ok(()), "{secret}");
        }
        assert_eq!(check("short", "new", &about), Err(Fault::invalid("new", Problem::TooShort { min: 8 })));
    }
}
