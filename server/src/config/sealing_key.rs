//! The key that secrets in the database are sealed with: a file in the data folder, made at the first start. Servers that
//! share a database share it, and a backup without it loses what it seals: authenticators, which are then set up anew.

use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Read, Write};
use std::path::Path;

const FILE: &str = "secret.key";
const BYTES: usize = 32;

/// Reads the key, or makes it. A file of another length is an error and stays as it is.
pub fn sealing_key(data: &Path) -> std::io::Result<[u8; BYTES]> {
    let path = data.join(FILE);
    match File::open(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => make(data, &path),
        Err(error) => Err(error),
        Ok(file) => read(file),
    }
}

fn read(file: File) -> std::io::Result<[u8; BYTES]> {
    let mut bytes = Vec::new();
    // One more than there may be, to notice it.
    file.take(BYTES as u64 + 1).read_to_end(&mut bytes)?;
    bytes.try_into().map_err(|_| Error::new(ErrorKind::InvalidData, format!("{FILE} is not a key of {BYTES} bytes")))
}

/// Written beside and then given its name, which only one of two can: a server that starts together with another takes
/// that one's key.
fn make(data: &Path, path: &Path) -> std::io::Result<[u8; BYTES]> {
    let key: [u8; BYTES] = rand::random();
    let beside = data.join(format!("{FILE}.{:08x}", rand::random::<u32>()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(&key)?;
    file.sync_all()?;
    let named = std::fs::hard_link(&beside, path);
    std::fs::remove_file(&beside)?;
    match named {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(File::open(path)?),
        Err(error) => Err(error),
        Ok(()) => Ok(key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_is_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let key = sealing_key(folder.path()).unwrap();
        assert_eq!(sealing_key(folder.path()).unwrap(), key);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        for wrong in [&b"short"[..], &[0; 33]] {
            std::fs::write(folder.path().join(FILE), wrong).unwrap();
            assert!(sealing_key(folder.path()).is_err());
            assert_eq!(std::fs::read(folder.path().join(FILE)).unwrap(), wrong, "it is not written over");
        }
    }
}
