//! Comparisons, files, films and enclosed files on the customer's page.
use super::*;
use domain::{
    files::{FileKind, KeptFile},
    ids::{AttachmentId, BlockId},
    quotes::{
        blocks::{Block, Cell, Column, Row, Shows},
        template::Words,
    },
    refusal::{FieldRefusal, Refusal},
};
use uuid::Uuid;
use wire::portal::PortalFile;

fn block(shows: Shows) -> Block {
    Block { id: BlockId(Uuid::from_u128(1)), shows }
}

fn words(fi: &str, sv: &str) -> Words {
    let mut words = Words::one(Lang::Fi, fi);
    words.set(Lang::Sv, sv);
    words
}

pub(super) fn rich(lang: Lang) -> PortalPage {
    let mut input = open(lang, 3);
    let column = |name: &str, best| Column { name: words(name, ""), best };
    let text = words("5 <b>vuotta</b>", "5 år");
    let row = Row { name: words("Takuu", "Garanti"), cells: vec![Cell::Yes, Cell::Words { text }, Cell::No] };
    let file = |name: &str, kind| KeptFile { sha256: "aa11".into(), name: name.into(), kind, size: 1_234_567 };
    input.content.blocks = vec![
        block(Shows::Comparison {
            heading: words("Vertailu \"A\"", ""),
            columns: vec![column("Perus", false), column("Plus", true), column("Max", false)],
            rows: vec![row],
        }),
        block(Shows::Files { heading: Words::default(), files: vec![file("Esite \"ä\".pdf", FileKind::Pdf)] }),
        block(Shows::Film {
            file: Some(file("Asennus.mp4", FileKind::Mp4)),
            sizes: Vec::new(),
            description: words("Asennus alusta loppuun", ""),
            caption: Words::default(),
        }),
    ];
    input
}

fn bare(html: &str) -> String {
    html.replace("<!---->", "").replace("<!>", "")
}

#[test]
fn comparison_files_and_film_are_well_formed_in_every_language() {
    for lang in Lang::ALL {
        let html = page(&rich(lang), &shell());
        check_well_formed("files", &html);
        check_policy("files", &html, "n0nce");
        let html = bare(&html);
        assert!(html.contains("class=\"compare of3\"") && html.contains("&lt;b&gt;vuotta") != (lang == Lang::Sv));
        assert!(html.contains("/q/01j8k2/file/aa11\" download=\"Esite &quot;ä&quot;.pdf\""));
        assert!(html.contains("preload=\"none\"") && html.contains("src=\"/q/01j8k2/film/aa11\""));
    }
    let html = bare(&page(&rich(Lang::Sv), &shell()));
    assert!(html.contains("<dt dir=\"auto\">Garanti</dt>") && html.contains("5 år"));
    assert!(html.contains("Bilagor") && html.contains("Ingår inte"));
    assert!(html.contains("<h3 lang=\"fi\" dir=\"auto\">Plus</h3>"));
}

#[test]
fn a_question_that_waits_is_told_where_one_accepts_and_files_stand_with_their_message() {
    for lang in Lang::ALL {
        let mut input = commented(lang);
        assert!(!page(&input, &shell()).contains("class=\"waiting\""), "answered ones are not told");
        let question = input.comments.last_mut().unwrap();
        question.by_customer = true;
        question.answered = false;
        let id = AttachmentId(Uuid::from_u128(7));
        question.files = vec![PortalFile { id, name: "Kuva <1>.jpg".into(), size: 20_000 }];
        let html = page(&input, &shell());
        check_well_formed("talk", &html);
        check_policy("talk", &html, "n0nce");
        let html = bare(&html);
        assert_eq!(html.matches("class=\"waiting\"").count(), 2, "in the card and in the form");
        assert!(html.contains(&format!("/q/01j8k2/enclosed/{id}\" download=\"Kuva &lt;1&gt;.jpg\"")));
        assert!(html.contains("enctype=\"multipart/form-data\"") && html.contains("type=\"file\""));
    }
}

#[test]
fn a_file_that_is_not_taken_is_told_at_its_field_and_the_words_are_kept() {
    let mut input = open(Lang::Fi, 3);
    input.forms.comment.typed.body = "Katso kuva".into();
    input.forms.comment.refusals = vec![FieldRefusal::at("file", Refusal::FileKind)];
    let html = bare(&page(&input, &shell()));
    assert!(html.contains("Katso kuva</textarea>"));
    assert!(html.contains("id=\"e-file\"") && html.contains("Valitse tiedostot uudestaan"));
}
