//! Notices changed sources by their times of change. A few hundred files are looked at in a millisecond or two.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

/// The files below some folders and when each was last changed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Seen(BTreeMap<PathBuf, SystemTime>);

impl Seen {
    /// Looks at the folders (or files) now. Hidden files and those an editor leaves behind do not count.
    pub fn look(paths: &[PathBuf]) -> Seen {
        let mut seen = Seen::default();
        for path in paths {
            // A file that vanishes between listing and reading shows in the next look.
            let _ = seen.add(path);
        }
        seen
    }

    /// Whether a file came, went or changed.
    pub fn differs(&self, other: &Seen) -> bool {
        self != other
    }

    fn add(&mut self, path: &Path) -> io::Result<()> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name.ends_with('~') || name == "target" || name == "node_modules" {
            return Ok(());
        }
        let metadata = fs::metadata(path)?;
        if metadata.is_dir() {
            for entry in fs::read_dir(path)? {
                let _ = self.add(&entry?.path());
            }
        } else {
            self.0.insert(path.to_path_buf(), metadata.modified()?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_new_a_changed_and_a_removed_file_are_noticed_and_a_hidden_one_is_not() {
        let folder = std::env::temp_dir().join(format!("tarjous-watch-{}", std::process::id()));
        fs::create_dir_all(folder.join("deep")).unwrap();
        let look = || Seen::look(std::slice::from_ref(&folder));
        let empty = look();
        fs::write(folder.join("deep/a.rs"), "a").unwrap();
        let one = look();
        assert!(one.differs(&empty));
        fs::write(folder.join("deep/.a.rs.swp"), "a").unwrap();
        assert!(!look().differs(&one));
        let later = SystemTime::now() + Duration::from_secs(5);
        fs::File::options().append(true).open(folder.join("deep/a.rs")).unwrap().set_modified(later).unwrap();
        assert!(look().differs(&one));
        fs::remove_dir_all(&folder).unwrap();
        assert!(!look().differs(&Seen::default()));
    }
}
