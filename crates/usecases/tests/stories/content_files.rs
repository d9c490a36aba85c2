//! Comparisons, files and films above the lines, and files that travel with messages: frozen, fetched, refused.
use domain::{
    files::{FileKind, KeptFile},
    ids::BlockId,
    lang::Lang,
    quotes::{
        blocks::{Block, Cell, Column, Row, Shows},
        template::Words,
    },
    refusal::Refusal,
};
use testkit::{House, comment, key, on_both, refused_at};
use usecases::{Denied, Staff, content, files, portal, portal::Enclosed, quotes};
use uuid::Uuid;
use wire::{content::SaveContent, quotes::AnswerComment};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";
const FILM: &[u8] = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41";

fn block(shows: Shows) -> Block {
    Block { id: BlockId(Uuid::now_v7()), shows }
}

fn words(text: &str) -> Words {
    Words::one(Lang::Fi, text)
}

fn attached(files: Vec<KeptFile>) -> Block {
    block(Shows::Files { heading: words("Liitteet"), files })
}

fn film(file: Option<KeptFile>) -> Block {
    block(Shows::Film { file, sizes: Vec::new(), description: words("Asennus"), caption: Words::default() })
}

fn comparison() -> Block {
    let column = |name: &str, best| Column { name: words(name), best };
    let row = Row { name: words("Takuu"), cells: vec![Cell::Yes, Cell::Words { text: words("5 vuotta") }] };
    let columns = vec![column("Perus", false), column("Plus", true)];
    block(Shows::Comparison { heading: Words::default(), columns, rows: vec![row] })
}

async fn save(house: &House, by: &Staff, id: domain::ids::QuoteId, blocks: Vec<Block>) -> Result<i64, Denied> {
    let version = content::read(by, &house.cx, id).await?.version;
    content::save(by, &house.cx, SaveContent { id, version, blocks }).await
}

#[test]
fn files_and_films_are_frozen_with_the_version_and_only_its_reader_fetches_them() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, ola) = (house.seller("Anna Salo").await, other.seller("Ola").await);
        let id = house.draft(&anna, vec![house.line("Pumppu", "1", "1000")]).await;
        let pdf = content::bring_file(&anna, &app.cx, "../Esite.html", false, PDF.to_vec()).await.unwrap();
        assert_eq!((pdf.name.as_str(), pdf.kind, pdf.size), ("Esite.html.pdf", FileKind::Pdf, PDF.len() as i64));
        let mp4 = content::bring_file(&anna, &app.cx, "a.mp4", true, FILM.to_vec()).await.unwrap();

        // What a browser says of size and kind is not believed.
        let told = KeptFile { size: 1, kind: FileKind::Txt, name: "Esite.txt".into(), ..pdf.clone() };
        save(&house, &anna, id, vec![comparison(), attached(vec![told]), film(Some(mp4.clone()))]).await.unwrap();
        let kept = house.read(&anna, id).await.blocks;
        assert_eq!(kept[1].files(), [KeptFile { name: "Esite.txt.pdf".into(), ..pdf.clone() }]);

        let bare = house.sent(&anna, vec![house.line("Muu", "1", "1")]).await;
        let stranger = bare.visitor(&app.cx).await;
        assert!(matches!(content::file(&ola, &app.cx, &pdf.sha256).await, Err(Denied::NotFound)));
        assert_eq!(content::file(&anna, &app.cx, &pdf.sha256).await.unwrap().bytes, PDF);
        let sent = house.send(&anna, id).await;
        let visitor = sent.visitor(&app.cx).await;
        let before = sent.page(&app.cx).await;
        assert_eq!(before.content.blocks, kept);
        let fetched = content::sent_file(&visitor, &app.cx, &pdf.sha256).await.unwrap();
        assert_eq!((fetched.name.as_str(), fetched.media_type.as_str()), ("Esite.txt.pdf", "application/pdf"));
        for hash in [pdf.sha256.as_str(), "../../etc/passwd", ""] {
            assert!(matches!(content::sent_file(&stranger, &app.cx, hash).await, Err(Denied::NotFound)));
        }

        // A film comes piece by piece; what is no film is not played.
        let piece = content::sent_film(&visitor, &app.cx, &mp4.sha256, (4, Some(7))).await.unwrap();
        assert_eq!((piece.bytes.as_slice(), piece.from, piece.whole), (&FILM[4..8], 4, FILM.len() as i64));
        let end = content::sent_film(&visitor, &app.cx, &mp4.sha256, (-4, None)).await.unwrap();
        assert_eq!(end.bytes, FILM[FILM.len() - 4..]);
        let past = content::sent_film(&visitor, &app.cx, &mp4.sha256, (1_000, None)).await.unwrap();
        assert!(past.bytes.is_empty());
        assert!(content::sent_film(&visitor, &app.cx, &pdf.sha256, (0, None)).await.is_err());
        assert!(content::sent_film(&stranger, &app.cx, &mp4.sha256, (0, None)).await.is_err());

        // What is changed afterwards changes nothing that was sent.
        save(&house, &anna, id, Vec::new()).await.unwrap();
        let after = sent.page(&app.cx).await;
        assert_eq!((after.content_sha256, after.content.blocks), (before.content_sha256, kept));
        assert!(content::sent_file(&visitor, &app.cx, &pdf.sha256).await.is_ok());
        assert!(quotes::pdf(&anna, &app.cx, id, Some(1)).await.unwrap().bytes.starts_with(b"%PDF"));
    });
}

#[test]
fn what_is_no_file_that_is_taken_is_refused_with_its_reason() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, ola) = (house.seller("Anna Salo").await, other.seller("Ola").await);
        let id = house.draft(&anna, vec![house.line("Pumppu", "1", "1000")]).await;
        let brought = async |name: &str, film: bool, bytes: &[u8]| {
            refused_at(content::bring_file(&anna, &app.cx, name, film, bytes.to_vec()).await)
        };
        let at = |field: &str, refusal| vec![(field.to_owned(), refusal)];
        assert_eq!(brought("a.pdf", false, b"").await, at("file", Refusal::AttachmentEmpty));
        assert_eq!(brought("a.pdf", false, b"<html></html>").await, at("file", Refusal::FileKind));
        assert_eq!(brought("a.svg", false, b"<svg xmlns='x'/>").await, at("file", Refusal::FileKind));
        assert_eq!(brought("a.mp4", false, FILM).await, at("file", Refusal::FileKind));
        assert_eq!(brought("a.pdf", true, PDF).await, at("file", Refusal::FilmKind));
        let mut large = PDF.to_vec();
        large.resize(20_000_001, b' ');
        assert_eq!(brought("a.pdf", false, &large).await, at("file", Refusal::FileOver { most: 20 }));

        let refused = async |block| refused_at(save(&house, &anna, id, vec![block]).await);
        let theirs = content::bring_file(&ola, &app.cx, "a.pdf", false, PDF.to_vec()).await.unwrap();
        assert_eq!(refused(attached(vec![theirs])).await, at("blocks.0.files", Refusal::NotThere));
        assert_eq!(refused(attached(Vec::new())).await, at("blocks.0.files", Refusal::Required));
        assert_eq!(refused(film(None)).await, at("blocks.0.film", Refusal::Required));
        let lone = Shows::Comparison { heading: Words::default(), columns: Vec::new(), rows: Vec::new() };
        assert_eq!(refused(block(lone)).await, at("blocks.0.columns", Refusal::Required));
    });
}

#[test]
fn files_travel_with_messages_both_ways_and_reach_only_the_two_sides() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, ola) = (house.seller("Anna Salo").await, other.seller("Ola").await);
        let sent = house.sent(&anna, vec![house.line("Pumppu", "1", "1000")]).await;
        let bare = house.sent(&anna, vec![house.line("Muu", "1", "1")]).await;
        let (visitor, stranger) = (sent.visitor(&app.cx).await, bare.visitor(&app.cx).await);
        let page = sent.page(&app.cx).await;
        let enclosed = |name: &str, bytes: &[u8]| Enclosed { name: name.into(), bytes: bytes.to_vec() };
        let ask = async |files| portal::comment_with(&visitor, &app.cx, comment(&page, "Katso kuvat"), files).await;

        // One file that is not taken, and nothing of the message is kept.
        let bad = vec![enclosed("a.pdf", PDF), enclosed("b.pdf", b"MZ\x90\0")];
        assert_eq!(refused_at(ask(bad).await), vec![("file".to_owned(), Refusal::FileKind)]);
        let many = (0..6).map(|_| enclosed("a.pdf", PDF)).collect();
        assert_eq!(refused_at(ask(many).await), vec![("file".to_owned(), Refusal::TooManyFiles { most: 5 })]);
        assert!(sent.page(&app.cx).await.comments.is_empty());

        ask(vec![enclosed("..\\a.pdf", PDF), enclosed("a.pdf", b"%PDF-1.4 other")]).await.unwrap();
        let page = sent.page(&app.cx).await;
        let mut names: Vec<&str> = page.comments[0].files.iter().map(|file| file.name.as_str()).collect();
        names.sort_unstable_by_key(|name| name.len());
        assert_eq!((names, page.comments[0].answered), (vec!["a.pdf", "a (2).pdf"], false));
        let view = house.read(&anna, sent.quote).await;
        assert_eq!(view.comments[0].files.len(), 2);
        assert_eq!(
            view.files.iter().filter(|file| file.name.starts_with('a')).count(),
            2,
            "among the quotation's files"
        );
        let theirs = view.comments[0].files.iter().find(|file| file.name == "a.pdf").unwrap().id;
        assert_eq!(files::download(&anna, &app.cx, theirs).await.unwrap().bytes, PDF);
        assert!(matches!(files::download(&ola, &app.cx, theirs).await, Err(Denied::NotFound)));
        assert!(portal::enclosed(&visitor, &app.cx, theirs).await.is_ok());
        assert!(matches!(portal::enclosed(&stranger, &app.cx, theirs).await, Err(Denied::NotFound)));

        let kept = content::bring_file(&anna, &app.cx, "Vastaus.pdf", false, PDF.to_vec()).await.unwrap();
        let others = content::bring_file(&ola, &app.cx, "b.txt", false, b"Hei".to_vec()).await.unwrap();
        let answer = |files| AnswerComment { key: key(), quote: sent.quote, line: None, body: "Tässä".into(), files };
        let refused = refused_at(quotes::answer_comment(&anna, &app.cx, answer(vec![others])).await);
        assert_eq!(refused, vec![("file".to_owned(), Refusal::NotThere)]);
        quotes::answer_comment(&anna, &app.cx, answer(vec![kept])).await.unwrap();
        let page = sent.page(&app.cx).await;
        assert!(page.comments[0].answered);
        let ours = page.comments[1].files[0].id;
        assert_eq!(portal::enclosed(&visitor, &app.cx, ours).await.unwrap().name, "Vastaus.pdf");
        assert!(matches!(portal::enclosed(&stranger, &app.cx, ours).await, Err(Denied::NotFound)));
    });
}
