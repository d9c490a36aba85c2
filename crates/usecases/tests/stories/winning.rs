//! A signed order wins the opportunity its quotation was made for.
use domain::{crm::OpportunityState, ids::OpportunityId, lang::Lang};
use testkit::{House, acceptance, figure, key, offers::Sent, offers::new_quote, on_both};
use usecases::{Staff, actors::Agent, crm, portal};
use wire::{
    crm::{CloseOpportunity, CreateOpportunity, OpportunityView},
    quotes::CreateQuote,
};

async fn begun(house: &House, by: &Staff, expected: &str) -> OpportunityId {
    let party = house.party(by, "Meriläinen Oy").await;
    let command = CreateOpportunity {
        party: Some(party),
        expected: figure(expected),
        ..super::opportunities::opportunity("Katto")
    };
    crm::create_opportunity(by, &house.cx, command).await.unwrap()
}

async fn read(house: &House, by: &Staff, id: OpportunityId) -> OpportunityView {
    crm::read_opportunity(by, &house.cx, id).await.unwrap()
}

async fn offered(house: &House, by: &Staff, opportunity: OpportunityId) -> Sent {
    let party = read(house, by, opportunity).await.party.unwrap().id;
    let lines = vec![house.line("Huolto", "2", "1000")];
    let command = CreateQuote { opportunity: Some(opportunity), key: key(), ..new_quote(party, lines) };
    let quote = usecases::quotes::create(by, &house.cx, command).await.unwrap();
    house.send(by, quote).await
}

async fn signed(house: &House, sent: &Sent) {
    let page = sent.page(&house.cx).await;
    let visitor = sent.visitor(&house.cx).await;
    portal::accept(&visitor, &house.cx, &Agent::default(), Lang::Fi, acceptance(&page, "Päivi")).await.unwrap();
}

fn close(view: &OpportunityView, state: OpportunityState, reason: &str) -> CloseOpportunity {
    CloseOpportunity { id: view.id, version: view.version, state, reason: reason.into() }
}

#[test]
fn a_signed_order_wins_its_opportunity_and_raises_what_was_expected() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let id = begun(&house, &anna, "1500").await;
        let (first, second) = (offered(&house, &anna, id).await, offered(&house, &anna, id).await);
        signed(&house, &first).await;
        let won = read(&house, &anna, id).await;
        assert_eq!((won.state, won.chance, won.expected.value), (OpportunityState::Won, 100, figure("2000")));
        let entry = won.timeline.iter().find(|entry| entry.what == "opportunity.won_by_order").unwrap();
        let fields: Vec<_> = entry.changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["expected", "state"]);

        // A second order finds it won.
        signed(&house, &second).await;
        assert_eq!(read(&house, &anna, id).await.version, won.version);

        // It can be opened again by hand, as any other.
        crm::close_opportunity(&anna, &app.cx, close(&won, OpportunityState::Open, "")).await.unwrap();
        assert_eq!(read(&house, &anna, id).await.state, OpportunityState::Open);
    });
}

#[test]
fn a_lost_opportunity_is_won_by_who_signs_after_all_and_more_expected_stays() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let id = begun(&house, &anna, "9000").await;
        let sent = offered(&house, &anna, id).await;
        let open = read(&house, &anna, id).await;
        crm::close_opportunity(&anna, &app.cx, close(&open, OpportunityState::Lost, "Hinta")).await.unwrap();
        signed(&house, &sent).await;
        let won = read(&house, &anna, id).await;
        assert_eq!((won.state, won.lost_reason.as_str()), (OpportunityState::Won, ""));
        assert_eq!(won.expected.value, figure("9000.00"));
    });
}
