//! Packs a written file: the many small objects of its structure go into compressed object streams
//! (PDF 1.5), which makes a tagged quotation less than half as large.
//!
//! It reads only what the writer of this crate writes: one cross-reference table, objects of
//! generation 0. Whatever else it meets, it leaves the file as it is.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write as _;

/// Objects per stream: a reader that wants one must unpack all of its stream.
const PER_STREAM: usize = 200;

/// The same file, smaller; or the file itself where it is not understood.
pub fn pack(file: Vec<u8>) -> Vec<u8> {
    match read(&file).and_then(|old| write(&old, None)) {
        Some((packed, _)) if packed.len() < file.len() => packed,
        _ => file,
    }
}

/// A file taken apart.
pub struct Parts<'f> {
    /// What comes before the first object.
    header: &'f [u8],
    /// Number and text of each object, from `N 0 obj` to `endobj` without both, in the file's order.
    pub objects: Vec<(usize, Cow<'f, [u8]>)>,
    /// Inside of the trailer's dictionary, without its size.
    pub trailer: String,
    /// One more than the highest number.
    pub size: usize,
}

/// Takes a file apart; none where it is not as this crate writes one.
pub fn read(file: &[u8]) -> Option<Parts<'_>> {
    let end = rfind(file, b"startxref")?;
    let table: usize = text(file.get(end + 9..)?)?.lines().nth(1)?.trim().parse().ok()?;
    let trailer_at = rfind(file, b"trailer")?;
    let dictionary = text(file.get(trailer_at + 7..end)?)?.trim();
    let dictionary = dictionary.strip_prefix("<<")?.strip_suffix(">>")?;
    let (size, rest) = dictionary.strip_prefix("/Size ")?.split_once('/')?;
    let size = size.trim().parse().ok()?;

    let mut entries = text(file.get(table..trailer_at)?)?.lines();
    if entries.next()? != "xref" || entries.next()? != format!("0 {size}") {
        return None;
    }
    let mut starts: Vec<(usize, usize)> = Vec::with_capacity(size);
    for (number, entry) in entries.enumerate() {
        if let Some(at) = entry.trim_end().strip_suffix(" 00000 n") {
            starts.push((at.parse().ok()?, number));
        }
    }
    starts.sort_unstable();
    let ends = starts.iter().skip(1).map(|&(at, _)| at).chain([table]);
    let mut objects = Vec::with_capacity(starts.len());
    for (&(at, number), end) in starts.iter().zip(ends) {
        let body = file.get(at..end)?.trim_ascii();
        let body = body.strip_prefix(format!("{number} 0 obj").as_bytes())?;
        objects.push((number, Cow::Borrowed(body.strip_suffix(b"endobj")?.trim_ascii())));
    }
    let header = file.get(..starts.first()?.0)?;
    Some(Parts { header, objects, trailer: format!("/{rest}"), size })
}

/// Where an object is in the new file.
#[derive(Clone, Copy)]
enum Place {
    Free,
    At(usize),
    In(usize, usize),
}

/// The file of its parts. The object with the number `plain` is not packed with the others; the answer says where it is.
pub fn write(old: &Parts<'_>, plain: Option<usize>) -> Option<(Vec<u8>, Option<usize>)> {
    let mut file = old.header.to_vec();
    let mut places = vec![Place::Free; old.size];
    let is_stream = |body: &[u8]| body.ends_with(b"endstream");
    let alone = |number: usize, body: &[u8]| is_stream(body) || plain == Some(number);
    let (streams, small): (Vec<_>, Vec<_>) = old.objects.iter().partition(|(number, body)| alone(*number, body));
    let mut at = None;
    for (number, body) in streams {
        *places.get_mut(*number)? = Place::At(file.len());
        if plain == Some(*number) {
            at = Some(file.len());
        }
        object(&mut file, *number, body);
    }
    for chunk in small.chunks(PER_STREAM) {
        let (mut index, mut bodies) = (String::new(), Vec::new());
        let number = places.len();
        for (at, (of, body)) in chunk.iter().enumerate() {
            let _ = write!(index, "{of} {} ", bodies.len());
            bodies.extend_from_slice(body);
            bodies.push(b'\n');
            *places.get_mut(*of)? = Place::In(number, at);
        }
        places.push(Place::At(file.len()));
        let about = format!("/Type/ObjStm/N {}/First {}", chunk.len(), index.len());
        stream(&mut file, number, &about, &[index.into_bytes(), bodies].concat())?;
    }
    let (number, start) = (places.len(), file.len());
    places.push(Place::At(start));
    let mut table = Vec::with_capacity(places.len() * 7);
    for place in &places {
        let (kind, one, other) = match *place {
            Place::Free => (0, 0, 0),
            Place::At(offset) => (1, offset, 0),
            Place::In(stream, at) => (2, stream, at),
        };
        table.push(kind);
        table.extend_from_slice(&u32::try_from(one).ok()?.to_be_bytes());
        table.extend_from_slice(&u16::try_from(other).ok()?.to_be_bytes());
    }
    let about = format!("/Type/XRef/W[1 4 2]/Size {}{}", places.len(), old.trailer);
    stream(&mut file, number, &about, &table)?;
    file.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    Some((file, at))
}

fn object(file: &mut Vec<u8>, number: usize, body: &[u8]) {
    file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    file.extend_from_slice(body);
    file.extend_from_slice(b"\nendobj\n");
}

fn stream(file: &mut Vec<u8>, number: usize, about: &str, data: &[u8]) -> Option<()> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).ok()?;
    let data = encoder.finish().ok()?;
    let mut body = format!("<<{about}/Filter/FlateDecode/Length {}>>\nstream\n", data.len()).into_bytes();
    body.extend_from_slice(&data);
    body.extend_from_slice(b"\nendstream");
    object(file, number, &body);
    Some(())
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn rfind(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).rposition(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_stays_as_it_is() {
        for file in ["", "%PDF-1.7\n", "xref\n0 1\ntrailer\n<</Size 1/Root 1 0 R>>\nstartxref\n0\n%%EOF"] {
            assert_eq!(pack(file.as_bytes().to_vec()), file.as_bytes());
        }
    }
}
