//! Which files become pictures, and in which sizes.
#![allow(clippy::unwrap_used)]
use super::*;

fn picture(width: usize, height: usize, alpha: u8) -> Pixels {
    let rgba = (0..width * height).flat_map(|at| [(at % 251) as u8, (at / width % 251) as u8, 90, alpha]).collect();
    Pixels { width, height, rgba }
}

#[test]
fn a_wide_picture_is_kept_in_three_sizes_and_a_small_one_in_its_own() {
    let drawn = read(&to_jpeg(&picture(2_000, 500, 255)).unwrap()).unwrap();
    let sizes: Vec<_> = drawn.iter().map(|size| (size.width, size.height)).collect();
    assert_eq!(sizes, [(480, 120), (960, 240), (1_600, 400)]);
    assert!(drawn.iter().all(|size| media_type(&size.bytes) == "image/jpeg"));
    let small = read(&to_png(&picture(300, 200, 255)).unwrap()).unwrap();
    assert_eq!((small.len(), small[0].width, media_type(&small[0].bytes)), (1, 300, "image/jpeg"));
}

#[test]
fn what_is_seen_through_stays_so() {
    let drawn = read(&to_png(&picture(40, 40, 120)).unwrap()).unwrap();
    assert_eq!(media_type(&drawn[0].bytes), "image/png");
}

#[test]
fn webp_is_read() {
    let mut bytes = Vec::new();
    let rgba = picture(64, 32, 255).rgba;
    image_webp::WebPEncoder::new(&mut bytes).encode(&rgba, 64, 32, image_webp::ColorType::Rgba8).unwrap();
    let drawn = read(&bytes).unwrap();
    assert_eq!((drawn[0].width, drawn[0].height), (64, 32));
}

#[test]
fn what_is_no_picture_is_refused_by_its_content() {
    let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    assert_eq!(read(svg), Err(PictureFault::Unreadable));
    assert_eq!(read(b""), Err(PictureFault::Empty));
    assert_eq!(read(b"%PDF-1.7"), Err(PictureFault::Unreadable));
    assert_eq!(read(&vec![0; LARGEST + 1]), Err(PictureFault::TooLarge));
    for whole in [to_png(&picture(64, 64, 255)).unwrap(), to_jpeg(&picture(64, 64, 255)).unwrap()] {
        assert_eq!(read(&whole[..40]), Err(PictureFault::Unreadable));
    }
}

#[test]
fn a_bomb_of_pixels_is_refused_before_it_is_unpacked() {
    // The head of a PNG that says 60,000 by 60,000 pixels.
    let mut bomb = to_png(&picture(8, 8, 255)).unwrap();
    bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let crc = bomb[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    });
    bomb[29..33].copy_from_slice(&(!crc).to_be_bytes());
    assert_eq!(read(&bomb), Err(PictureFault::TooLarge));
}

#[test]
fn a_colour_profile_and_texts_of_a_png_are_never_unpacked() {
    let megabytes = 100;
    let profile = vec![0; megabytes * 1024 * 1024];
    let mut info = png::Info::with_size(16, 16);
    info.icc_profile = Some(profile.into());
    let mut bomb = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut bomb, info).unwrap();
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.add_ztxt_chunk("Comment".into(), "a".repeat(1024 * 1024)).unwrap();
    encoder.add_itxt_chunk("Comment".into(), "a".repeat(1024)).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[90; 256]).unwrap();
    writer.finish().unwrap();
    assert!(bomb.len() < 1024 * 1024, "a small file: {}", bomb.len());

    let reader = decode::of_png(&bomb).read_info().unwrap();
    let info = reader.info();
    assert!(info.icc_profile.is_none());
    assert!(info.compressed_latin1_text.is_empty() && info.utf8_text.is_empty());
    assert_eq!(read(&bomb).unwrap()[0].width, 16, "and it is a picture like any other");
}
