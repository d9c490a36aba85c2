//! The home page: what waits, what moved, what has no quotation yet.
use crate::opportunities::opportunity;
use chrono::NaiveDate;
use testkit::{key, on_both};
use usecases::{crm, portal, today};
use wire::{crm::CreateOpportunity, quotes::AnswerComment, today::WaitingFor};

#[test]
fn opportunities_without_a_quotation_come_by_closing_day() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        for (title, day) in [("Myöhempi", Some(20)), ("Aikaisempi", Some(2)), ("Joskus", None)] {
            let expected_close = day.and_then(|day| NaiveDate::from_ymd_opt(2026, 12, day));
            let command = CreateOpportunity { expected_close, ..opportunity(title) };
            crm::create_opportunity(&anna, &app.cx, command).await.unwrap();
        }
        let view = today::read(&anna, &app.cx).await.unwrap();
        let titles: Vec<&str> = view.without_quote.iter().map(|deal| deal.title.as_str()).collect();
        assert_eq!(titles, ["Aikaisempi", "Myöhempi"]);
        assert_eq!(view.stages[0].count, 3);
        let other = today::read(&paavo, &app.cx).await.unwrap();
        assert!(other.without_quote.is_empty() && other.stages[0].count == 0, "a seller sees own rows only");
    });
}

#[test]
fn each_quotation_waits_once_for_its_most_urgent_reason() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let waiting = async || {
            let view = today::read(&anna, &app.cx).await.unwrap();
            view.waiting.into_iter().map(|quote| quote.waiting_for).collect::<Vec<_>>()
        };
        assert!(waiting().await.is_empty(), "sent this minute: nothing to do");
        app.later(4 * 86_400);
        assert_eq!(waiting().await, [WaitingFor::Opening]);
        app.later(4 * 86_400);
        assert_eq!(waiting().await, [WaitingFor::Expiry]);
        let page = sent.page(&app.cx).await;
        let visitor = sent.visitor(&app.cx).await;
        portal::comment(&visitor, &app.cx, testkit::comment(&page, "Milloin ehditte?")).await.unwrap();
        let view = today::read(&anna, &app.cx).await.unwrap();
        assert_eq!(view.waiting.iter().map(|quote| quote.waiting_for).collect::<Vec<_>>(), [WaitingFor::Answer]);
        assert_eq!(
            (view.moved[0].what.as_str(), view.moved[0].excerpt.as_str()),
            ("quote.commented", "Milloin ehditte?")
        );
        assert!(view.moved[0].to_answer, "the question is open");
        let answer = AnswerComment {
            key: key(),
            quote: sent.quote,
            line: None,
            body: "Heti huomenna.".into(),
            files: Vec::new(),
        };
        usecases::quotes::answer_comment(&anna, &app.cx, answer).await.unwrap();
        let moved = today::read(&anna, &app.cx).await.unwrap().moved;
        assert!(moved.iter().any(|one| one.what == "quote.commented"), "it stays among what moved");
        assert!(moved.iter().all(|one| !one.to_answer), "and is not offered to be answered twice");
        let other = today::read(&paavo, &app.cx).await.unwrap();
        assert!(other.waiting.is_empty() && other.moved.is_empty(), "a seller sees own rows only");
    });
}
