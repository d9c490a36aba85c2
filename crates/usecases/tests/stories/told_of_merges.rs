//! Whose two records were hears of it when somebody else merges them.
use crate::opportunities::opportunity;
use testkit::{TestApp, key, on_both};
use usecases::{crm, mail::Mail, parties};
use wire::{
    merge::{MergeOpportunities, TakeBackMerge},
    parties::MergeParties,
};

/// The mails that name something, by the name of whom they go to.
async fn mails(app: &TestApp, what: &str) -> Vec<Mail> {
    let bodies = app.texts(&format!("SELECT body FROM outbox WHERE topic = 'mail' AND body LIKE '%{what}%'")).await;
    let mut mails: Vec<Mail> = bodies.iter().map(|body| serde_json::from_str(body).unwrap()).collect();
    mails.sort_by(|one, other| one.to_name.cmp(&other.to_name));
    mails
}

#[test]
fn owners_of_opportunities_hear_of_a_merge_that_somebody_else_made_and_are_led_only_to_what_they_see() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo, maija) =
            (house.seller("Anna").await, house.seller("Paavo").await, house.manager("Maija").await);
        let stays = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let goes = crm::create_opportunity(&paavo, &app.cx, opportunity("Katon uusiminen")).await.unwrap();
        let merge = |(stays, stays_version), goes| MergeOpportunities {
            key: key(),
            stays,
            stays_version,
            goes,
            goes_version: 1,
            taken: Vec::new(),
        };
        let command = merge((stays, 1), goes);
        let done = crm::merge_opportunities(&maija, &app.cx, command.clone()).await.unwrap();
        crm::merge_opportunities(&maija, &app.cx, command).await.unwrap();
        let told = mails(&app, "Katon uusiminen").await;
        assert_eq!(told.iter().map(|mail| mail.to_name.as_str()).collect::<Vec<_>>(), ["Anna", "Paavo"], "told once");
        for mail in &told {
            assert!(mail.text.contains("Maija") && mail.text.contains("”Katto”"), "{}", mail.text);
            assert_eq!(mail.reply_to, Some(maija.user()));
        }
        assert!(told[0].link.ends_with(&format!("/opportunities/{stays}")));
        // Paavo does not see what his is part of, but is told whose it is.
        assert!(told[1].link.is_empty() && told[1].text.contains("Anna"), "{}", told[1].text);
        assert!(!told[0].text.contains("Anna"));

        // Nobody is told of what they did themselves.
        let back = TakeBackMerge { merge: done.merge, version: done.version };
        crm::take_back_merge(&maija, &app.cx, back).await.unwrap();
        let other = crm::create_opportunity(&anna, &app.cx, opportunity("Kattoremontti")).await.unwrap();
        let version = crm::read_opportunity(&anna, &app.cx, stays).await.unwrap().version;
        crm::merge_opportunities(&anna, &app.cx, merge((stays, version), other)).await.unwrap();
        assert!(mails(&app, "Kattoremontti").await.is_empty());
    });
}

#[test]
fn owners_of_customers_hear_of_a_merge_that_somebody_else_made() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let stays = house.party(&anna, "Saunatalo Oy").await;
        let goes = house.party(&maija, "Saunatalon myymala").await;
        let command =
            MergeParties { key: key(), stays, stays_version: 1, goes, goes_version: 1, taken: vec!["owner".into()] };
        parties::merge_parties(&maija, &app.cx, command).await.unwrap();
        let told = mails(&app, "Saunatalon myymala").await;
        assert_eq!(told.iter().map(|mail| mail.to_name.as_str()).collect::<Vec<_>>(), ["Anna"]);
        assert!(told[0].link.ends_with(&format!("/customers/{stays}")));
        assert!(told[0].text.ends_with("sivulla.") && told[0].text.contains("Vastuuhenkilö nyt: Maija"));
    });
}
