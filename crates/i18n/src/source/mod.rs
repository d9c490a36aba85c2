//! The text files: found, checked, turned into code and tables.
//! Shared as source by the build script, the tests and the build tool, so it names nothing of this crate.

pub mod check;
pub mod generate;

use std::path::Path;
use std::{fs, io};

/// All messages of a folder of text files, or everything that is wrong with them.
pub fn read(folder: &Path) -> Result<Vec<check::Message>, Vec<String>> {
    let areas = areas(folder).map_err(|error| vec![format!("{}: {error}", folder.display())])?;
    check::check(&areas)
}

/// Area name and content of every text file, by name.
fn areas(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut areas = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let area = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            areas.push((area.unwrap_or_default(), fs::read_to_string(&path)?));
        }
    }
    areas.sort();
    Ok(areas)
}
