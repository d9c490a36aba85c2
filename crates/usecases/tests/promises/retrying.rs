//! Each command carries a key: told again it does nothing more and answers the same.
use domain::{actors::Role, lang::Lang, refusal::Refusal};
use std::fmt::Debug;
use testkit::{
    TestApp, acceptance, comment, decline, key,
    offers::{new_quote, sending},
    refused_whole,
};
use usecases::{Denied, account::operator, actors::Agent, crm, messages, parties, portal, products, quotes, settings};
use wire::{
    crm::CreateOpportunity,
    messages::{AddNote, Subject},
    parties::{CreateParty, PartyFields},
    products::{CreateProduct, ProductFacts, ProductFields, ProductKind},
    quotes::{AnswerComment, RenewLink},
    settings::AddUser,
};

/// Told twice it is done once; the same key on another command is refused.
async fn told_twice<C: Clone, T: PartialEq + Debug>(
    app: &TestApp,
    command: C,
    change: impl Fn(&mut C),
    tell: impl AsyncFn(C) -> Result<T, Denied>,
) -> T {
    let first = tell(command.clone()).await.unwrap();
    let before = app.snapshot().await;
    app.later(60);
    let second = tell(command.clone()).await.unwrap();
    assert_eq!(first, second);
    let mut other = command;
    change(&mut other);
    assert_eq!(refused_whole(tell(other).await), Refusal::KeyReused);
    assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    first
}

#[test]
fn retry_gives_same_answer() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        house.person("Aino Admin", Role::Administrator, None).await;
        let boss = operator(&app.cx, house.id).await.unwrap();
        let cx = &app.cx;
        let fields = PartyFields { name: "Meriläinen Oy".into(), ..PartyFields::default() };
        let party = told_twice(
            &app,
            CreateParty { key: key(), fields },
            |c| c.fields.name.push('!'),
            async |c| parties::create(&boss, cx, c).await,
        )
        .await;
        let fields = ProductFields {
            code: "T-1".into(),
            name: "Työtuoli".into(),
            description: String::new(),
            kind: ProductKind::Goods,
            unit: "kpl".into(),
            unit_price: testkit::figure("120"),
            cost: testkit::figure("0"),
            tax: house.tax,
            active: true,
            facts: ProductFacts::default(),
        };
        told_twice(
            &app,
            CreateProduct { key: key(), fields },
            |c| c.fields.name.push('!'),
            async |c| products::create(&boss, cx, c).await,
        )
        .await;
        let opportunity = CreateOpportunity {
            key: key(),
            title: "Toimisto".into(),
            party: Some(party),
            contact_name: String::new(),
            email: String::new(),
            phone: String::new(),
            expected: testkit::figure("1000"),
            recurring: Default::default(),
            expected_close: None,
            stage: None,
        };
        let deal =
            told_twice(&app, opportunity, |c| c.title.push('!'), async |c| crm::create_opportunity(&boss, cx, c).await)
                .await;
        let note = AddNote { key: key(), subject: Subject::Opportunity(deal), body: "Soita".into() };
        told_twice(&app, note, |c| c.body.push('!'), async |c| messages::add_note(&boss, cx, c).await).await;
        let user =
            AddUser { key: key(), name: "Ulla".into(), email: "ulla@talo.test".into(), role: Role::Seller, team: None };
        told_twice(&app, user, |c| c.name.push('!'), async |c| settings::add_user(&boss, cx, c).await).await;

        let command = new_quote(party, vec![house.line("Huolto", "2", "120")]);
        let quote =
            told_twice(&app, command, |c| c.title.push('!'), async |c| quotes::create(&boss, cx, c).await).await;

        // The link is a secret: it is told once, and the rest of the answer again.
        let command = sending(quote, house.read(&boss, quote).await.version);
        let first = quotes::send(&boss, cx, command.clone()).await.unwrap();
        let again =
            told_twice(&app, command, |c| c.message.push('!'), async |c| quotes::send(&boss, cx, c).await).await;
        assert!(first.url.contains("/o/tq_") && again.url.is_empty());
        assert_eq!(
            (first.version, first.sent_version, first.mailed),
            (again.version, again.sent_version, again.mailed)
        );
        let sent = testkit::Sent::of(quote, &first);
        let (visitor, page) = (sent.visitor(cx).await, sent.page(cx).await);

        told_twice(
            &app,
            comment(&page, "Milloin?"),
            |c| c.body.push('!'),
            async |c| portal::comment(&visitor, cx, c).await,
        )
        .await;
        let answer = AnswerComment { key: key(), quote, line: None, body: "Perjantaina".into(), files: Vec::new() };
        told_twice(&app, answer, |c| c.body.push('!'), async |c| quotes::answer_comment(&boss, cx, c).await).await;
        let agent = Agent::default();
        let form = acceptance(&page, "Päivi");
        let accepted = told_twice(
            &app,
            form,
            |c| c.name.push('!'),
            async |c| portal::accept(&visitor, cx, &agent, Lang::Fi, c).await,
        )
        .await;
        assert_eq!(accepted.order_number, "O-2026-0001");
        let link = house.read(&boss, quote).await.links[0].id;
        let renew = RenewLink { key: key(), quote, link };
        let renewed = quotes::renew_link(&boss, cx, renew.clone()).await.unwrap();
        assert!(renewed.url.contains("/o/tq_"));
        let before = app.snapshot().await;
        assert_eq!(quotes::renew_link(&boss, cx, renew).await.unwrap().url, "");
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());

        let other = house.sent(&boss, vec![house.line("Huolto", "1", "10")]).await;
        let (visitor, page) = (other.visitor(cx).await, other.page(cx).await);
        told_twice(
            &app,
            decline(&page, "Kallis"),
            |c| c.remark.push('!'),
            async |c| portal::decline(&visitor, cx, &agent, Lang::Fi, c).await,
        )
        .await;
    });
}

#[test]
fn a_command_told_many_times_at_once_is_done_once() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let party = house.party(&anna, "Meriläinen Oy").await;
        let command = new_quote(party, vec![house.line("Huolto", "2", "120")]);
        let tasks: Vec<_> = (0..16)
            .map(|_| {
                let (anna, cx, command) = (anna.clone(), app.cx.clone(), command.clone());
                tokio::spawn(async move { quotes::create(&anna, &cx, command).await.unwrap() })
            })
            .collect();
        let mut made = std::collections::BTreeSet::new();
        for task in tasks {
            made.insert(task.await.unwrap());
        }
        assert_eq!((made.len(), app.snapshot().await.rows("quotes")), (1, 1));
    });
}

#[test]
fn a_refused_command_may_be_told_again_under_its_key() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let party = house.party(&anna, "Meriläinen Oy").await;
        let mut command = new_quote(party, vec![house.line("Huolto", "0", "120")]);
        assert!(quotes::create(&anna, &app.cx, command.clone()).await.is_err());
        command.lines = vec![house.line("Huolto", "1", "120")];
        quotes::create(&anna, &app.cx, command).await.unwrap();
    });
}

#[test]
fn nobody_is_told_the_answer_another_person_got_for_their_key() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, eero) = (house.seller("Anna Salo").await, house.seller("Eero Elo").await);
        let cx = &app.cx;
        let fields = PartyFields { name: "Meriläinen Oy".into(), ..PartyFields::default() };
        let command = CreateParty { key: key(), fields };
        let first = parties::create(&anna, cx, command.clone()).await.unwrap();
        let before = app.snapshot().await;
        assert_eq!(refused_whole(parties::create(&eero, cx, command.clone()).await), Refusal::KeyReused);
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
        assert_eq!(parties::create(&anna, cx, command).await.unwrap(), first);

        // Nor one customer what another was answered.
        let (one, two) = (
            house.sent(&anna, vec![house.line("Huolto", "1", "10")]).await,
            house.sent(&eero, vec![house.line("Huolto", "1", "10")]).await,
        );
        let said = comment(&one.page(cx).await, "Milloin?");
        portal::comment(&one.visitor(cx).await, cx, said.clone()).await.unwrap();
        assert_eq!(refused_whole(portal::comment(&two.visitor(cx).await, cx, said).await), Refusal::KeyReused);
    });
}
