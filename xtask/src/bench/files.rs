//! How much of the built site a browser is sent on its first visit.
#![allow(clippy::float_arithmetic, reason = "sizes, no money")]

use super::rows::Row;
use crate::{Result, site::Site};
use std::fs;

const STAFF: [&str; 4] = ["tarjous.js", "tarjous_bg.wasm", "tarjous.css", "lang-fi.txt"];
const PORTAL: [&str; 3] = ["portal.js", "portal_bg.wasm", "portal.css"];
/// Where there is something to choose.
const CHOOSING: [&str; 3] = ["choosing.js", "choosing_bg.wasm", "portal.css"];

/// The packed sizes; the page itself comes on top.
pub fn rows() -> Result<Vec<Row>> {
    Ok(vec![
        Row::new("built files of the staff app’s board, one language, packed", packed(&STAFF)?, "kB", 450.0),
        Row::new("built files of the public page, packed", packed(&PORTAL)?, "kB", 100.0),
        Row::new("built files of a page to choose on, packed", packed(&CHOOSING)?, "kB", 100.0),
    ])
}

fn packed(names: &[&str]) -> Result<f64> {
    let mut bytes = 0.0;
    for name in names {
        let path = Site::RELEASE.folder().join("pkg").join(format!("{name}.br"));
        let size = fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?.len();
        bytes += f64::from(u32::try_from(size).unwrap_or(u32::MAX));
    }
    Ok(bytes / 1000.0)
}
