//! Files made small once, at build time, instead of at each request.

use crate::Result;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// Brotli at its slowest and smallest.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 22);
    writer.write_all(content).and_then(|()| writer.flush()).map_err(|error| error.to_string())?;
    drop(writer);
    Ok(out)
}

/// Gzip, for clients without Brotli.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content).and_then(|()| writer.finish()).map_err(|error| error.to_string())
}

/// Formats that are compressed already gain nothing.
pub fn worth_it(name: &str) -> bool {
    !["woff2", "png", "jpg", "webp", "ico"].iter().any(|ending| name.ends_with(&format!(".{ending}")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Read;

    #[test]
    fn both_forms_unpack_to_the_original() {
        let content = "tarjous ".repeat(500).into_bytes();
        let (mut br, mut gz) = (Vec::new(), Vec::new());
        brotli::Decompressor::new(&brotli(&content).unwrap()[..], 4096).read_to_end(&mut br).unwrap();
        flate2::read::GzDecoder::new(&gzip(&content).unwrap()[..]).read_to_end(&mut gz).unwrap();
        assert!(br == content && gz == content);
        assert!(brotli(&content).unwrap().len() < 100);
    }
}
