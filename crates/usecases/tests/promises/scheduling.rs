//! A sending that waits: what goes out is what was frozen, once, at its moment; and what cannot go is told.
use chrono::NaiveDateTime;
use domain::{
    actors::Role,
    ids::QuoteId,
    lang::Lang,
    quotes::{line::LineInput, state::QuoteState},
    refusal::Refusal,
};
use testkit::{House, TestApp, acceptance, key, offers::sending, on_both, refused_at, refused_whole};
use usecases::{Denied, Staff, actors::Agent, portal, quotes, quotes::send_due};
use wire::quotes::{
    CancelQuote, CancelScheduled, MoveScheduled, ScheduleQuote, ScheduledQuote, ScheduledView, SendScheduled,
};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

async fn schedule(house: &House, by: &Staff, quote: QuoteId, when: &str) -> Result<ScheduledQuote, Denied> {
    let version = house.read(by, quote).await.version;
    let command = ScheduleQuote { letter: sending(quote, version), at: at(when) };
    quotes::schedule(by, &house.cx, command).await
}

async fn waits(house: &House, by: &Staff, quote: QuoteId) -> Option<ScheduledView> {
    house.read(by, quote).await.scheduled
}

async fn mails(app: &TestApp) -> Vec<String> {
    app.texts("SELECT body FROM outbox WHERE topic = 'mail' ORDER BY created_at, id").await
}

/// The one who was to send is told, and nothing else is mailed.
async fn told(app: &TestApp) -> String {
    let mut all = mails(app).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn dearer(house: &House) -> Vec<LineInput> {
    vec![house.line("Huolto", "2", "999")]
}

#[test]
fn what_is_scheduled_goes_out_at_its_moment_as_it_was_frozen_and_once() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        // The clock stands at ten on Monday 23 November.
        let done = schedule(&house, &anna, quote, "2026-11-24T08:00:00").await.unwrap();
        assert_eq!((done.quote_version, done.at.local), (1, at("2026-11-24T08:00:00")));
        let view = house.read(&anna, quote).await;
        let row = view.scheduled.clone().unwrap();
        assert_eq!(
            (row.quote_version, row.to, row.by.as_str(), row.failed),
            (1, vec!["Päivi Mäkelä".to_owned()], "Anna Salo", None)
        );
        assert_eq!((view.state, view.sent_version, view.links.len()), (QuoteState::Draft, None, 0));
        assert_eq!((send_due(&app.cx).await.unwrap(), mails(&app).await.len()), (0, 0));

        // What is edited meanwhile is the next version and does not go along.
        let saved = house.edit(&anna, quote, |command| command.lines = dearer(&house)).await.unwrap();
        assert_eq!(saved.draft_version, 2);
        assert_eq!(
            house.edit(&anna, quote, |command| command.fields.title = "Uusi".into()).await.unwrap().draft_version,
            2
        );

        app.later(22 * HOUR);
        let (one, other) = tokio::join!(send_due(&app.cx), send_due(&app.cx));
        assert_eq!(one.unwrap() + other.unwrap(), 1, "two workers, one sending");
        assert_eq!(send_due(&app.cx).await.unwrap(), 0);
        let sent = mails(&app).await;
        assert_eq!(sent.len(), 1);
        assert!(sent[0].contains("paivi@asiakas.test") && sent[0].contains("/o/"), "{sent:?}");
        let view = house.read(&anna, quote).await;
        assert_eq!((view.state, view.sent_version, view.draft_version), (QuoteState::Sent, Some(1), 2));
        assert!(view.scheduled.is_none() && view.unsent_changes);
        let content = app.texts("SELECT content FROM quote_versions").await;
        assert_eq!(content.len(), 1);
        assert!(content[0].contains(r#""issued":"2026-11-24""#) && !content[0].contains("\"999\""), "{content:?}");

        // The customer signs what was frozen.
        let token = sent[0].split("/o/").nth(1).unwrap();
        let token: String = token.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        let visitor = portal::admit_visitor(&app.cx, &token).await.unwrap();
        let page = portal::read(&visitor, &app.cx, None, None).await.unwrap();
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, acceptance(&page, "Päivi")).await.unwrap();
    });
}

#[test]
fn a_sending_is_moved_taken_back_or_sent_at_once_by_whoever_is_first() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.manager("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        for wrong in ["2026-11-23T09:59:00", "2026-11-23T10:00:00", "2028-01-01T08:00:00"] {
            let refused = refused_at(schedule(&house, &anna, quote, wrong).await);
            assert_eq!(refused, [("at".to_owned(), Refusal::MomentOutOfReach)], "{wrong}");
        }
        schedule(&house, &anna, quote, "2026-11-24T08:00:00").await.unwrap();
        let ask = MoveScheduled { id: quote, version: 1, at: at("2026-11-25T09:30:00") };
        assert_eq!(quotes::move_scheduled(&anna, &app.cx, ask).await.unwrap(), 2);
        assert!(matches!(quotes::move_scheduled(&anna, &app.cx, ask).await, Err(Denied::Stale { current: 2 })));
        assert_eq!(waits(&house, &anna, quote).await.unwrap().at.local, ask.at);
        let over = MoveScheduled { version: 2, at: at("2027-01-25T09:30:00"), ..ask };
        let refused = refused_at(quotes::move_scheduled(&anna, &app.cx, over).await);
        assert!(matches!(refused[..], [(_, Refusal::OfferOver { .. })]), "{refused:?}");
        app.later(23 * HOUR);
        assert_eq!(send_due(&app.cx).await.unwrap(), 0, "it was put off");

        // Taken back with what was edited since: the number was never used.
        house.edit(&anna, quote, |command| command.lines = dearer(&house)).await.unwrap();
        let back = CancelScheduled { id: quote, version: 2 };
        quotes::cancel_scheduled(&anna, &app.cx, back).await.unwrap();
        assert!(matches!(quotes::cancel_scheduled(&anna, &app.cx, back).await, Err(Denied::NotFound)));
        let view = house.read(&anna, quote).await;
        assert_eq!((view.scheduled, view.draft_version, view.state), (None, 1, QuoteState::Draft));
        app.later(5 * DAY);
        assert_eq!((send_due(&app.cx).await.unwrap(), mails(&app).await.len()), (0, 0));

        // Two press "send now" at once: one sends.
        schedule(&house, &anna, quote, "2026-12-02T08:00:00").await.unwrap();
        let ask = || SendScheduled { key: key(), id: quote, version: 1 };
        let (one, other) =
            tokio::join!(quotes::send_scheduled(&anna, &app.cx, ask()), quotes::send_scheduled(&anna, &app.cx, ask()));
        let (sent, late) = if one.is_ok() { (one, other) } else { (other, one) };
        let sent = sent.unwrap();
        assert!(sent.mailed && sent.url.contains("/o/"), "{sent:?}");
        assert!(matches!(late, Err(Denied::NotFound)), "{late:?}");
        assert_eq!(mails(&app).await.len(), 1);
        assert_eq!(house.read(&anna, quote).await.sent_version, Some(1));

        // A seller who may not see it learns nothing, and a sending by hand takes the place of one that waits.
        schedule(&house, &anna, quote, "2026-12-03T08:00:00").await.unwrap();
        let other = house.seller("Bertta").await;
        let ask = CancelScheduled { id: quote, version: 1 };
        assert!(matches!(quotes::cancel_scheduled(&other, &app.cx, ask).await, Err(Denied::NotFound)));
        house.edit(&anna, quote, |command| command.lines = vec![house.line("Huolto", "1", "50")]).await.unwrap();
        assert_eq!(house.send(&anna, quote).await.number, 2);
        assert_eq!(waits(&house, &anna, quote).await, None);
    });
}

#[test]
fn what_cannot_go_any_more_stays_and_its_sender_is_told_once() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let draft = async || house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let failed = async |quote| waits(&house, &anna, quote).await.and_then(|row| row.failed);

        // The customer's address is gone.
        let quote = draft().await;
        schedule(&house, &anna, quote, "2026-11-24T08:00:00").await.unwrap();
        app.run("UPDATE parties SET email = ''").await.unwrap();
        app.later(22 * HOUR);
        assert_eq!(send_due(&app.cx).await.unwrap(), 0);
        assert_eq!(failed(quote).await, Some(Refusal::AddressGone));
        assert_eq!(house.read(&anna, quote).await.state, QuoteState::Draft);
        let mail = told(&app).await;
        assert!(mail.contains("@talo.test") && !mail.contains("/o/"), "{mail}");
        assert_eq!((send_due(&app.cx).await.unwrap(), mails(&app).await.len()), (0, 1));
        app.run("DELETE FROM outbox").await.unwrap();

        // Its last day is over.
        let quote = draft().await;
        house
            .edit(&anna, quote, |command| command.fields.valid_until = at("2026-11-25T00:00:00").date().into())
            .await
            .unwrap();
        schedule(&house, &anna, quote, "2026-11-25T23:00:00").await.unwrap();
        app.later(2 * DAY);
        assert_eq!(send_due(&app.cx).await.unwrap(), 0);
        assert!(matches!(failed(quote).await, Some(Refusal::OfferOver { .. })));
        assert!(told(&app).await.contains("25.11.2026"));
        app.run("DELETE FROM outbox").await.unwrap();
        // Dismissed, mended and sent by hand.
        let version = waits(&house, &anna, quote).await.unwrap().version;
        let early = SendScheduled { key: key(), id: quote, version };
        assert!(matches!(quotes::send_scheduled(&anna, &app.cx, early).await, Err(Denied::NotFound)));
        quotes::cancel_scheduled(&anna, &app.cx, CancelScheduled { id: quote, version }).await.unwrap();
        house.edit(&anna, quote, |command| command.fields.valid_until = None).await.unwrap();
        assert_eq!(house.send(&anna, quote).await.number, 1);
        app.run("DELETE FROM outbox").await.unwrap();

        // The seller no longer works here: whose quotation it is learns of it, if that is somebody else.
        let quote = draft().await;
        schedule(&house, &anna, quote, "2026-11-27T08:00:00").await.unwrap();
        app.run("UPDATE users SET active = 0").await.unwrap();
        app.later(DAY);
        assert_eq!(send_due(&app.cx).await.unwrap(), 0);
        assert_eq!(failed(quote).await, Some(Refusal::SenderGone));
        assert!(mails(&app).await.iter().all(|mail| !mail.contains("paivi@asiakas.test")));
    });
}

#[test]
fn an_answer_or_a_withdrawal_in_between_stops_what_waits() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.person("Anna Salo", Role::Administrator, None).await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        house.edit(&anna, sent.quote, |command| command.lines = dearer(&house)).await.unwrap();
        schedule(&house, &anna, sent.quote, "2026-11-24T08:00:00").await.unwrap();
        let form = acceptance(&sent.page(&app.cx).await, "Päivi");
        portal::accept(&sent.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        let withdrawn = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let waiting = schedule(&house, &anna, withdrawn, "2026-11-24T08:00:00").await.unwrap();
        quotes::cancel(&anna, &app.cx, CancelQuote { id: withdrawn, version: waiting.version }).await.unwrap();
        assert_eq!(waits(&house, &anna, withdrawn).await, None);

        app.later(22 * HOUR);
        assert_eq!(send_due(&app.cx).await.unwrap(), 0);
        let failed = waits(&house, &anna, sent.quote).await.unwrap().failed;
        assert_eq!(failed, Some(Refusal::NotInThisState { state: QuoteState::Accepted }));
        assert_eq!(house.read(&anna, sent.quote).await.sent_version, Some(1));
        let refused = refused_whole(schedule(&house, &anna, sent.quote, "2026-11-26T08:00:00").await);
        assert_eq!(refused, Refusal::NotInThisState { state: QuoteState::Accepted });
    });
}

#[test]
fn the_very_version_can_be_sent_again_later_and_nothing_else_changes() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let again = schedule(&house, &anna, sent.quote, "2026-11-24T08:00:00").await.unwrap();
        assert_eq!(again.quote_version, 1);
        app.later(22 * HOUR);
        assert_eq!(send_due(&app.cx).await.unwrap(), 1);
        let view = house.read(&anna, sent.quote).await;
        assert_eq!((view.versions.len(), view.draft_version, view.links.len()), (1, 1, 2));
    });
}
