//! What stands above the lines on the customer's page.
use super::*;
use domain::{
    ids::BlockId,
    quotes::{
        blocks::{Block, PictureSize, Shows},
        content::{ContentLine, LinePicture},
        group::Printing,
        template::Words,
        translation::{TranslatedLine, Translation},
    },
};
use uuid::Uuid;

fn block(shows: Shows) -> Block {
    Block { id: BlockId(Uuid::from_u128(1)), shows }
}

fn picture(hash: &str) -> Block {
    let size = |width| PictureSize { sha256: format!("{hash}{width}"), width, height: width / 2 };
    let (description, caption) = (Words::one(Lang::Fi, "Höyläämö \"talvella\""), Words::one(Lang::Fi, "Havainnekuva"));
    block(Shows::Picture { sizes: vec![size(480), size(960)], description, caption })
}

pub(super) fn rich(lang: Lang) -> PortalPage {
    let mut input = open(lang, 3);
    let mut text =
        Words::one(Lang::Fi, "**Hiljainen** <script>x</script> [paha](javascript:x) [hyvä](https://a.example)");
    text.set(Lang::Sv, "Tyst");
    let link = Shows::Link {
        address: "https://film.example/1?a=1&b=2".into(),
        heading: Words::one(Lang::Fi, "Esittely"),
        text: Words::default(),
    };
    input.content.blocks = vec![
        picture("a"),
        block(Shows::Text { heading: Words::one(Lang::Fi, "Miksi?"), text }),
        picture("b"),
        block(Shows::Products { heading: Words::default() }),
        block(link),
        block(Shows::Terms { heading: Words::default(), text: Words::one(Lang::Fi, "Takuu **2 v**") }),
    ];
    input
}

/// A card that leads there, and a text beside it.
pub(super) fn linked(at: usize, address: &str, text: &str) -> Block {
    let id = BlockId(Uuid::from_u128(at as u128 + 1));
    let (heading, words) = (Words::default(), Words::one(Lang::Fi, text));
    let shows = if text.is_empty() {
        Shows::Link { address: address.into(), heading, text: words }
    } else {
        Shows::Text { heading, text: words }
    };
    Block { id, shows }
}

/// A page without the marks that stand between its parts.
fn bare(html: &str) -> String {
    html.replace("<!---->", "").replace("<!>", "")
}

#[test]
fn what_stands_above_the_lines_is_well_formed_and_nothing_of_it_runs() {
    for lang in Lang::ALL {
        let html = page(&rich(lang), &shell());
        check_well_formed("rich", &html);
        check_policy("rich", &html, "n0nce");
        assert!(!html.contains("<script>x") && !html.contains("\"javascript:"));
    }
    let html = bare(&page(&rich(Lang::Fi), &shell()));
    assert!(html.contains("<strong>Hiljainen</strong> &lt;script&gt;x&lt;/script&gt; [paha](javascript:x) "));
    assert!(html.contains("href=\"https://a.example\" target=\"_blank\" rel=\"noopener noreferrer nofollow\""));
    assert!(html.contains("film.example"), "a card says where it leads");
    assert!(
        html.contains("<h2>Ehdot</h2>") && html.contains("Takuu <strong>2 v</strong>"),
        "conditions have a heading"
    );
}

#[test]
fn the_cover_is_fetched_first_and_every_picture_has_its_room() {
    let html = page(&rich(Lang::Fi), &shell());
    assert_eq!((html.matches("<img").count(), html.matches("loading=\"lazy\"").count()), (2, 1));
    assert!(html.find("a960").unwrap() < html.find("b960").unwrap());
    assert!(html.contains("width=\"960\" height=\"480\""));
    assert!(html.contains("/picture/a480 480w, /q/01j8k2/picture/a960 960w"));
    assert!(html.contains("alt=\"Höyläämö &quot;talvella&quot;\""));
}

#[test]
fn the_reader_has_a_language_where_there_is_one_and_else_the_documents() {
    let html = bare(&page(&rich(Lang::Sv), &shell()));
    assert!(html.contains("<p>Tyst</p>") && !html.contains("Hiljainen"));
    assert!(html.contains("<h2 lang=\"fi\" dir=\"auto\">Miksi?</h2>"));
}

#[test]
fn words_in_the_readers_language_stand_unmarked_and_the_others_name_their_language() {
    let mut input = rich(Lang::Sv);
    let of = |line: &ContentLine| match line {
        ContentLine::Product { id, name, .. } => Some((*id, name.clone())),
        _ => None,
    };
    let sold: Vec<_> = input.content.lines.iter().filter_map(of).collect();
    let line = TranslatedLine { text: "Luftvärmepump".into(), ..TranslatedLine::new(sold[0].0) };
    let words = Translation { title: "Värme".into(), lines: vec![line], ..Translation::new(Lang::Sv) };
    input.content.translations = vec![words];
    let size = |width| PictureSize { sha256: format!("c{width}"), width, height: width / 2 };
    let description = Words::one(Lang::Fi, "Pumppu seinällä");
    input.content.pictures = vec![LinePicture { line: sold[0].0, sizes: vec![size(480), size(960)], description }];
    input.content = input.content.told_in(Lang::Sv);
    let html = bare(&page(&input, &shell()));
    check_well_formed("translated", &html);
    check_policy("translated", &html, "n0nce");
    assert!(html.contains(">Värme</h1>") && !html.contains("lang=\"fi\">Värme</h1>"));
    assert!(html.contains("<b dir=\"auto\">Luftvärmepump</b>"), "a name in the page's own language");
    assert!(!html.contains(&format!(">{}<", sold[0].1)), "in place of the document's");
    assert!(html.contains(&format!("<b dir=\"auto\" lang=\"fi\">{}</b>", sold[1].1)));
    let marked = ["<div class=\"prose text\" lang=\"fi\">", "<div lang=\"fi\" class=\"prose text\">"];
    assert!(marked.iter().any(|marked| html.contains(marked)), "the introduction is as it was written");
    assert!(
        html.replace("&amp;", "&").contains("/pdf?version=4&lang=sv\""),
        "paper is read in the page's language too"
    );
    assert!(page(&open(Lang::Fi, 2), &shell()).contains("/pdf?version=4\""), "and by itself in the document's");
    // The card's picture comes when it is near, in the room that is kept for it.
    let picture = html.split_once("/picture/c480\"").unwrap().1.split_once('>').unwrap().0;
    for part in [
        "c480 480w, ",
        "c960 960w",
        "width=\"960\" height=\"480\"",
        "loading=\"lazy\"",
        "lang=\"fi\" alt=\"Pumppu seinällä\"",
    ] {
        assert!(picture.contains(part), "{part}: {picture}");
    }
}

#[test]
fn what_is_hidden_under_its_heading_stands_on_no_card() {
    let mut input = rich(Lang::Fi);
    assert!(page(&input, &shell()).contains("class=\"product-cards\""));
    for line in &mut input.content.lines {
        if let ContentLine::Section { shape, .. } = line {
            shape.printing = Printing::SumOnly;
        }
    }
    assert!(!page(&input, &shell()).contains("class=\"product-cards\""));
}
