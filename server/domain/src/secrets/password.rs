//! Passwords, kept as hashes that take their time (Argon2id, RFC 9106).

use std::sync::{Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::Semaphore;

use super::key;
use crate::failure::{Failure, Outcome};

/// Hashes at one time: each takes 19 MiB, and a burst of sign-ins must not take the machine's memory.
const AT_ONE_TIME: usize = 4;
static HASHING: Semaphore = Semaphore::const_new(AT_ONE_TIME);

/// What hashes are made in, kept for the next one. Each would otherwise be made by another thread of many, and the
/// allocator keeps what a thread has freed for that thread: a server that had hashed a while held a gigabyte.
static MEMORY: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

/// A hash that no password has, checked when the account is unknown so that both answers take the same time.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$3mXMSLo0SUa5ZDPKnKYZ0ZuDZfTcOZeZOvYyHyLxrRI";

/// How a new hash is made: 19 MiB, 2 passes, 1 lane (OWASP Password Storage; ASVS 5.0 11.4.2).
fn cost() -> Outcome<Params> {
    Params::new(19_456, 2, 1, Some(Params::DEFAULT_OUTPUT_LEN)).map_err(internal)
}

pub async fn hash_password(password: &str) -> Outcome<String> {
    let password = password.to_owned();
    hashing(move || {
        let (params, salt) = (cost()?, key::<16>());
        let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
        let hash = PasswordHash {
            algorithm: algorithm.ident(),
            version: Some(version.into()),
            params: ParamsString::try_from(&params).map_err(internal)?,
            salt: Some(Salt::new(&salt).map_err(internal)?),
            hash: Some(output(&password, &salt, Argon2::new(algorithm, version, params))?),
        };
        Ok(hash.to_string())
    })
    .await
}

/// Whether the password is the hash's. `None` is hashed too, and is nobody's.
pub async fn password_matches(password: &str, hash: Option<&str>) -> Outcome<bool> {
    let (password, known, hash) = (password.to_owned(), hash.is_some(), hash.unwrap_or(NOBODY).to_owned());
    hashing(move || {
        let hash = PasswordHash::new(&hash).map_err(internal)?;
        let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else { return Ok(false) };
        let algorithm = Algorithm::try_from(hash.algorithm.as_str()).map_err(internal)?;
        let version = hash.version.map_or(Ok(Version::default()), Version::try_from).map_err(internal)?;
        let params = Params::try_from(&hash).map_err(internal)?;
        // Outputs are compared in constant time.
        Ok(output(&password, salt, Argon2::new(algorithm, version, params))? == *expected && known)
    })
    .await
}

/// Whether the hash was made at less cost than a new one is, or otherwise: it is made anew when its password is seen next.
pub fn is_outdated(hash: &str) -> bool {
    let (Ok(hash), Ok(now)) = (PasswordHash::new(hash), cost()) else { return true };
    let Ok(then) = Params::try_from(&hash) else { return true };
    let less = then.m_cost() < now.m_cost() || then.t_cost() < now.t_cost();
    less || hash.algorithm != Algorithm::Argon2id.ident() || hash.version != Some(Version::V0x13.into())
}

fn output(password: &str, salt: &[u8], argon2: Argon2<'_>) -> Outcome<Output> {
    let params = argon2.params();
    let mut bytes = [0; Output::MAX_LENGTH];
    let out = bytes
        .get_mut(..params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN))
        .ok_or_else(|| Failure::internal("a hash that is too long"))?;
    let mut memory = MEMORY.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
    memory.resize(params.block_count(), Block::new());
    let made = argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, &mut memory);
    // Only what the next hash takes is kept.
    if cost().is_ok_and(|cost| memory.len() == cost.block_count()) {
        MEMORY.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
    }
    made.map_err(internal)?;
    Output::new(out).map_err(internal)
}

async fn hashing<T: Send + 'static>(work: impl FnOnce() -> Outcome<T> + Send + 'static) -> Outcome<T> {
    let _turn = HASHING.acquire().await.map_err(internal)?;
    tokio::task::spawn_blocking(work).await.map_err(internal)?
}

fn internal(error: impl std::fmt::Display) -> Failure {
    Failure::internal(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the library itself writes it, at less cost and at ours.
    const CHEAP: &str = "$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHRzb21lc2FsdA";

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let hash = hash_password(" correct horse 🐴").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(password_matches(" correct horse 🐴", Some(&hash)).await.unwrap());
        assert!(!password_matches("correct horse 🐴", Some(&hash)).await.unwrap());
        assert!(!password_matches("anything", None).await.unwrap());
        assert_ne!(hash, hash_password(" correct horse 🐴").await.unwrap(), "each has a salt of its own");
        assert!(!is_outdated(&hash) && is_outdated(CHEAP) && is_outdated("nothing of the kind"));
    }

    #[tokio::test]
    async fn hashes_are_as_the_library_makes_and_reads_them() {
        use argon2::password_hash::{PasswordHasher, PasswordVerifier};
        let ours = hash_password("a word").await.unwrap();
        assert!(Argon2::default().verify_password(b"a word", &PasswordHash::new(&ours).unwrap()).is_ok());
        let cheap = Argon2::from(Params::new(4_096, 1, 1, None).unwrap());
        let theirs = cheap.hash_password_with_salt(b"a word", b"somesaltsomesalt").unwrap().to_string();
        assert!(theirs.starts_with(CHEAP), "{theirs}");
        assert!(password_matches("a word", Some(&theirs)).await.unwrap());
        assert!(!password_matches("another", Some(&theirs)).await.unwrap());
    }

    #[tokio::test]
    async fn memory_is_used_again() {
        let all = (0..3 * AT_ONE_TIME).map(|number| tokio::spawn(async move { hash_password(&number.to_string()).await }));
        for hash in all.collect::<Vec<_>>() {
            hash.await.unwrap().unwrap();
        }
        let kept = MEMORY.lock().unwrap().len();
        assert!((1..=AT_ONE_TIME).contains(&kept), "{kept}");
    }
}
