//! The browser's files: WASM, its scripts, CSS, language tables; and the manifest that names each with its hash.

use crate::{Result, cargo, compress, lang, lean, split, styles};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// Package of a browser program and the name its files get.
const PROGRAMS: [(&str, &str); 3] = [("staff", "tarjous"), ("portal", "portal"), ("choosing", "choosing")];
const SHEETS: [(&str, &str); 2] = [("style/staff.css", "tarjous.css"), ("style/portal.css", "portal.css")];
/// A script that is handed out as it stands, so that anybody can read what it does.
const PLAIN: (&str, &str) = ("frontend/verify/verify.js", "verify.js");
/// Files that are handed out as they are: icons, fonts.
const STATIC: &str = "style/static";

type Files = BTreeMap<String, Vec<u8>>;

/// A built site: `pkg/` with the files and `manifest` beside it.
#[derive(Clone, Copy)]
pub struct Site {
    release: bool,
}

impl Site {
    /// For development: readable, quick to build, read from disk by the server.
    pub const DEBUG: Site = Site { release: false };
    /// Small, with `.br` and `.gz` beside each file, put inside the program.
    pub const RELEASE: Site = Site { release: true };

    /// Where it lies.
    pub fn folder(self) -> PathBuf {
        cargo::target(if self.release { "site-release" } else { "site" })
    }

    /// Compiles the browser's programs.
    pub fn compile(self) -> Result<()> {
        let profile = if self.release { "wasm-release" } else { "dev" };
        let packages: String = PROGRAMS.map(|(package, _)| format!(" -p {package}")).concat();
        let split = if self.release { " --features staff/split" } else { "" };
        // One call, so that what both use is compiled once.
        cargo::run(&mut cargo::cargo(&format!(
            "build --lib --target wasm32-unknown-unknown --profile {profile}{packages}{split}"
        )))
    }

    /// Puts everything together. Only what changed is written.
    pub fn assemble(self) -> Result<()> {
        let mut files = lang::tables()?;
        for (package, name) in PROGRAMS {
            files.extend(self.bind(package, name)?);
        }
        files.extend(self.sheets()?);
        files.extend(plain()?);
        gather(&cargo::root().join(STATIC), "", &mut files)?;
        self.write(&files)
    }

    /// Only the CSS anew, after a first [`Site::assemble`].
    pub fn restyle(self) -> Result<()> {
        let mut files = Files::new();
        gather(&self.folder().join("pkg"), "", &mut files)?;
        files.extend(self.sheets()?);
        gather(&cargo::root().join(STATIC), "", &mut files)?;
        self.write(&files)
    }

    fn sheets(self) -> Result<Files> {
        SHEETS
            .into_iter()
            .map(|(file, name)| Ok((name.to_owned(), styles::bundle(&cargo::root().join(file), self.release)?)))
            .collect()
    }

    /// The script and WASM that the browser loads, made from what the compiler left.
    fn bind(self, package: &str, name: &str) -> Result<Files> {
        let profile = if self.release { "wasm-release" } else { "debug" };
        let wasm = cargo::target(&format!("wasm32-unknown-unknown/{profile}/{package}.wasm"));
        let folder = cargo::target(&format!("bindgen/{profile}/{package}"));
        let _ = fs::remove_dir_all(&folder);
        let cut = if self.release && package == "staff" {
            Some(split::cut(&wasm, &cargo::target(&format!("bindgen/{profile}/{package}-cut")), name)?)
        } else {
            None
        };
        Bindgen::new()
            .input_path(cut.as_ref().map_or(&wasm, |cut| &cut.first))
            .keep_lld_exports(cut.is_some())
            .out_name(name)
            .web(true)
            .map_err(|error| format!("{error:#}"))?
            .typescript(false)
            .omit_default_module_path(false)
            .debug(!self.release)
            .remove_name_section(self.release)
            .remove_producers_section(true)
            .generate(&folder)
            .map_err(|error| format!("{}: {error:#}", wasm.display()))?;
        let mut files = Files::new();
        gather(&folder, "", &mut files)?;
        if let Some(cut) = cut {
            let script = files.get_mut(&format!("{name}.js")).ok_or_else(|| format!("{name}.js was not made"))?;
            *script = split::join(&String::from_utf8_lossy(script), &cut, hash)?.into_bytes();
            files.extend(cut.parts);
        }
        // The parts of the staff app import by the names of its first one, never by those of the browser.
        if self.release {
            let (script, wasm) = (format!("{name}.js"), format!("{name}_bg.wasm"));
            if let (Some(old), Some(bytes)) = (files.remove(&script), files.remove(&wasm)) {
                let (lean, bytes) = lean::lean(&String::from_utf8_lossy(&old), bytes);
                files.insert(script, lean.into_bytes());
                files.insert(wasm, bytes);
            }
        }
        name_exactly(&mut files, name)?;
        Ok(files)
    }

    fn write(self, files: &Files) -> Result<()> {
        let pkg = self.folder().join("pkg");
        let mut wanted = Files::new();
        let mut manifest = String::new();
        for (name, content) in files {
            manifest.push_str(&format!("{} {name}\n", hash(content)));
            if self.release && compress::worth_it(name) {
                let same = fs::read(pkg.join(name)).is_ok_and(|old| old == *content);
                wanted.insert(
                    format!("{name}.br"),
                    kept(&pkg, &format!("{name}.br"), same, || compress::brotli(content))?,
                );
                wanted
                    .insert(format!("{name}.gz"), kept(&pkg, &format!("{name}.gz"), same, || compress::gzip(content))?);
            }
            wanted.insert(name.clone(), content.clone());
        }
        let mut present = Files::new();
        gather(&pkg, "", &mut present)?;
        for name in present.keys().filter(|name| !wanted.contains_key(*name)) {
            fs::remove_file(pkg.join(name)).map_err(|error| format!("{name}: {error}"))?;
        }
        for (name, content) in wanted.iter().filter(|(name, content)| present.get(*name) != Some(*content)) {
            save(&pkg.join(name), content)?;
        }
        // Last, so that a server that reads it finds the files it names.
        let path = self.folder().join("manifest");
        if fs::read(&path).is_ok_and(|old| old == manifest.as_bytes()) {
            Ok(())
        } else {
            save(&path, manifest.as_bytes())
        }
    }
}

fn plain() -> Result<Files> {
    let (from, name) = PLAIN;
    let content = fs::read(cargo::root().join(from)).map_err(|error| format!("{from}: {error}"))?;
    Ok(Files::from([(name.to_owned(), content)]))
}

/// The packed form already on disk if it still holds, else a new one: Brotli at its best is slow.
fn kept(pkg: &Path, name: &str, same: bool, pack: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    match fs::read(pkg.join(name)) {
        Ok(old) if same => Ok(old),
        _ => pack(),
    }
}

/// The script asks for its WASM by name and hash, so that browsers keep it for good.
fn name_exactly(files: &mut Files, name: &str) -> Result<()> {
    let wasm = format!("{name}_bg.wasm");
    let exact = format!("{wasm}?v={}", hash(files.get(&wasm).map(Vec::as_slice).unwrap_or_default()));
    let script = files.get_mut(&format!("{name}.js")).ok_or_else(|| format!("{name}.js was not made"))?;
    let text = String::from_utf8_lossy(script).replace(&format!("'{wasm}'"), &format!("'{exact}'"));
    if !text.contains(&exact) {
        return Err(format!("{name}.js no longer names '{wasm}' as expected"));
    }
    *script = text.into_bytes();
    Ok(())
}

fn save(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    let told = |error| format!("{}: {error}", path.display());
    fs::create_dir_all(folder).map_err(told)?;
    // Renamed into place: a server never reads half a file.
    let new = path.with_extension("new");
    fs::write(&new, content).and_then(|()| fs::rename(&new, path)).map_err(told)
}

/// Every file below a folder by its path there; a folder that does not exist has none.
fn gather(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    let told = |error| format!("{}: {error}", folder.display());
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(&path).map_err(told)?);
        }
    }
    Ok(())
}

fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
