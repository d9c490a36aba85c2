//! Writes the customer's page in every state and language to files, to be looked at in a browser.
//!
//! `cargo run -p app --features ssr --example portal_states -- FOLDER [ADDRESS OF portal.css] [ADDRESS OF portal.js]`
#![allow(clippy::print_stdout, reason = "it tells where it wrote")]

use app::portal::{PortalShell, message, page};
use domain::lang::Lang;
use std::{env, fs, io, path::PathBuf};

#[path = "../src/portal/sample.rs"]
mod sample;

fn main() -> io::Result<()> {
    let mut words = env::args().skip(1);
    let folder = PathBuf::from(words.next().unwrap_or_else(|| "target/portal-states".into()));
    let shell = PortalShell {
        css: words.next().unwrap_or_else(|| "/pkg/portal.css".into()),
        sheet: "".into(),
        js: words.next().unwrap_or_else(|| "/pkg/portal.js".into()),
        wasm: words.next().unwrap_or_else(|| "/pkg/portal_bg.wasm".into()),
        choosing_js: "/pkg/choosing.js".into(),
        choosing_wasm: "/pkg/choosing_bg.wasm".into(),
        nonce: "example".into(),
        hand_over: None,
    };
    fs::create_dir_all(&folder)?;
    for lang in Lang::ALL {
        for (name, input) in sample::pages(lang) {
            let html = page(&input, &shell);
            let file = folder.join(format!("{name}.{}.html", lang.code()));
            println!("{:7} bytes {}", html.len(), file.display());
            fs::write(file, html)?;
        }
        for (name, what) in sample::messages() {
            fs::write(folder.join(format!("{name}.{}.html", lang.code())), message(&what, lang, "/q/01j8k2", &shell))?;
        }
    }
    Ok(())
}
