//! The palette: it finds what one may see by whatever one knows of it, and nothing else, whatever is typed.
use crate::opportunities::opportunity;
use domain::palette::RecordKind;
use testkit::{acceptance, on_both};
use usecases::{Cx, Staff, actors::Agent, crm, palette, portal};
use wire::palette::FoundRecord;

async fn search(by: &Staff, cx: &Cx, text: &str) -> Vec<FoundRecord> {
    palette::search(by, cx, text.to_owned()).await.unwrap()
}

async fn kinds(by: &Staff, cx: &Cx, text: &str) -> Vec<RecordKind> {
    let mut kinds: Vec<RecordKind> = search(by, cx, text).await.into_iter().map(|found| found.kind).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

#[test]
fn a_record_is_found_by_what_one_knows_of_it_and_only_by_who_may_see_it() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let (maija, ola) = (house.manager("Maija").await, other.manager("Ola").await);
        let party = house.party(&anna, "Ylämäkelän Puutyö Oy").await;
        let product = house.product(&maija, "Ylämäkelä-pumppu", "100").await.unwrap();
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Ylämäkelän lämpöremontti")).await.unwrap();
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let (page, visitor) = (sent.page(&app.cx).await, sent.visitor(&app.cx).await);
        let form = acceptance(&page, "Päivi");
        portal::accept(&visitor, &app.cx, &Agent::default(), domain::lang::Lang::Fi, form).await.unwrap();

        // By name, with and without dots, the beginning before the middle.
        let found = search(&anna, &app.cx, "YLAMAKELA").await;
        let ids: Vec<_> = found.iter().map(|found| found.id).collect();
        for id in [party.0, product.0, deal.0] {
            assert!(ids.contains(&id), "{found:?}");
        }
        // By what stands on no row: a business id, an e-mail address.
        for known in ["0112038-9", "paivi@asiakas.test"] {
            assert!(search(&anna, &app.cx, known).await.iter().any(|found| found.id == party.0), "{known}");
        }
        // By the beginning of a number, and by one letter.
        let number = &page.content.number;
        let documents = search(&anna, &app.cx, &number[..number.len() - 1]).await;
        assert!(
            documents.iter().any(|found| found.kind == RecordKind::Quote && found.beside.starts_with(number.as_str()))
        );
        assert!(kinds(&anna, &app.cx, "y").await.contains(&RecordKind::Party));
        let name = page.content.buyer.name.clone();
        assert!(kinds(&anna, &app.cx, &name).await.contains(&RecordKind::Order), "{name}");

        // A colleague sees customers and products, no documents; the manager everything; another company nothing.
        assert_eq!(kinds(&paavo, &app.cx, "ylamakela").await, [RecordKind::Party, RecordKind::Product]);
        assert!(!kinds(&paavo, &app.cx, &name).await.contains(&RecordKind::Order));
        assert!(!kinds(&paavo, &app.cx, number).await.contains(&RecordKind::Quote));
        assert!(kinds(&maija, &app.cx, number).await.contains(&RecordKind::Quote));
        for text in ["ylamakela", "y", "huolto", number, &name, "0112038-9"] {
            assert!(search(&ola, &app.cx, text).await.is_empty(), "{text}");
        }
    });
}

#[test]
fn whatever_is_typed_is_only_a_text() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        house.party(&anna, "Meriläinen Oy").await;
        house.party(&anna, "100 % \"Lasi\" _ OR *Puu* Oy").await;
        let long = "meri".repeat(2_500);
        for hostile in [
            "",
            " ",
            "%",
            "_",
            "%%%",
            "___",
            "mer%",
            "m_r",
            "\"",
            "\"\"\"",
            "'",
            "''; --",
            "OR",
            "a OR b",
            "NEAR(a b)",
            "*",
            "meri*",
            "-meri",
            "search:meri",
            "(((",
            "\\",
            "\\\\%",
            "\u{0}\u{0}\u{0}",
            "\u{0}\u{1b}\u{202e}",
            "\u{10ffff}\u{10ffff}\u{10ffff}",
            "🙂🙂🙂",
            long.as_str(),
        ] {
            let found = search(&anna, &app.cx, hostile).await;
            assert!(!found.iter().any(|found| found.name == "Meriläinen Oy"), "{hostile:?} {found:?}");
        }
        for meant in ["\"lasi\"", "100 %", "_ or *p", "me\u{0}ri"] {
            assert_eq!(search(&anna, &app.cx, meant).await.len(), 1, "{meant:?}");
        }
    });
}

#[test]
fn of_many_alike_a_few_are_offered() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        for at in 0..12 {
            house.party(&anna, &format!("Kerrostalo {at} Oy")).await;
        }
        house.party(&anna, "Talo").await;
        let found = search(&anna, &app.cx, "talo").await;
        assert_eq!(found.len(), 5);
        assert_eq!(found[0].name, "Talo", "what is called so comes first");
    });
}
