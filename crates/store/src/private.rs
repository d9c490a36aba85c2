//! Files and folders that nobody but the account the program runs under may open: they hold what customers said.
use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// Makes a file that was not there, for its owner alone (Unix; elsewhere as the folder says).
/// # Errors
/// [`io::ErrorKind::AlreadyExists`], and whatever the file system says.
pub fn create(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// Makes a folder, with those it is in, for its owner alone; one that is there stays as it is.
/// # Errors
/// Whatever the file system says.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes the file of an embedded database, or closes one that is there, with what SQLite keeps beside it, to others than
/// its owner and group: files of earlier versions stood open to everybody, and a group was somebody's decision.
pub(crate) fn database(file: &Path) {
    // What cannot be made or closed here is told by the database that cannot be opened, or is another's to answer for.
    let _ = create(file);
    for end in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        close(&PathBuf::from(name));
    }
}

#[cfg(unix)]
fn close(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(metadata) = std::fs::metadata(file) else { return };
    let mode = metadata.permissions().mode();
    if mode & 0o007 != 0 {
        let _ = std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode & !0o007));
    }
}

#[cfg(not(unix))]
fn close(_: &Path) {}
