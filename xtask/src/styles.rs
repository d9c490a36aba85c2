//! CSS: imports put together, and written so that browsers of the last years read it.

use crate::Result;
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};
use std::path::Path;

/// Older ones lack `light-dark()` and nesting, on which the styles stand.
const BROWSERS: [&str; 4] = ["chrome >= 123", "firefox >= 121", "safari >= 17.5", "ios_saf >= 17.5"];

/// The file with everything it imports, small for release.
pub fn bundle(file: &Path, release: bool) -> Result<Vec<u8>> {
    let browsers = Browsers::from_browserslist(BROWSERS).map_err(|error| error.to_string())?;
    let targets = Targets::from(browsers.unwrap_or_default());
    let provider = FileProvider::new();
    let mut sheet =
        Bundler::new(&provider, None, ParserOptions::default()).bundle(file).map_err(|error| error.to_string())?;
    if release {
        let options = MinifyOptions { targets, ..MinifyOptions::default() };
        sheet.minify(options).map_err(|error| error.to_string())?;
    }
    let printer = PrinterOptions { minify: release, targets, ..PrinterOptions::default() };
    Ok(sheet.to_css(printer).map_err(|error| error.to_string())?.code.into_bytes())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn imports_and_layers_are_kept_and_spaces_are_not() {
        let folder = std::env::temp_dir().join(format!("tarjous-styles-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(
            folder.join("a.css"),
            "@import './b.css' layer(base);\n.a { & .c { color: light-dark(#fff, #000); } }",
        )
        .unwrap();
        std::fs::write(folder.join("b.css"), ".b { margin: 0px }").unwrap();
        let css = String::from_utf8(bundle(&folder.join("a.css"), true).unwrap()).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(css, "@layer base{.b{margin:0}}.a{& .c{color:light-dark(#fff,#000)}}");
    }
}
