//! Meetings: planned, invited to, changed, called off; answered by mail, by those who were asked and by others.
use crate::{
    mail::{Post, says},
    opportunities::opportunity,
};
use chrono::{Days, NaiveDate, NaiveDateTime};
use domain::{
    crm::{activities::ActivityKind, meetings::Answer},
    ids::{ActivityId, OpportunityId, UserId},
    refusal::Refusal,
};
use testkit::{TestApp, key, on_both, refused_at};
use usecases::{Staff, calendars, crm, mail::Posted};
use wire::{
    activities::{ActivityFields, ActivityView, EditActivity, EndActivity, Ending, ScheduleActivity},
    intake::PostVerdict,
    meetings::{AttendeeFields, EditMeeting, MeetingFields, ScheduleMeeting},
};

pub const PAIVI: &str = "paivi@makela.example";

fn summary(words: &str, day: NaiveDate) -> ActivityFields {
    ActivityFields {
        kind: ActivityKind::Meeting,
        type_id: None,
        summary: words.into(),
        note: "Älä anna alennusta".into(),
        due_on: Some(day),
        user: None,
    }
}

pub fn at(day: NaiveDate, hour: u32) -> NaiveDateTime {
    day.and_hms_opt(hour, 0, 0).unwrap()
}

fn guest(name: &str, email: &str) -> AttendeeFields {
    AttendeeFields { name: name.into(), email: email.into(), user: None }
}

fn colleague(user: UserId) -> AttendeeFields {
    AttendeeFields { name: String::new(), email: String::new(), user: Some(user) }
}

fn meeting(day: NaiveDate, attendees: Vec<AttendeeFields>, tell: bool) -> MeetingFields {
    MeetingFields {
        starts: Some(at(day, 14)),
        ends: Some(at(day, 15)),
        place: "Tehtaankatu 1".into(),
        agenda: "Katsotaan katto".into(),
        reminder_minutes: Some(15),
        attendees,
        tell,
    }
}

fn plan(deal: OpportunityId, fields: ActivityFields, meeting: MeetingFields) -> ScheduleMeeting {
    ScheduleMeeting { activity: ScheduleActivity { key: key(), opportunity: deal, fields }, meeting }
}

fn change(id: ActivityId, version: i64, fields: ActivityFields, meeting: MeetingFields) -> EditMeeting {
    EditMeeting { activity: EditActivity { id, version, fields }, meeting }
}

/// What is in the outbox, in the order in which it was put there: to whom, the subject, the calendar without folds.
pub async fn mails(app: &TestApp) -> Vec<(String, String, String)> {
    let bodies = app.texts("SELECT body FROM outbox WHERE topic = 'mail' ORDER BY id").await;
    let read = |body: &String| serde_json::from_str::<Posted>(body).unwrap();
    let told = |posted: Posted| {
        let calendar = posted.calendar.map(|part| part.text.replace("\r\n ", "")).unwrap_or_default();
        (posted.mail.to, posted.mail.subject, calendar)
    };
    bodies.iter().map(read).map(told).collect()
}

pub async fn row(app: &TestApp, by: &Staff, deal: OpportunityId) -> ActivityView {
    crm::read_opportunity(by, &app.cx, deal).await.unwrap().activities.remove(0)
}

/// A calendar's answer as programs mail it, written so many seconds from now.
pub struct Reply<'a> {
    pub uid: String,
    pub sequence: u32,
    pub seconds: i64,
    pub who: &'a str,
    pub partstat: &'a str,
    pub more: &'a str,
    pub method: &'a str,
    pub kind: &'a str,
}

impl<'a> Reply<'a> {
    pub fn of(id: ActivityId, who: &'a str, partstat: &'a str) -> Reply<'a> {
        let kind = "text/calendar; charset=utf-8; method=REPLY";
        Reply { uid: id.to_string(), sequence: 0, seconds: 0, who, partstat, more: "", method: "REPLY", kind }
    }

    /// As a mail with an id of its own.
    pub fn mail(&self, app: &TestApp) -> String {
        let stamp = app.cx.clock.now().plus_seconds(self.seconds).utc().format("%Y%m%dT%H%M%SZ");
        let Reply { uid, sequence, who, partstat, more, method, kind, .. } = self;
        format!(
            "From: {who}\r\nSubject: Accepted: Katto\r\nMessage-ID: <{}@x.example>\r\nAuto-Submitted: auto-generated\r\n\
             MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n\
             UID:{uid}\r\nSEQUENCE:{sequence}\r\nDTSTAMP:{stamp}\r\nATTENDEE;CN=\"P\u{e4}ivi\";PARTSTAT={partstat}:\r\n \
             mailto:{who}\r\n{more}END:VEVENT\r\nEND:VCALENDAR\r\n",
            uuid::Uuid::now_v7()
        )
    }
}

pub struct Invited {
    pub post: Post,
    pub anna: Staff,
    pub deal: OpportunityId,
    pub id: ActivityId,
    pub day: NaiveDate,
}

pub async fn invited(app: &TestApp) -> Invited {
    let post = Post::new(app).await;
    let anna = post.house.seller("Anna Salo").await;
    let day = anna.zone().day(app.cx.clock.now()) + Days::new(9);
    let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
    let guests = vec![guest("Päivi Mäkelä", PAIVI)];
    let command = plan(deal, summary("Katon katselmus", day), meeting(day, guests, true));
    let id = crm::schedule_meeting(&anna, &app.cx, command).await.unwrap();
    Invited { post, anna, deal, id, day }
}

#[test]
fn nobody_is_told_without_the_tick_and_then_of_what_matters_only() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna Salo").await, house.manager("Maija Aho").await);
        let day = anna.zone().day(app.cx.clock.now()) + Days::new(9);
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let guests = vec![guest("Päivi Mäkelä", "Paivi@Makela.example"), guest("", PAIVI), colleague(maija.user())];
        // Its day is the one on which it begins, whatever the other field says.
        let command = plan(deal, summary("Katselmus", day + Days::new(1)), meeting(day, guests.clone(), false));
        let id = crm::schedule_meeting(&anna, &app.cx, command.clone()).await.unwrap();
        assert_eq!(crm::schedule_meeting(&anna, &app.cx, command).await.unwrap(), id, "told twice it is one");
        assert!(mails(&app).await.is_empty());
        let view = row(&app, &anna, deal).await;
        let shown = view.meeting.unwrap();
        assert_eq!((view.due_on, shown.starts.local, shown.ends.local), (day, at(day, 14), at(day, 15)));
        assert_eq!(shown.attendees.len(), 2, "each address once");
        assert!(shown.attendees.iter().all(|one| !one.told && one.answer == Answer::None));

        let tell = meeting(day, guests.clone(), true);
        let two = crm::edit_meeting(&anna, &app.cx, change(id, 1, summary("Katselmus", day), tell.clone())).await;
        assert_eq!(two.unwrap(), 2);
        let sent = mails(&app).await;
        assert_eq!(sent.len(), 2);
        assert_eq!((sent[0].0.as_str(), sent[0].1.as_str()), ("Paivi@makela.example", "Kutsu: Katselmus"));
        for line in [
            "METHOD:REQUEST".to_owned(),
            format!("UID:{id}"),
            "SEQUENCE:0".to_owned(),
            "LOCATION:Tehtaankatu 1".to_owned(),
            "DESCRIPTION:Katsotaan katto".to_owned(),
            "ORGANIZER;CN=\"Anna Salo\":mailto:myynti@talo.test".to_owned(),
        ] {
            assert!(sent[0].2.contains(&format!("\r\n{line}\r\n")), "{line}\n{}", sent[0].2);
        }
        assert!(!app.texts("SELECT body FROM outbox").await.join("").contains("alennusta"), "the note is our own");

        // Nothing changed; something that concerns us only; something that matters.
        let same = change(id, 2, summary("Katselmus", day), tell.clone());
        assert_eq!(crm::edit_meeting(&anna, &app.cx, same).await.unwrap(), 2);
        let ours = MeetingFields { reminder_minutes: Some(60), ..tell.clone() };
        let ours = change(id, 2, ActivityFields { note: "Muu".into(), ..summary("Katselmus", day) }, ours);
        assert_eq!(crm::edit_meeting(&anna, &app.cx, ours).await.unwrap(), 3);
        assert_eq!(mails(&app).await.len(), 2);
        let place = MeetingFields { place: "https://meet.example/1".into(), ..tell.clone() };
        crm::edit_meeting(&anna, &app.cx, change(id, 3, summary("Katselmus", day), place.clone())).await.unwrap();
        let sent = mails(&app).await;
        assert_eq!(sent.len(), 4);
        assert!(sent[2].1.starts_with("Muuttunut") && sent[2].2.contains("SEQUENCE:1\r\n"), "{:?}", sent[2]);

        // Who is asked no more is told so, and nobody else.
        let fewer = MeetingFields { attendees: vec![guest("", PAIVI)], ..place };
        crm::edit_meeting(&anna, &app.cx, change(id, 4, summary("Katselmus", day), fewer.clone())).await.unwrap();
        let sent = mails(&app).await;
        assert_eq!(sent.len(), 5);
        assert!(sent[4].1.starts_with("Peruttu") && sent[4].2.contains("METHOD:CANCEL\r\n"), "{:?}", sent[4]);

        // Moved without its form it goes along and tells nobody; the next ticked change does.
        let later = EditActivity { id, version: 5, fields: summary("Katselmus", day + Days::new(7)) };
        crm::edit_activity(&anna, &app.cx, later).await.unwrap();
        let shown = row(&app, &anna, deal).await.meeting.unwrap();
        assert_eq!(shown.starts.local, at(day + Days::new(7), 14));
        assert_eq!(mails(&app).await.len(), 5);
        let there = day + Days::new(7);
        let again = MeetingFields { starts: Some(at(there, 14)), ends: Some(at(there, 15)), ..fewer };
        crm::edit_meeting(&anna, &app.cx, change(id, 6, summary("Katselmus", there), again)).await.unwrap();
        assert!(mails(&app).await[5].2.contains("SEQUENCE:2\r\n"));

        let off = EndActivity { id, version: 7, ending: Ending::Cancelled, feedback: String::new() };
        crm::end_activity(&anna, &app.cx, off.clone()).await.unwrap();
        crm::end_activity(&anna, &app.cx, off).await.unwrap();
        let sent = mails(&app).await;
        assert_eq!(sent.len(), 7);
        assert!(sent[6].2.contains("METHOD:CANCEL\r\n") && sent[6].2.contains("SEQUENCE:3\r\n"), "{:?}", sent[6]);
        let view = crm::read_opportunity(&anna, &app.cx, deal).await.unwrap();
        let said = |what: &str| view.timeline.iter().filter(|entry| entry.what == what).count();
        assert_eq!((said("meeting.invited"), said("meeting.updated"), said("meeting.called_off")), (1, 2, 2));
    });
}

#[test]
fn an_answer_is_taken_once_shown_everywhere_and_makes_no_opportunity() {
    on_both(async |app| {
        let Invited { post, anna, deal, id, day } = invited(&app).await;
        let yes = Reply::of(id, PAIVI, "ACCEPTED");
        let first = yes.mail(&app);
        assert_eq!(post.came(first.clone()).await, says(PostVerdict::Joined, "meeting_answer"));
        assert_eq!(post.came(first).await, says(PostVerdict::Repeated, "same"));
        assert_eq!(post.came(yes.mail(&app)).await, says(PostVerdict::Repeated, "same"), "in another mail");
        let answer = |view: &ActivityView| view.meeting.as_ref().unwrap().attendees[0].answer;
        assert_eq!(answer(&row(&app, &anna, deal).await), Answer::Accepted);
        let timeline = crm::read_opportunity(&anna, &app.cx, deal).await.unwrap().timeline;
        let told: Vec<_> = timeline.iter().filter(|entry| entry.what == "meeting.accepted").collect();
        assert_eq!((told.len(), told[0].body.as_str()), (1, "Katon katselmus"));

        // In the feed it has its hours, and who comes.
        let address = calendars::make_calendar(&anna, &app.cx).await.unwrap().address;
        let secret = address.rsplit_once("/calendar/").unwrap().1.trim_end_matches(".ics").to_owned();
        let feed = calendars::feed(&app.cx, &secret).await.unwrap().text.replace("\r\n ", "");
        let starts = anna.zone().instant(at(day, 14)).utc().format("DTSTART:%Y%m%dT%H%M%SZ").to_string();
        for wanted in [format!("UID:{id}"), starts, "TRIGGER:-PT15M".into(), "LOCATION:Tehtaankatu 1".into()] {
            assert!(feed.contains(&format!("\r\n{wanted}\r\n")), "{wanted}\n{feed}");
        }
        assert!(feed.contains("PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:paivi@makela.example"), "{feed}");

        // Another mind, with words; and the answer that was written before and comes behind.
        app.later(120);
        let no = Reply { more: "COMMENT:Sairastuin\\, valitan\r\n", ..Reply::of(id, PAIVI, "DECLINED") };
        assert_eq!(post.came(no.mail(&app)).await, says(PostVerdict::Joined, "meeting_answer"));
        let late = Reply { seconds: -60, ..Reply::of(id, PAIVI, "TENTATIVE") };
        assert_eq!(post.came(late.mail(&app)).await, says(PostVerdict::Automatic, "meeting_older"));
        assert_eq!(answer(&row(&app, &anna, deal).await), Answer::Declined);
        let timeline = crm::read_opportunity(&anna, &app.cx, deal).await.unwrap().timeline;
        assert_eq!(timeline[0].body, "Katon katselmus: Sairastuin, valitan");

        // Another time: asked anew, and what answers the old time counts no more.
        let later = MeetingFields {
            starts: Some(at(day, 16)),
            ends: Some(at(day, 17)),
            ..meeting(day, vec![guest("", PAIVI)], true)
        };
        crm::edit_meeting(&anna, &app.cx, change(id, 1, summary("Katon katselmus", day), later)).await.unwrap();
        assert_eq!(answer(&row(&app, &anna, deal).await), Answer::None);
        assert_eq!(post.came(yes.mail(&app)).await, says(PostVerdict::Automatic, "meeting_older"));
        let now = Reply { sequence: 1, kind: "text/calendar; charset=x-nonsense", ..Reply::of(id, PAIVI, "TENTATIVE") };
        assert_eq!(post.came(now.mail(&app)).await, says(PostVerdict::Joined, "meeting_answer"));
        assert_eq!(answer(&row(&app, &anna, deal).await), Answer::Tentative);
        assert_eq!(post.opportunities().await, [deal]);
    });
}

#[test]
fn a_proposal_of_another_time_is_shown_as_a_wish_and_moves_nothing() {
    on_both(async |app| {
        let Invited { post, anna, deal, id, day } = invited(&app).await;
        let more = format!("DTSTART;TZID=Europe/Stockholm:{0}T090000\r\nCOMMENT:Aamulla?\r\n", day.format("%Y%m%d"));
        let counter = Reply {
            method: "COUNTER",
            kind: "text/calendar; method=COUNTER",
            more: &more,
            ..Reply::of(id, PAIVI, "TENTATIVE")
        };
        assert_eq!(post.came(counter.mail(&app)).await, says(PostVerdict::Joined, "meeting_wish"));
        assert_eq!(post.came(counter.mail(&app)).await, says(PostVerdict::Repeated, "same"));
        let shown = row(&app, &anna, deal).await.meeting.unwrap();
        assert_eq!(shown.starts.local, at(day, 14));
        let one = &shown.attendees[0];
        assert_eq!(one.wish, Some((at(day, 10), at(day, 11))), "by our own clock, as long as the meeting");
        assert_eq!((one.wish_words.as_str(), one.answer), ("Aamulla?", Answer::None));
        let timeline = crm::read_opportunity(&anna, &app.cx, deal).await.unwrap().timeline;
        assert_eq!((timeline[0].what.as_str(), timeline[0].changes.len()), ("meeting.wished", 2));
    });
}

#[test]
fn what_strangers_and_broken_programs_send_changes_nothing_and_is_kept_with_its_reason() {
    on_both(async |app| {
        let Invited { post, anna, deal, id, .. } = invited(&app).await;
        let other = Post::new_of(&app, "Toinen Oy").await;
        let yes = || Reply::of(id, PAIVI, "ACCEPTED");
        let before = app.texts("SELECT answer FROM meeting_attendees").await;
        let nobody = Reply { uid: uuid::Uuid::now_v7().to_string(), ..yes() };
        let hostile = Reply { uid: "' OR 1=1; --".into(), ..yes() };
        let stranger = Reply::of(id, "mallory@x.example", "ACCEPTED");
        let bent = Reply { more: "SEQUENCE:-1\r\n", ..yes() };
        let mute = Reply::of(id, PAIVI, "NEEDS-ACTION");
        let many = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:paivi@makela.example\r\n".repeat(10_000);
        let crowd = Reply { more: &many, ..yes() };
        let few = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:paivi@makela.example\r\n".repeat(3);
        let pair = Reply { more: &few, ..Reply::of(id, "mallory@x.example", "ACCEPTED") };
        for (mail, verdict, reason) in [
            (nobody.mail(&app), PostVerdict::Automatic, "meeting_unknown"),
            (hostile.mail(&app), PostVerdict::Automatic, "meeting_unknown"),
            (stranger.mail(&app), PostVerdict::Automatic, "meeting_stranger"),
            (pair.mail(&app), PostVerdict::Automatic, "meeting_stranger"),
            (bent.mail(&app), PostVerdict::Unreadable, "meeting_broken"),
            (mute.mail(&app), PostVerdict::Unreadable, "meeting_broken"),
            (crowd.mail(&app), PostVerdict::Unreadable, "meeting_too_large"),
        ] {
            assert_eq!(post.came(mail).await, says(verdict, reason));
        }
        assert_eq!(other.came(yes().mail(&app)).await, says(PostVerdict::Automatic, "meeting_unknown"));
        assert_eq!(app.texts("SELECT answer FROM meeting_attendees").await, before);
        assert_eq!(post.opportunities().await, [deal]);
        assert!(other.opportunities().await.is_empty());
        // A clock that is ahead shuts nobody out.
        let ahead = Reply { seconds: 86_400 * 365, ..yes() };
        assert_eq!(post.came(ahead.mail(&app)).await, says(PostVerdict::Joined, "meeting_answer"));
        app.later(60);
        let no = Reply::of(id, PAIVI, "DECLINED");
        assert_eq!(post.came(no.mail(&app)).await, says(PostVerdict::Joined, "meeting_answer"));
        let done = EndActivity { id, version: 1, ending: Ending::Done, feedback: String::new() };
        crm::end_activity(&anna, &app.cx, done).await.unwrap();
        app.later(60);
        assert_eq!(post.came(yes().mail(&app)).await, says(PostVerdict::Automatic, "meeting_over"));
    });
}

#[test]
fn an_answer_and_a_change_at_the_same_moment_do_not_lose_each_other() {
    on_both(async |app| {
        let Invited { post, anna, deal, id, day } = invited(&app).await;
        let fields = MeetingFields { place: "Muualla".into(), ..meeting(day, vec![guest("", PAIVI)], true) };
        let edit = crm::edit_meeting(&anna, &app.cx, change(id, 1, summary("Katon katselmus", day), fields));
        let mail = Reply { sequence: 1, ..Reply::of(id, PAIVI, "ACCEPTED") }.mail(&app);
        let (edited, (verdict, _)) = tokio::join!(edit, post.came(mail));
        edited.unwrap();
        assert_eq!(verdict, PostVerdict::Joined);
        let shown = row(&app, &anna, deal).await.meeting.unwrap();
        assert_eq!((shown.place.as_str(), shown.attendees[0].answer), ("Muualla", Answer::Accepted));
    });
}

#[test]
fn bad_input_is_refused_at_its_field_and_writes_nothing() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let day = anna.zone().day(app.cx.clock.now());
        let deal = crm::create_opportunity(&anna, &app.cx, opportunity("Katto")).await.unwrap();
        let good = meeting(day, vec![guest("", PAIVI)], true);
        let crowd = (0..101).map(|at| guest("", &format!("a{at}@x.example"))).collect();
        let stranger = app.house("Toinen Oy").await.seller("Outi").await;
        let gone = house.seller("Matti Laine").await;
        app.run("UPDATE users SET active = 0 WHERE name = 'Matti Laine'").await.unwrap();
        let cases = [
            (MeetingFields { starts: None, ..good.clone() }, ("starts", Refusal::Required)),
            (MeetingFields { ends: None, ..good.clone() }, ("ends", Refusal::Required)),
            (MeetingFields { ends: good.starts, ..good.clone() }, ("ends", Refusal::EndsBeforeStart)),
            (MeetingFields { ends: Some(NaiveDateTime::MAX), ..good.clone() }, ("ends", Refusal::NotADay)),
            (MeetingFields { starts: Some(NaiveDateTime::MIN), ..good.clone() }, ("due_on", Refusal::NotADay)),
            (MeetingFields { reminder_minutes: Some(7), ..good.clone() }, ("reminder", Refusal::NotAChoice)),
            (MeetingFields { attendees: vec![guest("", "a@b")], ..good.clone() }, ("attendees", Refusal::EmailInvalid)),
            (
                MeetingFields { attendees: vec![colleague(stranger.user())], ..good.clone() },
                ("attendees", Refusal::NotAChoice),
            ),
            (
                MeetingFields { attendees: vec![colleague(gone.user())], ..good.clone() },
                ("attendees", Refusal::NotAChoice),
            ),
            (MeetingFields { attendees: crowd, ..good.clone() }, ("attendees", Refusal::TooLarge { most: 100.into() })),
        ];
        let before = app.snapshot().await;
        for (given, (field, refusal)) in cases {
            let command = plan(deal, summary("Katselmus", day), given);
            let said = refused_at(crm::schedule_meeting(&anna, &app.cx, command).await);
            assert_eq!(said, [(field.to_owned(), refusal)]);
        }
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
        // Without any of it, it is a day like other activities, and becomes one again.
        let plain = plan(deal, summary("Katselmus", day), MeetingFields::default());
        let id = crm::schedule_meeting(&anna, &app.cx, plain).await.unwrap();
        assert_eq!(row(&app, &anna, deal).await.meeting, None);
        crm::edit_meeting(&anna, &app.cx, change(id, 1, summary("Katselmus", day), good)).await.unwrap();
        assert!(row(&app, &anna, deal).await.meeting.is_some());
        let call = ActivityFields { kind: ActivityKind::Call, ..summary("Katselmus", day) };
        crm::edit_activity(&anna, &app.cx, EditActivity { id, version: 2, fields: call }).await.unwrap();
        assert_eq!(row(&app, &anna, deal).await.meeting, None);
        let sent = mails(&app).await;
        assert!(
            sent.len() == 2 && sent[1].2.contains("METHOD:CANCEL"),
            "what is no meeting any more is called off: {sent:?}"
        );
    });
}
