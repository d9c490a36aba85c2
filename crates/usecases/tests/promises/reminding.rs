//! Reminders before an offer ends: on their day by the company's clock, once, and never to who has done something.
use domain::{
    actors::Role,
    ids::LineId,
    quotes::{
        group::{Grouping, Shape},
        line::LineInput,
        signing::Signing,
    },
    refusal::Refusal,
};
use testkit::{House, Sent, TestApp, acceptance, comment, decline, key, offers::sending, refused_at};
use usecases::{Denied, Staff, actors::Agent, portal, quotes, quotes::remind_due};
use wire::{
    quotes::{Recipient, ReminderState, SendQuote, SetReminders},
    settings::ReminderDays,
};

/// The clock stands at ten in the morning of 23 November; offers are valid for fourteen days.
const DAY: i64 = 86_400;

/// A company that reminds seven and two days before the end, and one offer.
async fn reminding(app: &TestApp) -> (House, Staff, Sent) {
    let house = app.house("Salmela Oy").await;
    let boss = house.person("Pomo", Role::Administrator, None).await;
    quotes::set_reminder_days(&boss, &app.cx, ReminderDays { days: "2, 7".into() }).await.unwrap();
    let anna = house.seller("Anna Salo").await;
    let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
    (house, anna, sent)
}

async fn mails(app: &TestApp) -> Vec<String> {
    let all = app.texts("SELECT body FROM outbox WHERE topic = 'mail' ORDER BY created_at, id").await;
    all.into_iter().filter(|mail| mail.contains("on voimassa")).collect()
}

async fn states(house: &House, by: &Staff, sent: &Sent) -> Vec<(String, ReminderState)> {
    let view = house.read(by, sent.quote).await.reminders;
    view.steps.into_iter().map(|step| (step.on.to_string(), step.state)).collect()
}

#[test]
fn a_customer_is_reminded_on_each_day_once_even_by_two_workers() {
    testkit::on_both(async |app| {
        let (house, anna, sent) = reminding(&app).await;
        let planned = [("2026-11-30", ReminderState::Planned), ("2026-12-05", ReminderState::Planned)];
        let planned: Vec<_> = planned.into_iter().map(|(on, state)| (on.to_owned(), state)).collect();
        assert_eq!(states(&house, &anna, &sent).await, planned);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 0);

        app.later(7 * DAY);
        let (one, other) = tokio::join!(remind_due(&app.cx), remind_due(&app.cx));
        assert_eq!(one.unwrap() + other.unwrap(), 1);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 0);
        let sent_mails = mails(&app).await;
        assert_eq!(sent_mails.len(), 1, "{sent_mails:?}");
        assert!(sent_mails[0].contains("7.12.2026") && sent_mails[0].contains("/o/"), "{sent_mails:?}");
        assert_eq!(states(&house, &anna, &sent).await[0].1, ReminderState::Sent);

        // The program stood still over the second day: one mail, not none and not two.
        app.later(6 * DAY);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 1);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 0);
        assert_eq!(mails(&app).await.len(), 2);
        let told = app.texts("SELECT data FROM events WHERE what = 'quote.reminded'").await;
        assert_eq!(told.len(), 2);
    });
}

#[test]
fn any_act_of_the_customer_ends_the_reminders() {
    testkit::on_both(async |app| {
        let (house, anna, _) = reminding(&app).await;
        let line = || vec![house.line("Huolto", "2", "120")];
        let [asked, signed, refused, read] = [
            house.sent(&anna, line()).await,
            house.sent(&anna, line()).await,
            house.sent(&anna, line()).await,
            house.sent(&anna, line()).await,
        ];
        app.later(DAY);
        let agent = Agent::default();
        let visitor = asked.visitor(&app.cx).await;
        portal::comment(&visitor, &app.cx, comment(&asked.page(&app.cx).await, "Milloin?")).await.unwrap();
        let form = acceptance(&signed.page(&app.cx).await, "Päivi");
        let visitor = signed.visitor(&app.cx).await;
        portal::accept(&visitor, &app.cx, &agent, domain::lang::Lang::Fi, form).await.unwrap();
        let form = decline(&refused.page(&app.cx).await, "Kallis");
        let visitor = refused.visitor(&app.cx).await;
        portal::decline(&visitor, &app.cx, &agent, domain::lang::Lang::Fi, form).await.unwrap();
        // Reading alone is no act: who has read may still forget.
        portal::seen(&read.visitor(&app.cx).await, &app.cx, 1).await.unwrap();

        app.later(6 * DAY);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 2, "the one that was read and the one nobody touched");
        assert_eq!(states(&house, &anna, &asked).await[0].1, ReminderState::NotNeeded);
        assert_eq!(mails(&app).await.len(), 2);
    });
}

#[test]
fn a_seller_calls_reminders_off_and_takes_days_of_their_own() {
    testkit::on_both(async |app| {
        let (house, anna, sent) = reminding(&app).await;
        let set = async |version: i64, days: Option<&str>| {
            let days = days.map(str::to_owned);
            quotes::set_reminders(&anna, &app.cx, SetReminders { key: key(), id: sent.quote, version, days }).await
        };
        set(0, Some("")).await.unwrap();
        let view = house.read(&anna, sent.quote).await.reminders;
        assert_eq!((view.version, view.days.as_str(), view.usual.as_str(), view.steps.len()), (1, "", "7, 2", 0));
        app.later(7 * DAY);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 0);

        assert!(matches!(set(0, Some("3")).await, Err(Denied::Stale { current: 1 })));
        assert_eq!(refused_at(set(1, Some("viikko")).await), [("days".to_owned(), Refusal::NotAFigure)]);
        set(1, Some("5")).await.unwrap();
        app.later(2 * DAY);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 1);
        set(2, None).await.unwrap();
        assert_eq!(house.read(&anna, sent.quote).await.reminders.version, 0);
        app.later(3 * DAY);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 1, "the company's second day");

        // Another company's seller finds nothing; a seller does not set the company's days.
        let other = app.house("Muu Oy").await.seller("Olli Muu").await;
        let command = SetReminders { key: key(), id: sent.quote, version: 0, days: None };
        assert!(matches!(quotes::set_reminders(&other, &app.cx, command).await, Err(Denied::NotFound)));
        let days = ReminderDays { days: "1".into() };
        assert!(matches!(quotes::set_reminder_days(&anna, &app.cx, days).await, Err(Denied::NotAllowed)));
    });
}

#[test]
fn reminders_come_by_the_companys_clock_and_never_at_night() {
    testkit::on_both(async |app| {
        let (_, _, _) = reminding(&app).await;
        app.run("UPDATE companies SET time_zone = 'America/New_York'").await.unwrap();
        // Ten in Helsinki is three at night in New York.
        app.later(7 * DAY);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 0);
        app.later(6 * 3_600 - 60);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 0, "a minute before nine");
        app.later(60);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 1);
    });
}

#[test]
fn nobody_is_reminded_through_a_link_that_was_closed() {
    testkit::on_both(async |app| {
        let (house, anna, sent) = reminding(&app).await;
        let link = house.read(&anna, sent.quote).await.links[0].id;
        quotes::revoke_link(&anna, &app.cx, link).await.unwrap();
        app.later(7 * DAY);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 0);
        assert_eq!(states(&house, &anna, &sent).await[0].1, ReminderState::Nobody);
    });
}

#[test]
fn whose_turn_comes_after_a_signature_is_reminded_though_something_was_chosen() {
    testkit::on_both(async |app| {
        let (house, anna, _) = reminding(&app).await;
        let optional = Shape { grouping: Grouping::Optional, ..Shape::default() };
        let lines = vec![
            house.line("Pumppu", "1", "1000"),
            LineInput::Section { id: LineId(uuid::Uuid::now_v7()), title: "Lisät".into(), shape: optional },
            house.line("Etävalvonta", "1", "260"),
        ];
        let quote = house.draft(&anna, lines).await;
        let version = house.read(&anna, quote).await.version;
        let recipients = vec![
            Recipient::signer("Päivi Mäkelä", "paivi@asiakas.test"),
            Recipient::signer("Tuomas Mäkelä", "tuomas@asiakas.test"),
        ];
        let command = SendQuote { recipients, signing: Signing::InOrder, ..sending(quote, version) };
        let first = Sent::of(quote, &quotes::send(&anna, &app.cx, command).await.unwrap());
        app.later(DAY);
        // The choice that is signed stands on everybody's page: no act of the one who is to sign next.
        let form = acceptance(&first.page(&app.cx).await, "Päivi Mäkelä");
        let visitor = first.visitor(&app.cx).await;
        portal::accept(&visitor, &app.cx, &Agent::default(), domain::lang::Lang::Fi, form).await.unwrap();
        app.later(6 * DAY);
        assert_eq!(remind_due(&app.cx).await.unwrap(), 2, "this one and the one nobody touched");
        let to = |mail: &&String| mail.contains("\"to\":\"tuomas@asiakas.test\"");
        assert_eq!(mails(&app).await.iter().filter(to).count(), 1);
    });
}
