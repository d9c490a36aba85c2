//! Another time that is proposed for a meeting: taken or declined, once, and told to whom it concerns.
use crate::{
    mail::says,
    meetings::{Invited, PAIVI, Reply, at, invited, mails, row},
};
use chrono::NaiveDateTime;
use domain::{crm::meetings::Answer, refusal::Refusal};
use testkit::{TestApp, key, on_both, refused_at};
use usecases::{Denied, crm};
use wire::{intake::PostVerdict, meetings::AnswerWish};

/// Päivi proposes nine o'clock in Stockholm, or writes words alone.
async fn proposed(app: &TestApp, of: &Invited, timed: bool) -> PostVerdict {
    let time = format!("DTSTART;TZID=Europe/Stockholm:{}T090000\r\n", of.day.format("%Y%m%d"));
    let more = format!("{}COMMENT:Aamulla?\r\n", if timed { time.as_str() } else { "" });
    let kind = "text/calendar; method=COUNTER";
    let counter = Reply { method: "COUNTER", kind, more: &more, ..Reply::of(of.id, PAIVI, "TENTATIVE") };
    of.post.came(counter.mail(app)).await.0
}

fn answer(of: &Invited, wish: Option<(NaiveDateTime, NaiveDateTime)>, take: bool) -> AnswerWish {
    AnswerWish { key: key(), id: of.id, version: 1, email: PAIVI.to_uppercase(), wish, take }
}

#[test]
fn a_proposed_time_that_is_taken_moves_the_meeting_and_everybody_is_told() {
    on_both(async |app| {
        let of = invited(&app).await;
        let (anna, day) = (&of.anna, of.day);
        assert_eq!(proposed(&app, &of, true).await, PostVerdict::Joined);
        let wish = Some((at(day, 10), at(day, 11)));
        let shown = row(&app, anna, of.deal).await.meeting.unwrap();
        assert_eq!((shown.attendees[0].wish, shown.zone.as_str()), (wish, "Europe/Helsinki"));

        // Who does not see the opportunity, and who answers another proposal than was read, changes nothing.
        let paavo = of.post.house.seller("Paavo").await;
        assert!(matches!(crm::answer_wish(&paavo, &app.cx, answer(&of, wish, true)).await, Err(Denied::NotFound)));
        let other = answer(&of, Some((at(day, 9), at(day, 10))), true);
        assert!(matches!(crm::answer_wish(anna, &app.cx, other).await, Err(Denied::Stale { .. })));
        let stranger = AnswerWish { email: "mallory@x.example".into(), ..answer(&of, wish, true) };
        assert!(matches!(crm::answer_wish(anna, &app.cx, stranger).await, Err(Denied::NotFound)));
        assert_eq!(mails(&app).await.len(), 1);

        let taken = answer(&of, wish, true);
        for _ in 0..2 {
            assert_eq!(crm::answer_wish(anna, &app.cx, taken.clone()).await.unwrap(), 2, "told twice it is one");
        }
        let view = row(&app, anna, of.deal).await;
        let meeting = view.meeting.unwrap();
        assert_eq!((view.due_on, meeting.starts.local, meeting.ends.local), (day, at(day, 10), at(day, 11)));
        let one = &meeting.attendees[0];
        assert_eq!((one.wish, one.wish_words.as_str(), one.answer), (None, "", Answer::None));
        assert_eq!((meeting.place.as_str(), meeting.reminder_minutes), ("Tehtaankatu 1", Some(15)), "all else stays");
        let sent = mails(&app).await;
        assert_eq!(sent.len(), 2);
        let starts = anna.zone().instant(at(day, 10)).utc().format("DTSTART:%Y%m%dT%H%M%SZ").to_string();
        for line in ["METHOD:REQUEST", "SEQUENCE:1", starts.as_str()] {
            assert!(sent[1].2.contains(&format!("\r\n{line}\r\n")), "{line}\n{}", sent[1].2);
        }
        let view = crm::read_opportunity(anna, &app.cx, of.deal).await.unwrap();
        let said = |what: &str| view.timeline.iter().filter(|entry| entry.what == what).count();
        assert_eq!((said("meeting.wish_taken"), said("meeting.updated")), (1, 1));
        // What answers the old time counts no more, and her yes to the new one does.
        let late = Reply::of(of.id, PAIVI, "DECLINED");
        assert_eq!(of.post.came(late.mail(&app)).await, says(PostVerdict::Automatic, "meeting_older"));
        let yes = Reply { sequence: 1, ..Reply::of(of.id, PAIVI, "ACCEPTED") };
        assert_eq!(of.post.came(yes.mail(&app)).await, says(PostVerdict::Joined, "meeting_answer"));
    });
}

/// Päivi proposes what the lines of her calendar say.
async fn says_when(app: &TestApp, of: &Invited, more: &str) {
    let kind = "text/calendar; method=COUNTER";
    let counter = Reply { method: "COUNTER", kind, more, ..Reply::of(of.id, PAIVI, "TENTATIVE") };
    assert_eq!(of.post.came(counter.mail(app)).await.0, PostVerdict::Joined);
}

#[test]
fn a_proposal_of_the_time_it_has_is_taken_without_a_mail() {
    on_both(async |app| {
        let of = invited(&app).await;
        let (anna, day) = (&of.anna, of.day);
        let time = format!("DTSTART;TZID=Europe/Stockholm:{}T130000\r\n", day.format("%Y%m%d"));
        says_when(&app, &of, &time).await;
        let wish = Some((at(day, 14), at(day, 15)));
        assert_eq!(crm::answer_wish(anna, &app.cx, answer(&of, wish, true)).await.unwrap(), 1);
        let meeting = row(&app, anna, of.deal).await.meeting.unwrap();
        assert_eq!((meeting.starts.local, meeting.attendees[0].wish), (at(day, 14), None));
        assert_eq!(mails(&app).await.len(), 1);
        let late = crm::answer_wish(anna, &app.cx, answer(&of, wish, true)).await;
        assert!(matches!(late, Err(Denied::Stale { .. })));
        let view = crm::read_opportunity(anna, &app.cx, of.deal).await.unwrap();
        assert_eq!(view.timeline.iter().filter(|entry| entry.what == "meeting.wish_taken").count(), 1);
    });
}

#[test]
fn a_proposed_time_in_an_hour_that_clocks_repeat_is_the_one_that_was_proposed() {
    on_both(async |app| {
        let of = invited(&app).await;
        // 31 October 2027, half past three in Helsinki for the second time.
        says_when(&app, &of, "DTSTART:20271031T013000Z\r\nDTEND:20271031T014500Z\r\n").await;
        let local = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let wish = Some((local("2027-10-31T03:30:00"), local("2027-10-31T03:45:00")));
        crm::answer_wish(&of.anna, &app.cx, answer(&of, wish, true)).await.unwrap();
        let meeting = row(&app, &of.anna, of.deal).await.meeting.unwrap();
        assert_eq!(meeting.starts.utc.utc().to_string(), "2027-10-31 01:30:00");
        assert_eq!(meeting.ends.utc.utc().to_string(), "2027-10-31 01:45:00");
    });
}

#[test]
fn a_proposal_that_is_declined_is_answered_to_whoever_made_it_and_the_meeting_stays() {
    on_both(async |app| {
        let of = invited(&app).await;
        let (anna, day) = (&of.anna, of.day);
        proposed(&app, &of, true).await;
        let wish = Some((at(day, 10), at(day, 11)));
        assert_eq!(crm::answer_wish(anna, &app.cx, answer(&of, wish, false)).await.unwrap(), 1);
        let meeting = row(&app, anna, of.deal).await.meeting.unwrap();
        assert_eq!((meeting.starts.local, meeting.attendees[0].wish), (at(day, 14), None));
        assert!(meeting.attendees[0].wish_words.is_empty());
        let sent = mails(&app).await;
        assert_eq!((sent.len(), sent[1].1.as_str()), (2, "Aika ei muutu: Katon katselmus"));
        let uid = format!("UID:{}", of.id);
        for line in ["METHOD:DECLINECOUNTER", "SEQUENCE:0", "STATUS:CONFIRMED", uid.as_str()] {
            assert!(sent[1].2.contains(&format!("\r\n{line}\r\n")), "{line}\n{}", sent[1].2);
        }
        // A second press answers nothing any more.
        let late = crm::answer_wish(anna, &app.cx, answer(&of, wish, false)).await;
        assert!(matches!(late, Err(Denied::Stale { .. })));
        assert_eq!(mails(&app).await.len(), 2);

        // Words without a time can be declined, and not be taken.
        app.later(60);
        assert_eq!(proposed(&app, &of, false).await, PostVerdict::Joined);
        let refused = refused_at(crm::answer_wish(anna, &app.cx, answer(&of, None, true)).await);
        assert_eq!(refused, [("wish".to_owned(), Refusal::Required)]);
        crm::answer_wish(anna, &app.cx, answer(&of, None, false)).await.unwrap();
        assert_eq!(mails(&app).await.len(), 3);
    });
}

#[test]
fn of_two_who_answer_a_proposal_at_once_one_is_told() {
    on_both(async |app| {
        let of = invited(&app).await;
        let maija = of.post.house.manager("Maija").await;
        proposed(&app, &of, true).await;
        let wish = Some((at(of.day, 10), at(of.day, 11)));
        let (one, other) = tokio::join!(
            crm::answer_wish(&of.anna, &app.cx, answer(&of, wish, true)),
            crm::answer_wish(&maija, &app.cx, answer(&of, wish, false))
        );
        let taken = one.is_ok();
        assert!(taken != other.is_ok(), "{one:?} {other:?}");
        let told = if taken { other } else { one };
        assert!(matches!(told, Err(Denied::Stale { .. })));
        let meeting = row(&app, &of.anna, of.deal).await.meeting.unwrap();
        assert_eq!(meeting.starts.local, at(of.day, if taken { 10 } else { 14 }));
        assert_eq!((meeting.attendees[0].wish, mails(&app).await.len()), (None, 2));
    });
}
