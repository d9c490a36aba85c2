//! Reads `text/*.toml`, refuses incomplete languages, writes the methods of `T`.

#[path = "src/check.rs"]
mod check;
#[path = "src/generate.rs"]
mod generate;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=text");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/check.rs");
    println!("cargo::rerun-if-changed=src/generate.rs");
    match read_areas(Path::new("text"))
        .map_err(|error| vec![format!("text: {error}")])
        .and_then(|areas| write(&areas))
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            for line in wrong {
                println!("cargo::error=crates/i18n/text/{line}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Area name and content of every text file, by name.
fn read_areas(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut areas = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let area = path
                .file_stem()
                .map(|stem| stem.to_string_lossy().into_owned())
                .unwrap_or_default();
            areas.push((area, fs::read_to_string(&path)?));
        }
    }
    areas.sort();
    Ok(areas)
}

fn write(areas: &[(String, String)]) -> Result<(), Vec<String>> {
    let messages = check::check(areas)?;
    let out =
        PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| vec!["OUT_DIR is not set".to_owned()])?);
    let save = |name: &str, content: String| {
        fs::write(out.join(name), content).map_err(|error| vec![error.to_string()])
    };
    save("methods.rs", generate::methods(&messages))?;
    save("texts.rs", generate::texts(&messages))
}
