//! A version is read in the reader's language as far as the seller has the words; it shows the pictures of what it sells.
//! Both are frozen when it is sent.
use domain::{
    ids::{AttributeId, BlockId, LineId, ProductId, ValueId},
    lang::Lang,
    pricing::variants::{Attribute, Creates, Value},
    quotes::{
        blocks::{Block, Shows},
        content::{Content, ContentLine},
        group::{Printing, Shape},
        line::{LineInput, ProductLineInput},
        template::Words,
    },
    refusal::Refusal,
};
use testkit::{House, Sent, house::figure, key, on_both, refused_at};
use usecases::{Denied, Staff, content, portal, products, quotes, templates};
use uuid::Uuid;
use wire::{
    content::SaveContent,
    offers::OfferProducts,
    products::{EditProduct, ProductPicture, SetProductPicture},
    templates::{EditTemplate, SaveAsTemplate},
};

const HOUSE: &[u8] = include_bytes!("../../../../testdata/pictures/house.png");

/// A pump with a name and a description in Swedish.
async fn pump(house: &House, by: &Staff) -> ProductId {
    let id = house.product(by, "Pumppu", "1000").await.unwrap();
    let view = products::read(by, &house.cx, id).await.unwrap();
    let mut fields = view.fields;
    fields.description = "Hiljainen.".into();
    let text =
        wire::products::ProductText {
            language: Lang::Sv, name: "Värmepump".into(), description: "Tystgående.".into()
        };
    fields.facts.texts = vec![text];
    products::edit(by, &house.cx, EditProduct { id, version: view.version, fields }).await.unwrap();
    id
}

fn of(product: ProductId, house: &House, name: &str) -> LineInput {
    let line = house.priced(name, "2", "1000");
    LineInput::Product(ProductLineInput { product: Some(product), description: "Hiljainen.".into(), ..line })
}

async fn told(house: &House, sent: &Sent, lang: Lang) -> Content {
    portal::read(&sent.visitor(&house.cx).await, &house.cx, None, Some(lang)).await.unwrap().content
}

fn texts(content: &Content) -> Vec<&str> {
    content.lines.iter().map(ContentLine::text).collect()
}

#[test]
fn a_sent_version_is_read_in_the_readers_language_as_far_as_there_are_words() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let pump = pump(&house, &maija).await;
        let heading = |title: &str| LineInput::Section {
            id: LineId(Uuid::now_v7()),
            title: title.into(),
            shape: Default::default(),
        };
        // A template whose title, introduction and first heading are said in Swedish too.
        let quote = house.draft(&maija, vec![heading("Laitteet"), of(pump, &house, "Pumppu"), heading("Työ")]).await;
        house
            .edit(&maija, quote, |save| {
                save.fields.title = "Lämmitys".into();
                save.fields.introduction = "Kiitos.".into();
            })
            .await
            .unwrap();
        let name = SaveAsTemplate { key: key(), quote, name: "Lämmitys".into() };
        let template = templates::save_as(&maija, &app.cx, name).await.unwrap();
        let view = templates::read(&maija, &app.cx, template).await.unwrap();
        let mut fields = view.fields;
        fields.content.title.set(Lang::Sv, "Värme");
        fields.content.introduction.set(Lang::Sv, "Tack.");
        if let Some(domain::quotes::template::TemplateLine::Section { title, .. }) = fields.content.lines.first_mut() {
            title.set(Lang::Sv, "Apparater");
        }
        let command = EditTemplate { id: template, version: view.version, fields };
        templates::edit(&maija, &app.cx, command).await.unwrap();
        house
            .edit(&maija, quote, |save| {
                save.fields.template = Some(template);
                // Written over: another text than the one that was translated.
                save.fields.introduction = "Kiitos, Päivi.".into();
                save.lines.push(of(pump, &house, "Pumppu ja asennus"));
            })
            .await
            .unwrap();
        let sent = house.send(&maija, quote).await;
        let page = sent.page(&app.cx).await;

        let swedish = told(&house, &sent, Lang::Sv).await;
        assert_eq!((swedish.title.as_str(), swedish.introduction.as_str()), ("Värme", "Kiitos, Päivi."));
        assert_eq!(texts(&swedish), ["Apparater", "Värmepump", "Työ", "Pumppu ja asennus"]);
        let ContentLine::Product { description, unit, .. } = &swedish.lines[1] else { panic!("a product") };
        assert_eq!(description, "Tystgående.");
        assert_ne!(unit, "kpl");
        assert_eq!((swedish.language, swedish.translations.len()), (Lang::Fi, 1), "whose words are the document's own");
        assert_ne!(swedish.payment_terms, page.content.payment_terms);
        let translation = swedish.translation(Lang::Sv).unwrap();
        assert!(translation.introduction.is_empty() && translation.line(swedish.lines[2].id()).is_none());

        let english = told(&house, &sent, Lang::En).await;
        assert_eq!(texts(&english), ["Laitteet", "Pumppu", "Työ", "Pumppu ja asennus"]);
        assert_eq!(english.totals, page.content.totals);
        assert!(page.content.translations.is_empty(), "nothing stands in place of its own words");
        let again = portal::read(&sent.visitor(&app.cx).await, &app.cx, None, Some(Lang::Sv)).await.unwrap();
        assert_eq!(again.content_sha256, page.content_sha256, "one version, whatever it is read in");

        // On paper too: a copy to read, while the version itself stays in its own language.
        let visitor = sent.visitor(&app.cx).await;
        let paper = async |lang| portal::pdf(&visitor, &app.cx, None, lang).await.unwrap();
        let (own, copy) = (paper(None).await, paper(Some(Lang::Sv)).await);
        assert_eq!(paper(Some(Lang::Fi)).await.bytes, own.bytes);
        assert!(own.name.ends_with("-v1.pdf") && copy.name.ends_with("-v1-sv.pdf") && copy.bytes != own.bytes);

        // Frozen: what the product is called later changes nothing.
        let view = products::read(&maija, &app.cx, pump).await.unwrap();
        let mut fields = view.fields;
        fields.facts.texts.clear();
        products::edit(&maija, &app.cx, EditProduct { id: pump, version: view.version, fields }).await.unwrap();
        assert_eq!(told(&house, &sent, Lang::Sv).await.lines[1].text(), "Värmepump");
    });
}

#[test]
fn what_was_chosen_of_a_product_is_read_in_the_readers_language() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let pump = pump(&house, &maija).await;
        let value = |name: &str, swedish: &str| Value {
            id: ValueId(Uuid::now_v7()),
            name: name.into(),
            extra: figure("0"),
            words: Words::one(Lang::Sv, swedish),
        };
        let size = vec![value("XL", "")];
        let colour = vec![value("musta", "svart"), value("valkoinen", "vit")];
        let attribute = |name: &str, values: &[Value]| Attribute {
            id: AttributeId(Uuid::now_v7()),
            name: name.into(),
            creates: Creates::Always,
            values: values.to_vec(),
        };
        let put = async |attributes: Vec<Attribute>| {
            let view = products::read(&maija, &app.cx, pump).await.unwrap();
            let mut fields = view.fields;
            fields.facts.attributes = attributes;
            products::edit(&maija, &app.cx, EditProduct { id: pump, version: view.version, fields }).await
        };
        let all = vec![attribute("Väri", &colour), attribute("Koko", &size)];
        put(all.clone()).await.unwrap();
        assert_eq!(products::read(&maija, &app.cx, pump).await.unwrap().fields.facts.attributes, all);
        let mut long = all.clone();
        long[0].values[0].words.set(Lang::Sv, &"x".repeat(61));
        assert_eq!(
            refused_at(put(long).await),
            [("attributes".to_owned(), Refusal::TooLong { longest: 60, length: 61 })]
        );

        // Offered in the words of the document.
        let choices = vec![colour[0].id, size[0].id];
        let quote = house.draft(&maija, vec![]).await;
        let ask = OfferProducts {
            quote,
            list: None,
            language: Lang::Sv,
            quantity: figure("1"),
            text: String::new(),
            beside: None,
            chosen: Some((pump, choices.clone())),
            shelf: None,
        };
        let found = quotes::offer(&maija, &app.cx, ask).await.unwrap().remove(0);
        assert_eq!(found.product.name, "Värmepump (svart, XL)");

        let line = |name: &str| match of(pump, &house, name) {
            LineInput::Product(line) => LineInput::Product(ProductLineInput { choices: choices.clone(), ..line }),
            other => other,
        };
        let sent = house.sent(&maija, vec![line("Pumppu (musta, XL)"), line("Pumppu (musta, tilattu)")]).await;
        let swedish = told(&house, &sent, Lang::Sv).await;
        assert_eq!(
            texts(&swedish),
            ["Värmepump (svart, XL)", "Värmepump (musta, tilattu)"],
            "what a person wrote stays"
        );
        assert_eq!(texts(&told(&house, &sent, Lang::Fi).await), ["Pumppu (musta, XL)", "Pumppu (musta, tilattu)"]);
        // Frozen with the version.
        put(Vec::new()).await.unwrap();
        assert_eq!(texts(&told(&house, &sent, Lang::Sv).await)[0], "Värmepump (svart, XL)");
    });
}

#[test]
fn a_product_has_a_picture_on_its_card_and_the_customer_is_served_it_once_it_is_sent() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (maija, ola) = (house.manager("Maija").await, other.manager("Ola").await);
        let (pump, theirs) = (pump(&house, &maija).await, other.product(&ola, "Kone", "5").await.unwrap());
        let sizes = content::bring(&maija, &app.cx, HOUSE.to_vec()).await.unwrap();
        let picture = ProductPicture { sizes: sizes.clone(), description: Words::one(Lang::Fi, "Pumppu seinällä") };
        let set = async |by: &Staff, id, before: &Option<ProductPicture>, picture: &Option<ProductPicture>| {
            let command = SetProductPicture { key: key(), id, before: before.clone(), picture: picture.clone() };
            products::set_picture(by, &app.cx, command).await
        };
        let there = Some(picture.clone());
        assert!(matches!(set(&ola, pump, &None, &there).await, Err(Denied::NotFound)));
        let strange = refused_at(set(&ola, theirs, &None, &there).await);
        assert!(strange.contains(&("picture".to_owned(), Refusal::NotThere)), "another company's picture");
        let empty = Some(ProductPicture::default());
        assert_eq!(refused_at(set(&maija, pump, &None, &empty).await), [("picture".to_owned(), Refusal::Required)]);
        let seller = house.seller("Anna").await;
        assert!(matches!(set(&seller, pump, &None, &there).await, Err(Denied::NotAllowed)));
        set(&maija, pump, &None, &there).await.unwrap();
        set(&maija, pump, &None, &there).await.unwrap();
        assert_eq!(products::read(&maija, &app.cx, pump).await.unwrap().picture, there);
        let late = Some(ProductPicture { description: Words::default(), ..picture.clone() });
        assert!(matches!(set(&maija, pump, &None, &late).await, Err(Denied::Stale { .. })));

        let plain = house.sent(&maija, vec![of(pump, &house, "Pumppu")]).await;
        assert!(plain.page(&app.cx).await.content.pictures.is_empty(), "no cards, no pictures");
        let quote = house.draft(&maija, vec![of(pump, &house, "Pumppu")]).await;
        let cards = Block { id: BlockId(Uuid::now_v7()), shows: Shows::Products { heading: Words::default() } };
        let view = content::read(&maija, &app.cx, quote).await.unwrap();
        assert_eq!(view.cards[0].sizes, sizes, "the preview shows it");
        let command = SaveContent { id: quote, version: view.version, blocks: vec![cards] };
        content::save(&maija, &app.cx, command).await.unwrap();
        let sent = house.send(&maija, quote).await;
        let page = sent.page(&app.cx).await;
        assert_eq!((page.content.pictures.len(), &page.content.pictures[0].sizes), (1, &sizes));
        assert_eq!(page.content.pictures[0].line, page.content.lines[0].id());
        // What is hidden under its heading stands on no card.
        let shape = Shape { printing: Printing::SumOnly, ..Shape::default() };
        let heading = LineInput::Section { id: LineId(Uuid::now_v7()), title: "Paketti".into(), shape };
        let hidden = house.draft(&maija, vec![heading, of(pump, &house, "Pumppu")]).await;
        assert!(content::read(&maija, &app.cx, hidden).await.unwrap().cards.is_empty());
        let sha256 = &sizes[0].sha256;
        assert!(content::sent_picture(&sent.visitor(&app.cx).await, &app.cx, sha256).await.is_ok());
        let stranger = plain.visitor(&app.cx).await;
        assert!(matches!(content::sent_picture(&stranger, &app.cx, sha256).await, Err(Denied::NotFound)));

        // Taken away it is gone from the product, and stays where it was sent.
        set(&maija, pump, &there, &None).await.unwrap();
        assert_eq!(products::read(&maija, &app.cx, pump).await.unwrap().picture, None);
        assert_eq!(sent.page(&app.cx).await.content.pictures.len(), 1);
    });
}
