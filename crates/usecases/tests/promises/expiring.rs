//! A quotation is valid to the end of its last day as the selling company's clock has it.
use domain::{lang::Lang, quotes::state::QuoteState, refusal::Refusal};
use testkit::{House, Sent, TestApp, acceptance, refused_at, refused_whole};
use usecases::{Staff, actors::Agent, portal, quotes, quotes::expire::expire_due};
use wire::portal::PortalStanding;

/// Sends one whose last day is 30 November.
async fn valid_to_the_thirtieth(house: &House, by: &Staff) -> Sent {
    let quote = house.draft(by, vec![house.line("Huolto", "2", "120")]).await;
    let until = chrono::NaiveDate::from_ymd_opt(2026, 11, 30);
    house.edit(by, quote, |save| save.fields.valid_until = until).await.unwrap();
    house.send(by, quote).await
}

async fn state(app: &TestApp, house: &House, by: &Staff, sent: &Sent) -> (QuoteState, PortalStanding) {
    (house.read(by, sent.quote).await.state, sent.page(&app.cx).await.standing)
}

#[test]
fn a_quotation_expires_by_the_companys_day() {
    testkit::on_both(async |app| {
        let helsinki = app.house("Salmela Oy").await;
        let new_york = app.house("Salmela Inc").await;
        app.run("UPDATE companies SET time_zone = 'America/New_York' WHERE name = 'Salmela Inc'").await.unwrap();
        let (anna, ann) = (helsinki.seller("Anna Salo").await, new_york.seller("Ann Hill").await);
        let (here, kept) =
            (valid_to_the_thirtieth(&helsinki, &anna).await, valid_to_the_thirtieth(&helsinki, &anna).await);
        let there = valid_to_the_thirtieth(&new_york, &ann).await;
        let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();

        // A second before midnight in Helsinki.
        app.later(7 * 86_400 + 14 * 3_600 - 1);
        assert_eq!(expire_due(&app.cx).await.unwrap(), 0);
        let (state_now, standing) = state(&app, &helsinki, &anna, &here).await;
        assert_eq!((state_now, standing), (QuoteState::Sent, PortalStanding::Open));
        let page = here.page(&app.cx).await;
        let visitor = here.visitor(&app.cx).await;
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, acceptance(&page, "Päivi")).await.unwrap();

        // Midnight: the page and the rule know before the worker has been round.
        let page = kept.page(&app.cx).await;
        app.later(1);
        let (state_now, standing) = state(&app, &helsinki, &anna, &kept).await;
        assert_eq!((state_now, standing), (QuoteState::Sent, PortalStanding::Expired { on, asked: None }));
        let visitor = kept.visitor(&app.cx).await;
        let form = acceptance(&page, "Päivi");
        let late = portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await;
        assert_eq!(refused_whole(late), Refusal::QuoteExpired { on });

        // One is due here, none in New York until its own midnight; what was accepted stays so.
        assert_eq!(expire_due(&app.cx).await.unwrap(), 1);
        assert_eq!(expire_due(&app.cx).await.unwrap(), 0);
        assert_eq!(state(&app, &helsinki, &anna, &kept).await.0, QuoteState::Expired);
        assert_eq!(state(&app, &helsinki, &anna, &here).await.0, QuoteState::Accepted);
        assert_eq!(state(&app, &new_york, &ann, &there).await, (QuoteState::Sent, PortalStanding::Open));
        app.later(7 * 3_600);
        assert_eq!(expire_due(&app.cx).await.unwrap(), 1);
        assert_eq!(state(&app, &new_york, &ann, &there).await.0, QuoteState::Expired);
    });
}

#[test]
fn an_expired_quotation_is_offered_anew_as_the_next_version() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = valid_to_the_thirtieth(&house, &anna).await;
        app.later(10 * 86_400);
        expire_due(&app.cx).await.unwrap();
        let version = house.read(&anna, sent.quote).await.version;
        let past = quotes::send(&anna, &app.cx, testkit::offers::sending(sent.quote, version)).await;
        assert_eq!(refused_at(past), [("valid_until".to_owned(), Refusal::InThePast)]);

        house.edit(&anna, sent.quote, |save| save.fields.valid_until = None).await.unwrap();
        let again = house.send(&anna, sent.quote).await;
        assert_eq!(again.number, 2);
        let page = sent.page(&app.cx).await;
        assert_eq!(page.standing, PortalStanding::Open);
        // The company's usual fourteen days from the day of sending.
        assert_eq!(page.content.valid_until.to_string(), "2026-12-17");
    });
}
