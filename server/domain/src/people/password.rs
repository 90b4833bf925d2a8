//! New passwords: which are taken, and how a contact's is kept.

use model::mail::LetterKind;
use model::{ContactId, Fault, PortalId, Problem, Timestamp, passwords};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, Unchanged};

use super::tokens::{self, Purpose};
use crate::failure::Outcome;
use crate::outbox::Letter;
use crate::secrets;
use crate::tables::contacts;

/// Guesses below which a password is no secret, as a power of ten: what is in the leaked lists, with the usual digits and
/// exchanged letters, and what is made of them, is guessed sooner (ASVS 5.0 6.2.4, 6.2.12).
const GUESSES: f64 = 6.0;

/// A new password: as [`passwords::check_password`] has it, not in the leaked lists, and not made of what is known `about` its
/// owner. Refused as the form's `field`.
pub fn check(new: &str, field: &str, about: &[&str]) -> Result<(), Fault> {
    passwords::check_password(new).map_err(|problem| Fault::invalid(field, problem))?;
    // An address is guessed by its parts.
    let parts = about.iter().flat_map(|text| text.split(['@', '.', ' ']));
    let known: Vec<&str> = parts.chain(about.iter().copied()).chain(["portico"]).collect();
    match zxcvbn::zxcvbn(new, &known).guesses_log10() < GUESSES {
        true => Err(Fault::invalid(field, Problem::TooCommon)),
        false => Ok(()),
    }
}

/// Keeps its hash. Links that were mailed for the old one, at whichever portal, are worth nothing from now on.
pub async fn set(tx: &impl ConnectionTrait, now: Timestamp, contact: ContactId, hash: String) -> Outcome<()> {
    let row = contacts::ActiveModel {
        id: Unchanged(contact.0),
        password_hash: Set(Some(hash)),
        updated_at: Set(now.0),
        ..Default::default()
    };
    row.update(tx).await?;
    for purpose in [Purpose::Reset, Purpose::SignIn] {
        tokens::revoke_all(tx, now, purpose, contact).await?;
    }
    Ok(())
}

/// A hash that was made at less cost than is usual today, and what takes its place.
pub struct Renewed {
    old: String,
    new: String,
}

/// The password of a hash that is outdated, hashed anew; now is when it is known.
pub async fn renewed(hash: Option<&str>, password: &str) -> Outcome<Option<Renewed>> {
    match hash.filter(|hash| secrets::is_outdated(hash)) {
        Some(old) => Ok(Some(Renewed { old: old.to_owned(), new: secrets::hash_password(password).await? })),
        None => Ok(None),
    }
}

/// Puts the new hash where the old one stands: a password that was changed meanwhile stays. The password is the same, so
/// sessions go on and nobody is told.
pub async fn renew<E: EntityTrait>(
    tx: &impl ConnectionTrait,
    whose: (E::Column, i64),
    hash: E::Column,
    Renewed { old, new }: Renewed,
) -> Outcome<()> {
    let (id, whose) = whose;
    E::update_many().filter(id.eq(whose)).filter(hash.eq(old)).col_expr(hash, Expr::value(new)).exec(tx).await?;
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
        let about = ["ana.alves@acme.example", "Ana Alves", "Acme Support"];
        for known in [
            "michelle1",
            "1qaz2wsx",
            "P@ssw0rd2",
            "trustno1",
            "alvesalves",
            "qwerty123456",
            "jordan23",
            "Acme Support",
            "acmesupport",
        ] {
            assert_eq!(check(known, "password", &about), Err(Fault::invalid("password", Problem::TooCommon)), "{known}");
        }
        for secret in ["correct horse battery staple", "vG7#pL2q", "una lunga frase segreta", "пароль из многих слов"]
        {
            assert_eq!(check(secret, "password", &about), Ok(()), "{secret}");
        }
        assert_eq!(check("short", "new", &about), Err(Fault::invalid("new", Problem::TooShort { min: 8 })));
    }
}
