//! Reads `text/*.toml`, refuses incomplete languages, writes the methods of `T`.

#[allow(dead_code, reason = "the build tool uses the rest")]
#[path = "src/source/mod.rs"]
mod source;

use source::generate;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    for path in ["text", "build.rs", "src/source"] {
        println!("cargo::rerun-if-changed={path}");
    }
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            for line in wrong {
                println!("cargo::error=crates/i18n/text: {line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn write() -> Result<(), Vec<String>> {
    let messages = source::read(Path::new("text"))?;
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    let save =
        |name: &str, content: String| fs::write(out.join(name), content).map_err(|error| vec![error.to_string()]);
    save("methods.rs", generate::methods(&messages))?;
    save("texts.rs", generate::texts(&messages))
}
