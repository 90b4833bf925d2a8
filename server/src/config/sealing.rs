//! The key that secrets in the database are sealed with: a file beside it, so that the database alone gives none away.

use std::fs::{self, OpenOptions};
use std::io::{Error, ErrorKind, Read, Write};
use std::path::Path;

use domain::SealingKey;

const FILE: &str = "sealing.key";

/// The data folder's key, made if there is none. Several servers on one database need the same file.
pub fn sealing_key(data: &Path) -> std::io::Result<SealingKey> {
    let path = data.join(FILE);
    match create(&path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(&path),
        outcome => outcome,
    }
}

fn create(path: &Path) -> std::io::Result<SealingKey> {
    let bits: [u8; SealingKey::LENGTH] = rand::random();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(&bits)?;
    file.sync_all()?;
    Ok(SealingKey::new(bits))
}

fn read(path: &Path) -> std::io::Result<SealingKey> {
    let mut bits = [0; SealingKey::LENGTH];
    let length = fs::metadata(path)?.len();
    if length != SealingKey::LENGTH as u64 {
        return Err(Error::new(ErrorKind::InvalidData, format!("{FILE} is not {} bytes long", SealingKey::LENGTH)));
    }
    fs::File::open(path)?.read_exact(&mut bits)?;
    Ok(SealingKey::new(bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_read_by_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        sealing_key(folder.path()).unwrap();
        let first = fs::read(folder.path().join(FILE)).unwrap();
        sealing_key(folder.path()).unwrap();
        assert_eq!(fs::read(folder.path().join(FILE)).unwrap(), first);
        assert_eq!(first.len(), SealingKey::LENGTH);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(folder.path().join(FILE), b"short").unwrap();
        assert!(sealing_key(folder.path()).is_err());
    }
}
