//! The words of HTML, line by line: no scripts, no styles, nothing that is not shown.

/// Elements whose content nobody reads.
const HIDDEN: [&str; 6] = ["script", "style", "head", "title", "template", "noscript"];
/// Elements after which a new line begins.
const BLOCKS: [&str; 21] = [
    "p",
    "div",
    "br",
    "tr",
    "li",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "blockquote",
    "pre",
    "section",
    "article",
    "header",
    "footer",
];
/// Most bytes that are read: a mail's words stand before its pictures.
const MOST: usize = 1024 * 1024;

/// The words of some HTML. Quotations get the mark of text mails.
pub(super) fn words(html: &str) -> String {
    let html = html.get(..html.floor_char_boundary(MOST)).unwrap_or(html);
    let (mut out, mut depth, mut rest) = (String::new(), 0_usize, html);
    while let Some(at) = rest.find('<') {
        text(&mut out, &rest[..at], depth);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let closing = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if !closing && !tag.ends_with('/') && HIDDEN.contains(&name.as_str()) {
            rest = behind(rest, &name);
            continue;
        }
        if BLOCKS.contains(&name.as_str()) {
            let long = matches!(name.as_str(), "p" | "blockquote" | "table" | "h1" | "h2" | "h3");
            break_line(&mut out, if long { 2 } else { 1 }, name == "br");
        }
        if name == "blockquote" {
            depth = if closing { depth.saturating_sub(1) } else { (depth + 1).min(5) };
        }
    }
    if !rest.starts_with('<') {
        text(&mut out, rest, depth);
    }
    out.trim().to_owned()
}

/// What follows the end of an element.
fn behind<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut at = 0;
    while let Some(found) = rest[at..].find("</") {
        let after = &rest[at + found + 2..];
        if after.get(..name.len()).is_some_and(|other| other.eq_ignore_ascii_case(name)) {
            return after.find('>').map_or("", |end| &after[end + 1..]);
        }
        at += found + 2;
    }
    ""
}

fn break_line(out: &mut String, most: usize, always: bool) {
    let ended = out.len() - out.trim_end_matches('\n').len();
    if always && ended < 2 {
        out.push('\n');
    } else if !out.is_empty() {
        (ended..most).for_each(|_| out.push('\n'));
    }
}

fn text(out: &mut String, html: &str, depth: usize) {
    for word in html.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_whitespace());
        if !bare.is_empty() {
            if out.is_empty() || out.ends_with('\n') {
                (0..depth).for_each(|_| out.push_str("> "));
            }
            unescape(out, bare);
        }
        if bare.len() < word.len() && !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

fn unescape(out: &mut String, word: &str) {
    let mut rest = word;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = rest.find(';').filter(|end| *end <= 10).and_then(|end| Some((entity(&rest[1..end])?, end + 1)));
        match known {
            Some((c, after)) => {
                out.push(c);
                rest = &rest[after..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    let numbered = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    if let Some(number) = name.strip_prefix('#') {
        return match number.strip_prefix(['x', 'X']) {
            Some(hex) => numbered(hex, 16),
            None => numbered(number, 10),
        };
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "auml" => 'ä',
        "ouml" => 'ö',
        "aring" => 'å',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Aring" => 'Å',
        "uuml" => 'ü',
        "eacute" => 'é',
        "euro" => '€',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bull" => '•',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read_and_nothing_else() {
        let html = "<html><head><style>p{color:red}</style><title>x</title></head><body><p>Hei &amp; terve,</p>\
            <script>alert(1)</script><!-- <p>no</p> --><div>Tarvitsemme<br>kaksi&nbsp;pumppua &#8212; pian.</div>\
            <blockquote><p>Vanha viesti</p></blockquote></body></html>";
        assert_eq!(words(html), "Hei & terve,\n\nTarvitsemme\nkaksi pumppua — pian.\n\n> Vanha viesti");
        for broken in ["<", "<p", "a<!--b", "<style>", "<script>x</scr", "&", "&#99999999;", "a < b"] {
            words(broken);
        }
    }
}
