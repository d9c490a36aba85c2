//! What rich text is read as, and what it can never become.
use super::*;
use crate::corpora;
use proptest::prelude::*;

fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

#[test]
fn headings_paragraphs_lists_and_tables_are_told_apart() {
    let read = read(
        "# Öljystä ilmaan\n\nEnsimmäinen\ntoinen rivi.\n- yksi\n- kaksi\n1. eka\n2. toka\n## Vertailu\n\
        | A | B | C |\n|---|:-:|---|\n| 1 | 2 |\n| 3 | 4 | 5 | 6 |\nLoppu",
    );
    let paragraph = [text("Ensimmäinen"), vec![Inline::Break], text("toinen rivi.")].concat();
    assert_eq!(
        read,
        [
            Piece::Heading(true, text("Öljystä ilmaan")),
            Piece::Paragraph(paragraph),
            Piece::List(false, vec![text("yksi"), text("kaksi")]),
            Piece::List(true, vec![text("eka"), text("toka")]),
            Piece::Heading(false, text("Vertailu")),
            Piece::Table(
                vec![text("A"), text("B"), text("C")],
                vec![vec![text("1"), text("2"), vec![]], vec![text("3"), text("4"), text("5")]]
            ),
            Piece::Paragraph(text("Loppu")),
        ]
    );
}

#[test]
fn bold_italic_and_links_are_read_and_the_rest_is_text() {
    let line = |line: &str| match read(line).remove(0) {
        Piece::Paragraph(line) => line,
        other => vec![Inline::Text(format!("{other:?}"))],
    };
    assert_eq!(line("**16 kW** ja *hiljainen*").len(), 3);
    assert_eq!(line("a * b * c, 2 * 3, snake_case_name"), text("a * b * c, 2 * 3, snake_case_name"));
    assert_eq!(line(r"\*ei\*"), text("*ei*"));
    let link = vec![Inline::Link("https://havu.example/a".into(), text("Esite"))];
    assert_eq!(line("[Esite](https://havu.example/a)"), link);
    assert_eq!(line("**kesken"), text("**kesken"));
}

#[test]
fn links_lead_to_the_web_or_a_mailbox_and_nowhere_else() {
    for safe in ["https://a.example/x?y=1", "HTTP://a.example", "mailto:aino@havu.example"] {
        assert_eq!(safe_link(safe), Some(safe));
    }
    for bad in
        ["javascript:alert(1)", "data:text/html,x", "//a.example", "/q/1", "https://", "https://a b", "vbscript:x", ""]
    {
        assert_eq!(safe_link(bad), None, "{bad}");
        assert!(!format!("{:?}", read(&format!("[x]({bad})"))).contains("Link"), "{bad}");
    }
    let html = "<script>alert(1)</script><img src=x onerror=y>";
    assert_eq!(read(html), [Piece::Paragraph(text(html))], "markup is text");
}

#[test]
fn of_every_address_of_the_corpus_only_those_lead_that_say_where() {
    for open in corpora::url("open") {
        assert_eq!(safe_link(&open), Some(open.as_str()));
    }
    for hostile in [corpora::url("link"), corpora::header(), corpora::formula(), corpora::unicode()].concat() {
        assert_eq!(safe_link(&hostile), None, "{hostile:?}");
        assert!(!format!("{:?}", read(&format!("[x]({hostile})"))).contains("Link"), "{hostile:?}");
    }
    for markup in corpora::html() {
        assert!(!format!("{:?}", read(&markup)).contains("Link"), "{markup:?}");
    }
}

#[test]
fn on_paper_the_words_stand_alone() {
    let source = "# Huolto\n**Kaksi** käyntiä, [ohje](https://a.example)\n\n- yksi\n- kaksi\n\n|A|B|\n|-|-|\n|1|2|";
    assert_eq!(plain(source), "Huolto\n\nKaksi käyntiä, ohje (https://a.example)\n\n• yksi\n• kaksi\n\nA · B\n1 · 2");
}

proptest! {
    #[test]
    fn any_text_is_read_to_its_end(source in "[ -~\\n*_\\[\\]()|#äö€-]{0,200}") {
        let read = read(&source);
        prop_assert_eq!(read.is_empty(), source.trim().is_empty());
    }
}
