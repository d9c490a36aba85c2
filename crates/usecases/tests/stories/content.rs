//! What stands above the lines: written, sent, seen by the customer, told apart between versions, taken from templates.
use domain::{
    ids::BlockId,
    lang::Lang,
    quotes::{
        blocks::{Block, PictureSize, Shows},
        difference::Fact,
        template::Words,
    },
    refusal::Refusal,
};
use testkit::{House, key, offers::new_quote, on_both, refused_at};
use usecases::{Denied, Staff, content, quotes, templates};
use uuid::Uuid;
use wire::{
    content::SaveContent,
    quotes::{CompareVersions, CopyQuote, CreateQuote},
    templates::SaveAsTemplate,
};

const HOUSE: &[u8] = include_bytes!("../../../../testdata/pictures/house.png");

fn block(shows: Shows) -> Block {
    Block { id: BlockId(Uuid::now_v7()), shows }
}

fn text(words: &str) -> Block {
    block(Shows::Text { heading: Words::default(), text: Words::one(Lang::Fi, words) })
}

fn picture(sizes: Vec<PictureSize>) -> Block {
    block(Shows::Picture { sizes, description: Words::one(Lang::Fi, "Talo"), caption: Words::default() })
}

fn link(address: &str) -> Block {
    let heading = Words::one(Lang::Fi, "Esittely");
    block(Shows::Link { address: address.into(), heading, text: Words::default() })
}

async fn save(house: &House, by: &Staff, id: domain::ids::QuoteId, blocks: Vec<Block>) -> Result<i64, Denied> {
    let version = content::read(by, &house.cx, id).await?.version;
    content::save(by, &house.cx, SaveContent { id, version, blocks }).await
}

#[test]
fn what_is_written_above_the_lines_is_sent_signed_and_told_apart() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, ola) = (house.seller("Anna Salo").await, other.seller("Ola").await);
        let id = house.draft(&anna, vec![house.line("Pumppu", "1", "1000")]).await;
        let sizes = content::bring(&anna, &app.cx, HOUSE.to_vec()).await.unwrap();
        let shapes: Vec<_> = sizes.iter().map(|size| (size.width, size.height)).collect();
        assert_eq!(shapes, [(480, 240), (960, 480), (1_000, 500)]);
        assert_eq!(content::bring(&anna, &app.cx, HOUSE.to_vec()).await.unwrap(), sizes, "kept once");

        let blocks = vec![picture(sizes.clone()), text("**Kiitos** mielenkiinnosta"), link("https://film.example/1")];
        save(&house, &anna, id, blocks.clone()).await.unwrap();
        let before = house.read(&anna, id).await;
        assert_eq!(before.blocks, blocks);
        assert_eq!(save(&house, &anna, id, blocks.clone()).await.unwrap(), before.version, "without a change nothing");
        let stale = SaveContent { id, version: before.version - 1, blocks: Vec::new() };
        assert!(matches!(content::save(&anna, &app.cx, stale).await, Err(Denied::Stale { .. })));

        // The customer sees the picture once it is sent, the company's people before, strangers never.
        let sha256 = &sizes[0].sha256;
        assert_eq!(content::picture(&anna, &app.cx, sha256).await.unwrap().media_type, "image/jpeg");
        assert!(matches!(content::picture(&ola, &app.cx, sha256).await, Err(Denied::NotFound)));
        let bare = house.sent(&anna, vec![house.line("Muu", "1", "1")]).await;
        let stranger = bare.visitor(&app.cx).await;
        let sent = house.send(&anna, id).await;
        let visitor = sent.visitor(&app.cx).await;
        assert!(content::sent_picture(&visitor, &app.cx, sha256).await.is_ok());
        assert!(matches!(content::sent_picture(&stranger, &app.cx, sha256).await, Err(Denied::NotFound)));
        let page = sent.page(&app.cx).await;
        assert_eq!(page.content.blocks, blocks);
        assert!(!bare.page(&app.cx).await.content.canonical().contains("blocks"), "a plain one is as it always was");

        // The next edit begins the next version, and the difference names what changed.
        let next = vec![blocks[1].clone(), text("Uutta"), blocks[0].clone()];
        save(&house, &anna, id, next.clone()).await.unwrap();
        assert_eq!(sent.page(&app.cx).await.content_sha256, page.content_sha256, "what was sent stays");
        let view = quotes::compare(&anna, &app.cx, CompareVersions { id, from: None, to: None }).await.unwrap();
        assert!(
            matches!(view.difference.facts.as_slice(), [Fact::Blocks(pair)] if pair.before == blocks && pair.after == next)
        );
        assert!(quotes::pdf(&anna, &app.cx, id, None).await.unwrap().bytes.starts_with(b"%PDF"));

        let copy = quotes::copy(&anna, &app.cx, CopyQuote { key: key(), id }).await.unwrap();
        assert_eq!(house.read(&anna, copy).await.blocks, next, "a copy takes it over");
    });
}

#[test]
fn a_template_carries_what_stands_above_the_lines() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let id = house.draft(&maija, vec![house.line("Pumppu", "1", "1000")]).await;
        let sizes = content::bring(&maija, &app.cx, HOUSE.to_vec()).await.unwrap();
        let blocks = vec![picture(sizes), text("Kiitos")];
        save(&house, &maija, id, blocks.clone()).await.unwrap();
        let command = SaveAsTemplate { key: key(), quote: id, name: "Pumppu".into() };
        let template = templates::save_as(&maija, &app.cx, command).await.unwrap();
        assert_eq!(templates::read(&maija, &app.cx, template).await.unwrap().fields.content.blocks, blocks);
        let party = house.party(&maija, "Ostaja Oy").await;
        let command = CreateQuote { template: Some(template), ..new_quote(party, vec![]) };
        let made = quotes::create(&maija, &app.cx, command).await.unwrap();
        assert_eq!(house.read(&maija, made).await.blocks, blocks);
    });
}

#[test]
fn what_cannot_stand_above_the_lines_is_refused_at_its_field() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, ola) = (house.seller("Anna Salo").await, other.seller("Ola").await);
        let id = house.draft(&anna, vec![house.line("Pumppu", "1", "1000")]).await;
        let theirs = content::bring(&ola, &app.cx, HOUSE.to_vec()).await.unwrap();
        let refused = async |block| refused_at(save(&house, &anna, id, vec![text("a"), block]).await);
        let at = |field: &str, refusal| vec![(field.to_owned(), refusal)];
        assert_eq!(refused(link("javascript:alert(1)")).await, at("blocks.1.address", Refusal::LinkInvalid));
        assert_eq!(refused(picture(Vec::new())).await, at("blocks.1.picture", Refusal::Required));
        assert_eq!(refused(picture(theirs[..1].to_vec())).await, at("blocks.1.picture", Refusal::NotThere));
        let long = Refusal::TooLong { longest: 10_000, length: 10_001 };
        assert_eq!(refused(text(&"a".repeat(10_001))).await, at("blocks.1.text.fi", long));
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec();
        let unreadable = refused_at(content::bring(&anna, &app.cx, svg).await);
        assert_eq!(unreadable, at("picture", Refusal::PictureUnreadable));
        let many = (0..41).map(|_| text("a")).collect();
        assert_eq!(refused_at(save(&house, &anna, id, many).await), at("blocks", Refusal::TooManyLines { most: 40 }));
        assert!(matches!(save(&house, &ola, id, Vec::new()).await, Err(Denied::NotFound)));
        assert!(house.read(&anna, id).await.blocks.is_empty(), "nothing half done");
    });
}
