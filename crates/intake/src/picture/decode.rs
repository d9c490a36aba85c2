//! From the bytes of a file to pixels, by its content and within limits.
use super::{PNG, PictureFault, exif, fits, pixels::Pixels};
use std::io::Cursor;
use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};

/// Most memory that a decoder may take, in bytes.
const MEMORY: usize = 256 * 1024 * 1024;
/// The same for what a PNG holds beside its pixels: a few rows, and chunks no longer than the file.
const PNG_MEMORY: usize = 16 * 1024 * 1024;

/// Decodes a JPEG, PNG or WebP picture, the right way up.
pub(super) fn decode(bytes: &[u8]) -> Result<Pixels, PictureFault> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        jpeg(bytes)
    } else if bytes.starts_with(PNG) {
        png(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
        webp(bytes)
    } else {
        Err(PictureFault::Unreadable)
    }
}

/// Reads the head alone and refuses what is too large.
pub(super) fn look_at(bytes: &[u8]) -> Result<(), PictureFault> {
    let broken = PictureFault::Unreadable;
    let (width, height) = if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        let options =
            DecoderOptions::default().set_max_width(usize::from(u16::MAX)).set_max_height(usize::from(u16::MAX));
        let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), options);
        decoder.decode_headers().map_err(|_| broken)?;
        decoder.dimensions().ok_or(broken)?
    } else if bytes.starts_with(PNG) {
        let mut decoder = of_png(bytes);
        let (width, height) = decoder.read_header_info().map_err(|_| broken)?.size();
        (width as usize, height as usize)
    } else {
        let decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).map_err(|_| broken)?;
        let (width, height) = decoder.dimensions();
        (width as usize, height as usize)
    };
    fits(width, height)
}

fn jpeg(bytes: &[u8]) -> Result<Pixels, PictureFault> {
    let options = DecoderOptions::default()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| PictureFault::Unreadable)?;
    let (width, height) = decoder.dimensions().ok_or(PictureFault::Unreadable)?;
    fits(width, height)?;
    // A telephone notes which way up it was held.
    let turned = decoder.exif().map_or(1, |exif| exif::orientation(exif));
    let rgb = decoder.decode().map_err(|_| PictureFault::Unreadable)?;
    Pixels::from_channels(width, height, &rgb, 3).map(|pixels| pixels.turned(turned)).ok_or(PictureFault::Unreadable)
}

/// A decoder that unpacks pixels and nothing else: a colour profile or a text of a few kilobytes may be packed from
/// hundreds of megabytes, and neither is looked at.
pub(super) fn of_png(bytes: &[u8]) -> png::Decoder<Cursor<&[u8]>> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: PNG_MEMORY });
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_ignore_text_chunk(true);
    decoder
}

fn png(bytes: &[u8]) -> Result<Pixels, PictureFault> {
    let unreadable = |_| PictureFault::Unreadable;
    let mut decoder = of_png(bytes);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    // What is too large is told before anything is unpacked.
    let (width, height) = decoder.read_header_info().map_err(unreadable)?.size();
    fits(width as usize, height as usize)?;
    let mut reader = decoder.read_info().map_err(unreadable)?;
    let mut buffer = vec![0; reader.output_buffer_size().ok_or(PictureFault::TooLarge)?];
    let frame = reader.next_frame(&mut buffer).map_err(unreadable)?;
    buffer.truncate(frame.buffer_size());
    let channels = frame.color_type.samples();
    Pixels::from_channels(frame.width as usize, frame.height as usize, &buffer, channels)
        .ok_or(PictureFault::Unreadable)
}

fn webp(bytes: &[u8]) -> Result<Pixels, PictureFault> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).map_err(|_| PictureFault::Unreadable)?;
    let (width, height) = decoder.dimensions();
    fits(width as usize, height as usize)?;
    decoder.set_memory_limit(MEMORY);
    let mut buffer = vec![0; decoder.output_buffer_size().ok_or(PictureFault::TooLarge)?];
    decoder.read_image(&mut buffer).map_err(|_| PictureFault::Unreadable)?;
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    Pixels::from_channels(width as usize, height as usize, &buffer, channels).ok_or(PictureFault::Unreadable)
}
