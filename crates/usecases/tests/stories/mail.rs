//! Mail: a stranger's mail becomes an opportunity, once; an answer joins it; what programs write makes none.
use domain::{actors::Role, ids::OpportunityId, refusal::Refusal};
use store::dialect::Engine;
use testkit::{House, TestApp, key, on_both};
use usecases::{
    Denied, Staff, crm,
    intake::{self, MailWay, mailboxes},
};
use wire::{
    crm::BoardQuery,
    intake::{InboxQuery, PostRow, PostVerdict},
    mailboxes::{MailEncryption, MailboxFields, MailboxForm, SaveMailbox, ServerFields, Tried, TryMailbox},
};

macro_rules! mail {
    ($name:literal) => {
        include_bytes!(concat!("../../../../testdata/mail/", $name, ".eml")).to_vec()
    };
}

fn posted(name: &str) -> MailboxFields {
    MailboxFields { name: name.into(), active: true, source: "sähköposti".into(), ..MailboxFields::default() }
}

fn fetched(name: &str, host: &str) -> MailboxFields {
    let server = ServerFields { host: host.into(), user: "myynti".into(), ..ServerFields::default() };
    MailboxFields { fetched: true, server, ..posted(name) }
}

fn save(of: Option<&MailboxForm>, fields: MailboxFields, password: &str) -> SaveMailbox {
    SaveMailbox {
        key: key(),
        id: of.map(|of| of.id),
        version: of.map_or(0, |of| of.version),
        fields,
        password: password.into(),
        renew: false,
    }
}

async fn mailbox(house: &House, admin: &Staff, fields: MailboxFields, password: &str) -> MailboxForm {
    let id = mailboxes::save(admin, &house.cx, save(None, fields, password)).await.unwrap();
    let view = mailboxes::list(admin, &house.cx).await.unwrap();
    view.mailboxes.into_iter().find(|one| one.id == id).unwrap()
}

fn token(form: &MailboxForm) -> &str {
    form.post_url.trim_end_matches("/mail").rsplit('/').next().unwrap()
}

pub struct Post {
    pub house: House,
    pub admin: Staff,
    way: MailWay,
}

impl Post {
    pub async fn new(app: &TestApp) -> Post {
        Post::new_of(app, "Salmela Oy").await
    }

    pub async fn new_of(app: &TestApp, name: &str) -> Post {
        let house = app.house(name).await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let form = mailbox(&house, &admin, posted("Myynti"), "").await;
        let way = intake::admit_mail(&house.cx, token(&form)).await.unwrap();
        Post { house, admin, way }
    }

    pub async fn came(&self, bytes: impl Into<Vec<u8>>) -> (PostVerdict, String) {
        let arrived = intake::receive_mail(self.way, &self.house.cx, Some(bytes.into()), String::new()).await.unwrap();
        (arrived.verdict, arrived.reason)
    }

    pub async fn newest(&self) -> PostRow {
        intake::list(&self.admin, &self.house.cx, InboxQuery::default()).await.unwrap().rows.remove(0)
    }

    pub async fn opportunities(&self) -> Vec<OpportunityId> {
        let board = crm::board(&self.admin, &self.house.cx, BoardQuery::default()).await.unwrap();
        board.lanes.iter().flat_map(|lane| &lane.cards).map(|card| card.id).collect()
    }
}

pub fn says(verdict: PostVerdict, reason: &str) -> (PostVerdict, String) {
    (verdict, reason.to_owned())
}

#[test]
fn a_mail_becomes_an_opportunity_and_its_answers_join_it() {
    on_both(async |app| {
        let post = Post::new(&app).await;
        let cx = &post.house.cx;
        assert_eq!(post.came(mail!("plain")).await, says(PostVerdict::Made, ""));
        assert_eq!(post.came(mail!("plain")).await, says(PostVerdict::Repeated, "same"));
        let all = post.opportunities().await;
        assert_eq!(all.len(), 1);
        let view = crm::read_opportunity(&post.admin, cx, all[0]).await.unwrap();
        assert_eq!(view.title, "Kasvihuoneen pumput – kysymys");
        assert_eq!((view.contact_name.as_str(), view.email.as_str()), ("Mika Aro", "mika.aro@kasvihuone.example"));
        assert_eq!(view.source, "sähköposti");

        // An answer that names the first mail, and, from the same writer, one that names nothing.
        assert_eq!(post.came(mail!("answer")).await, says(PostVerdict::Joined, "answer"));
        let bare = "From: Mika.Aro@kasvihuone.example\r\nSubject: RE: Kasvihuoneen pumput =?utf-8?q?=E2=80=93?= kysymys\r\n\
            Message-ID: <later@kasvihuone.example>\r\n\r\nJoko?";
        assert_eq!(post.came(bare).await, says(PostVerdict::Joined, "same_matter"));
        // Somebody else under that subject, or the same writer under another, is a new matter.
        let other = bare.replace("Mika.Aro@kasvihuone", "tiina@toinen").replace("<later", "<other");
        assert_eq!(post.came(other).await, says(PostVerdict::Made, ""));
        let fresh = bare.replace("kysymys", "huolto").replace("<later", "<fresh");
        assert_eq!(post.came(fresh).await, says(PostVerdict::Made, ""));

        let view = crm::read_opportunity(&post.admin, cx, all[0]).await.unwrap();
        let received: Vec<_> = view.timeline.iter().filter(|entry| entry.what == "mail.received").collect();
        assert_eq!(received.len(), 3);
        let answer = received.iter().find(|entry| entry.number == "Vs: Kasvihuoneen pumput").unwrap();
        assert_eq!(answer.body, "Viisi olisi parempi, ja ilmaverhot neljään oveen.");

        // Judged again nothing is made twice, and nothing stands twice on the timeline.
        for row in intake::list(&post.admin, cx, InboxQuery::default()).await.unwrap().rows {
            assert_eq!(intake::replay(&post.admin, cx, row.id).await.unwrap(), row.verdict);
        }
        assert_eq!(post.opportunities().await.len(), 3);
        let again = crm::read_opportunity(&post.admin, cx, all[0]).await.unwrap();
        assert_eq!(again.timeline.len(), view.timeline.len());
        // The same customer, known by the address.
        assert_eq!(app.texts("SELECT name FROM parties WHERE email LIKE '%asvihuone.example'").await.len(), 1);
    });
}

#[test]
fn an_answer_to_a_quotation_joins_its_opportunity() {
    on_both(async |app| {
        let post = Post::new(&app).await;
        let house = &post.house;
        let seller = house.seller("Anna Salo").await;
        post.came(mail!("plain")).await;
        let opportunity = post.opportunities().await.remove(0);
        house.sent(&seller, vec![house.line("Huolto", "2", "120")]).await;
        // The quotation belongs to that opportunity; its mail went out with the id of its work.
        let joined = "UPDATE quotes SET opportunity_id = (SELECT id FROM opportunities WHERE title LIKE 'Kasvi%')";
        app.run(joined).await.unwrap();
        let id = match app.engine {
            Engine::Sqlite => "lower(hex(id))",
            Engine::Postgres => "id::text",
        };
        let sent = app.texts(&format!("SELECT {id} FROM outbox WHERE subject_kind = 'quote'")).await.remove(0);
        let answer = format!(
            "From: toinen@kasvihuone.example\r\nSubject: Sopii\r\nMessage-ID: <q1@x.example>\r\n\
             In-Reply-To: <{sent}@salmela.example>\r\n\r\nTilaamme."
        );
        assert_eq!(post.came(answer).await, says(PostVerdict::Joined, "answer_to_quotation"));
        assert_eq!(post.newest().await.opportunity, Some(opportunity));
        // Our own mail that comes back is no customer's.
        let own = format!("From: myynti@talo.test\r\nMessage-ID: <{sent}@salmela.example>\r\n\r\nHei");
        assert_eq!(post.came(own).await, says(PostVerdict::Automatic, "loop"));
    });
}

#[test]
fn what_makes_no_opportunity_is_kept_with_its_reason() {
    on_both(async |app| {
        let post = Post::new(&app).await;
        let cx = &post.house.cx;
        for (bytes, verdict, reason) in [
            (mail!("out_of_office"), PostVerdict::Automatic, "auto_submitted"),
            (mail!("bounce"), PostVerdict::Automatic, "bounce"),
            (mail!("newsletter"), PostVerdict::Automatic, "bulk"),
            (mail!("no_sender"), PostVerdict::Incomplete, "no_sender"),
            (b"\x00\xff\xfe".to_vec(), PostVerdict::Unreadable, "no_headers"),
            (Vec::new(), PostVerdict::Unreadable, "empty"),
        ] {
            assert_eq!(post.came(bytes).await, says(verdict, reason));
        }
        let large = intake::receive_mail(post.way, cx, None, String::new()).await.unwrap();
        assert_eq!((large.verdict, large.reason.as_str()), (PostVerdict::Unreadable, "mail_too_large"));
        assert_eq!(intake::replay(&post.admin, cx, large.id).await.unwrap(), PostVerdict::Unreadable);
        assert!(post.opportunities().await.is_empty());

        assert_eq!(post.came(mail!("html_latin1")).await.0, PostVerdict::Made);
        let row = post.newest().await;
        assert!(row.by_mail);
        assert_eq!((row.sender.as_str(), row.subject.as_str()), ("Niemi, Åsa", "Värmepump till stugan"));
        let view = intake::read(&post.admin, cx, row.id).await.unwrap();
        let read = view.mail.unwrap();
        assert_eq!(read.text, "Hej,\n\nvi behöver en värmepump till stugan.");
        assert_eq!((read.files, read.all_files), (vec![("ritning.pdf".to_owned(), 9)], 1));
        assert!(view.payload.contains("boundary=\"x\""), "as it came: {}", view.payload);
    });
}

#[test]
fn two_programs_that_answer_each_other_are_stopped() {
    on_both(async |app| {
        let post = Post::new(&app).await;
        let mail =
            |at: usize| format!("From: robot@x.example\r\nSubject: {at}\r\nMessage-ID: <r{at}@x>\r\n\r\nHei {at}");
        for at in 0..20 {
            assert_eq!(post.came(mail(at)).await.0, PostVerdict::Made);
        }
        assert_eq!(post.came(mail(20)).await, says(PostVerdict::Automatic, "too_many"));
        app.later(7_300);
        assert_eq!(post.came(mail(21)).await.0, PostVerdict::Made);
    });
}

#[test]
fn what_a_kill_left_waiting_is_judged_later() {
    on_both(async |app| {
        let post = Post::new(&app).await;
        post.came(mail!("plain")).await;
        app.run("UPDATE intake_posts SET verdict = 'waiting', opportunity_id = NULL").await.unwrap();
        assert_eq!(intake::judge_waiting(&post.house.cx).await.unwrap(), 0, "whoever took it in may still be at it");
        app.later(61);
        assert_eq!(intake::judge_waiting(&post.house.cx).await.unwrap(), 1);
        assert_eq!(post.newest().await.verdict, PostVerdict::Made);
        assert_eq!(intake::judge_waiting(&post.house.cx).await.unwrap(), 0);
    });
}

#[test]
fn a_password_is_sealed_and_goes_only_to_its_server() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (admin, cx) = (house.person("Aino", Role::Administrator, None).await, &house.cx);
        let form = mailbox(&house, &admin, fetched("Myynti", "imap.salmela.example"), "sala sana").await;
        assert!(form.has_password && form.fields.fetched);
        assert_eq!(form.fields.server.port, "993");
        assert!(!format!("{form:?}").contains("sala sana"));

        // Without a new password the kept one stays, for the same server and user only.
        let renamed = MailboxFields { name: "Asiakaspalvelu".into(), ..form.fields.clone() };
        mailboxes::save(&admin, cx, save(Some(&form), renamed, "")).await.unwrap();
        let form = mailboxes::list(&admin, cx).await.unwrap().mailboxes.remove(0);
        let mut elsewhere = form.fields.clone();
        elsewhere.server.host = "imap.thief.example".into();
        let refused = mailboxes::save(&admin, cx, save(Some(&form), elsewhere.clone(), "")).await;
        assert_eq!(testkit::refused_at(refused), [("password".to_owned(), Refusal::Required)]);
        let tried = TryMailbox { id: Some(form.id), server: elsewhere.server.clone(), password: String::new() };
        let refused = mailboxes::test(&admin, cx, tried).await;
        assert_eq!(testkit::refused_at(refused), [("password".to_owned(), Refusal::Required)]);
        let tried = TryMailbox { id: Some(form.id), server: form.fields.server.clone(), password: String::new() };
        assert!(matches!(mailboxes::test(&admin, cx, tried).await.unwrap(), Tried::Trouble { .. }), "no network here");

        // The worker gets it in clear; another one does not get the mailbox meanwhile.
        let due = mailboxes::claim(cx).await.unwrap();
        assert_eq!(due[0].login.as_ref().unwrap().password, "sala sana");
        assert!(!format!("{due:?}").contains("sala sana"));
        assert!(mailboxes::claim(cx).await.unwrap().is_empty());
        let trouble = mailboxes::Trouble::new(mailboxes::TroubleKind::Login, "No.\r\n");
        mailboxes::failed(cx, &due[0], &trouble).await.unwrap();
        let state = mailboxes::list(&admin, cx).await.unwrap().mailboxes.remove(0).state;
        assert!(state.failing && state.last_error.is_some());
        assert_eq!((state.trouble.as_str(), state.detail.as_str()), ("login", "No."));
        app.later(29);
        assert!(mailboxes::claim(cx).await.unwrap().is_empty(), "not before its time");
        app.later(2);
        let due = mailboxes::claim(cx).await.unwrap();
        mailboxes::went(cx, &due[0]).await.unwrap();
        let state = mailboxes::list(&admin, cx).await.unwrap().mailboxes.remove(0).state;
        assert!(!state.failing && state.last_ok.is_some());

        // Bad input gets its sentences.
        let mut wrong = fetched("", " ");
        wrong.server =
            ServerFields { port: "99999".into(), user: String::new(), move_to: "INBOX".into(), ..wrong.server };
        let refused = mailboxes::save(&admin, cx, save(None, wrong, "x")).await;
        let fields: Vec<String> = testkit::refused_at(refused).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["name", "host", "user", "move_to", "port"]);
        let stale = mailboxes::save(&admin, cx, SaveMailbox { version: 1, ..save(Some(&form), posted("x"), "") }).await;
        assert!(matches!(stale, Err(Denied::Stale { current: 2 })));

        // Switched off it is not read, and nothing is taken; nobody but an administrator sees it.
        let off = MailboxFields { active: false, ..form.fields.clone() };
        mailboxes::save(&admin, cx, save(Some(&form), off, "")).await.unwrap();
        app.later(4_000);
        assert!(mailboxes::claim(cx).await.unwrap().is_empty());
        assert!(matches!(intake::admit_mail(cx, token(&form)).await, Err(Denied::NotFound)));
        let manager = house.manager("Mia").await;
        assert!(matches!(mailboxes::list(&manager, cx).await, Err(Denied::NotAllowed)));
        let stranger = app.house("Toinen Oy").await.person("Ville", Role::Administrator, None).await;
        let theirs = mailboxes::save(&stranger, cx, save(Some(&form), posted("x"), "")).await;
        assert!(matches!(theirs, Err(Denied::NotFound)));
        assert!(MailEncryption::ALL.iter().all(|one| MailEncryption::parse(one.code()) == Some(*one)));
    });
}

#[test]
fn an_address_for_mail_takes_no_forms_and_the_other_way_round() {
    on_both(async |app| {
        let post = Post::new(&app).await;
        let form = mailboxes::list(&post.admin, &post.house.cx).await.unwrap().mailboxes.remove(0);
        assert!(matches!(intake::admit(&post.house.cx, token(&form)).await, Err(Denied::NotFound)));
        assert!(intake::sources(&post.admin, &post.house.cx).await.unwrap().sources.is_empty());
        let same = mailboxes::save(&post.admin, &post.house.cx, save(None, posted("Myynti"), "")).await;
        assert_eq!(testkit::refused_at(same), [("name".to_owned(), Refusal::AlreadyTaken)]);
        // The address of one that is renewed ends at once.
        let renew = SaveMailbox { renew: true, ..save(Some(&form), posted("Myynti"), "") };
        mailboxes::save(&post.admin, &post.house.cx, renew).await.unwrap();
        assert!(matches!(intake::admit_mail(&post.house.cx, token(&form)).await, Err(Denied::NotFound)));
    });
}
