//! The key that secrets in the database are sealed with: a file of the data folder that only its owner reads. Several
//! servers on one database need the same one.

use std::fs::OpenOptions;
use std::io::{Error, ErrorKind, Result, Write};
use std::path::Path;

use domain::SealingKey;

const FILE: &str = "sealing.key";

/// Made when there is none yet.
pub fn sealing_key(data: &Path) -> Result<SealingKey> {
    let path = data.join(FILE);
    match std::fs::read(&path) {
        Ok(bytes) => {
            let bits = bytes.try_into().map_err(|_| Error::new(ErrorKind::InvalidData, format!("{FILE} is not a key")))?;
            return Ok(SealingKey::new(bits));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let bits: [u8; SealingKey::LENGTH] = rand::random();
    // Whole or not there: beside it first, and then in its place, unless somebody was quicker.
    let beside = data.join(format!("{FILE}.{}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(&bits)?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&beside, &path);
    std::fs::remove_file(&beside)?;
    match linked {
        Ok(()) => Ok(SealingKey::new(bits)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => sealing_key(data),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_stays_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        assert!(sealing_key(folder.path()).is_ok());
        let first = std::fs::read(folder.path().join(FILE)).unwrap();
        assert!(sealing_key(folder.path()).is_ok());
        assert_eq!(std::fs::read(folder.path().join(FILE)).unwrap(), first);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            let mode =
                std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(folder.path().join(FILE)).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(folder.path().join(FILE), b"short").unwrap();
        assert!(sealing_key(folder.path()).is_err());
    }
}
