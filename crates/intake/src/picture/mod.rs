//! Pictures: told by their content, decoded within limits, and drawn anew in a few sizes.
//!
//! What is kept was written by this program: nothing that was hidden in the file, no place where it was taken, no script.
//! JPEG, PNG and WebP are read; SVG is a program and is not.
mod decode;
mod exif;
mod pixels;

use pixels::Pixels;

/// Largest file, in bytes.
pub const LARGEST: usize = 12 * 1024 * 1024;
/// Longest side and most pixels of a picture that is decoded.
const MOST: (usize, usize) = (12_000, 40_000_000);
/// The widths in which a picture is kept, where it is that wide.
const WIDTHS: [usize; 3] = [480, 960, 1_600];
/// Longest height of a size.
const HIGHEST: usize = 3_200;
/// Quality of a JPEG, in percent.
const QUALITY: u8 = 80;
/// Smallest side of a picture.
const LEAST: usize = 8;

/// Why a file is no picture that can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More bytes or pixels than are read.
    #[error("the picture is too large")]
    TooLarge,
    /// No picture of a kind that is read, or a broken one.
    #[error("the file is no picture that can be read")]
    Unreadable,
}

/// One size of a picture, drawn anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The file.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Reads a picture and draws its sizes, the smallest first.
/// # Errors
/// [`PictureFault`].
pub fn read(bytes: &[u8]) -> Result<Vec<Drawn>, PictureFault> {
    if bytes.is_empty() {
        return Err(PictureFault::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(PictureFault::TooLarge);
    }
    let picture = decode::decode(bytes)?;
    if picture.width < LEAST || picture.height < LEAST {
        return Err(PictureFault::Unreadable);
    }
    // What is wider than the widest is drawn at that; a picture between two widths also at its own.
    let widest = picture.width.min(WIDTHS[2]).min(HIGHEST * picture.width / picture.height).max(1);
    let widths = WIDTHS.into_iter().filter(|wanted| *wanted < widest).chain([widest]);
    let see_through = picture.is_see_through();
    widths.map(|wanted| draw(&picture, wanted, see_through)).collect()
}

/// Refuses a picture that would be too large to be unpacked, by what its head says; nothing is unpacked.
/// # Errors
/// [`PictureFault`].
pub fn look_at(bytes: &[u8]) -> Result<(), PictureFault> {
    decode::look_at(bytes)
}

/// The media type of a picture that [`read`] drew.
pub fn media_type(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(PNG) { "image/png" } else { "image/jpeg" }
}

/// How a PNG begins.
const PNG: &[u8] = &[0x89, b'P', b'N', b'G'];

/// Refuses what is too large to be unpacked.
fn fits(width: usize, height: usize) -> Result<(), PictureFault> {
    let small = width <= MOST.0 && height <= MOST.0 && width.saturating_mul(height) <= MOST.1;
    if small { Ok(()) } else { Err(PictureFault::TooLarge) }
}

fn draw(picture: &Pixels, width: usize, see_through: bool) -> Result<Drawn, PictureFault> {
    let height = (picture.height * width / picture.width).max(1);
    let sized = picture.scaled(width, height);
    let bytes = if see_through { to_png(&sized) } else { to_jpeg(&sized) };
    let side = |side: usize| u32::try_from(side).map_err(|_| PictureFault::TooLarge);
    Ok(Drawn { bytes: bytes.ok_or(PictureFault::Unreadable)?, width: side(width)?, height: side(height)? })
}

fn to_png(picture: &Pixels) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder =
        png::Encoder::new(&mut bytes, u32::try_from(picture.width).ok()?, u32::try_from(picture.height).ok()?);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&picture.rgba).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

fn to_jpeg(picture: &Pixels) -> Option<Vec<u8>> {
    let (width, height) = (u16::try_from(picture.width).ok()?, u16::try_from(picture.height).ok()?);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, QUALITY);
    encoder.set_progressive(true);
    encoder.encode(&picture.rgba, width, height, jpeg_encoder::ColorType::Rgba).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests;
