//! Mailboxes on a real IMAP server: each mail is kept once and marked after that, whatever happens in between.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
mod dovecot;

use domain::actors::Role;
use dovecot::{Dovecot, PASSWORD, USER};
use post::mailbox::{Imap, read};
use testkit::{House, TestApp, key, on_both};
use usecases::{
    Staff, crm, intake,
    intake::mailboxes::{self, Due, Login, Mailman, Trouble, TroubleKind},
};
use wire::{
    crm::BoardQuery,
    intake::{InboxQuery, PostRow, PostVerdict},
    mailboxes::{MailEncryption, MailboxFields, SaveMailbox, ServerFields},
};

macro_rules! mail {
    ($name:literal) => {
        include_bytes!(concat!("../../../../testdata/mail/", $name, ".eml"))
    };
}

struct Post {
    app: TestApp,
    house: House,
    admin: Staff,
    server: Dovecot,
}

impl Post {
    async fn new(app: &TestApp) -> Post {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        Post { app: app.clone(), house, admin, server: Dovecot::new() }
    }

    async fn save(&self, move_to: &str) {
        let known = mailboxes::list(&self.admin, &self.house.cx).await.unwrap().mailboxes.pop();
        let server = ServerFields {
            host: "127.0.0.1".into(),
            port: self.server.port.to_string(),
            encryption: MailEncryption::None,
            user: USER.into(),
            move_to: move_to.into(),
            ..ServerFields::default()
        };
        let fields = MailboxFields { name: "Myynti".into(), active: true, fetched: true, server, ..Default::default() };
        let (id, version) = known.map_or((None, 0), |known| (Some(known.id), known.version));
        let command = SaveMailbox { key: key(), id, version, fields, password: PASSWORD.into(), renew: false };
        mailboxes::save(&self.admin, &self.house.cx, command).await.unwrap();
    }

    async fn due(&self) -> Due {
        self.app.later(301);
        mailboxes::claim(&self.house.cx).await.unwrap().pop().expect("a mailbox that is due")
    }

    async fn read(&self) -> Result<usize, Trouble> {
        read(&self.house.cx, &self.due().await).await
    }

    async fn inbox(&self) -> Vec<PostRow> {
        intake::list(&self.admin, &self.house.cx, InboxQuery::default()).await.unwrap().rows
    }

    async fn opportunities(&self) -> usize {
        let board = crm::board(&self.admin, &self.house.cx, BoardQuery::default()).await.unwrap();
        board.lanes.iter().map(|lane| lane.cards.len()).sum()
    }

    fn login(&self) -> Login {
        Login {
            host: "127.0.0.1".into(),
            port: self.server.port,
            encryption: MailEncryption::None,
            user: USER.into(),
            password: PASSWORD.into(),
            folder: "INBOX".into(),
            move_to: String::new(),
        }
    }
}

fn flags(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, flags)| ((*name).to_owned(), (*flags).to_owned())).collect()
}

#[test]
fn mails_come_in_once_and_are_marked_as_read() {
    on_both(async |app| {
        let mut post = Post::new(&app).await;
        post.server.deliver("a-old", mail!("windows1252"), true);
        post.server.deliver("b-plain", mail!("plain"), false);
        post.server.deliver("c-news", mail!("newsletter"), false);
        post.save("").await;
        // For the first time: what nobody has read.
        assert_eq!(post.read().await.unwrap(), 2);
        let came: Vec<_> = post.inbox().await.into_iter().map(|row| row.verdict).collect();
        assert_eq!(came, [PostVerdict::Automatic, PostVerdict::Made]);
        assert_eq!(post.opportunities().await, 1);
        assert_eq!(post.server.flags(""), flags(&[("a-old", "S"), ("b-plain", "S"), ("c-news", "S")]));

        assert_eq!(post.read().await.unwrap(), 0);
        // From then on everything that is new, whoever has looked at it first.
        post.server.deliver("d-answer", mail!("answer"), true);
        assert_eq!(post.read().await.unwrap(), 1);
        let row = post.inbox().await.remove(0);
        assert_eq!((row.verdict, row.sender.as_str()), (PostVerdict::Joined, "Mika Aro"));

        // Kept and not marked, as a kill between the two leaves it; and the server numbers everything anew.
        post.server.unread("b-plain");
        post.server.deliver("e-new", mail!("html_latin1"), false);
        post.server.renumber();
        assert_eq!(post.read().await.unwrap(), 2);
        assert_eq!(post.inbox().await.len(), 4, "the same bytes are not kept twice");
        assert_eq!(post.opportunities().await, 2);
        assert!(post.server.flags("").iter().all(|(_, flags)| flags == "S"), "{:?}", post.server.flags(""));
        assert_eq!(post.read().await.unwrap(), 0);

        // The server goes away and comes back.
        post.server.deliver("f-away", mail!("forwarded"), false);
        post.server.stop();
        assert_eq!(post.read().await.unwrap_err().kind, TroubleKind::Unreachable);
        post.server.start();
        assert_eq!(post.read().await.unwrap(), 1);
        assert_eq!(post.opportunities().await, 3);
    });
}

#[test]
fn a_mail_that_cannot_be_kept_stays_unread() {
    on_both(async |app| {
        let post = Post::new(&app).await;
        post.server.deliver("a-plain", mail!("plain"), false);
        post.save("").await;
        let due = post.due().await;
        post.house.cx.store.db().close().await;
        assert_eq!(read(&post.house.cx, &due).await.unwrap_err().kind, TroubleKind::Ours);
        assert!(post.server.flags("").iter().all(|(_, flags)| !flags.contains('S')), "{:?}", post.server.flags(""));
    });
}

#[test]
fn read_mail_is_moved_where_that_is_asked() {
    on_both(async |app| {
        let post = Post::new(&app).await;
        post.server.deliver("a-plain", mail!("plain"), false);
        post.save("Käsitellyt").await;
        assert_eq!(post.read().await.unwrap_err().kind, TroubleKind::MoveTo);
        assert!(post.inbox().await.is_empty(), "nothing is fetched that cannot be moved");
        post.server.make_folder(".K&AOQ-sitellyt");
        assert_eq!(post.read().await.unwrap(), 1);
        assert!(post.server.flags("").is_empty());
        assert_eq!(post.server.flags(".K&AOQ-sitellyt").len(), 1);
        assert_eq!(post.opportunities().await, 1);
    });
}

#[test]
fn a_mail_that_is_too_large_leaves_its_head() {
    on_both(async |app| {
        let post = Post::new(&app).await;
        let mut large =
            b"From: Mika <mika@aro.example>\r\nSubject: Piirustukset\r\nMessage-ID: <big@x>\r\n\r\n".to_vec();
        large.extend(std::iter::repeat_n(*b"0123456789abcdef\r\n", 600_000).flatten());
        post.server.deliver("a-large", &large, false);
        post.server.deliver("b-plain", mail!("plain"), false);
        post.save("").await;
        assert_eq!(post.read().await.unwrap(), 2);
        let rows = post.inbox().await;
        let row = rows.iter().find(|row| row.subject == "Piirustukset").unwrap();
        assert_eq!((row.verdict, row.reason.as_str()), (PostVerdict::Unreadable, "mail_too_large"));
        assert_eq!(row.sender, "Mika");
        assert_eq!(post.opportunities().await, 1);
    });
}

#[test]
fn each_trouble_has_its_name() {
    testkit::on_sqlite(async |app| {
        let post = Post::new(&app).await;
        post.server.deliver("a-plain", mail!("plain"), false);
        let login = post.login();
        assert_eq!(Imap.look(&login).await.unwrap(), (1, 1));
        assert_eq!(post.server.flags("").iter().filter(|(_, flags)| flags.contains('S')).count(), 0, "only looked");
        let tls = Login { port: post.server.tls_port, encryption: MailEncryption::Tls, ..login.clone() };
        let starttls = Login { encryption: MailEncryption::Starttls, ..login.clone() };
        for (login, kind) in [
            (Login { password: "wrong".into(), ..login.clone() }, TroubleKind::Login),
            (Login { folder: "Poissa".into(), ..login.clone() }, TroubleKind::Folder),
            (Login { move_to: "Poissa".into(), ..login.clone() }, TroubleKind::MoveTo),
            (Login { port: 1, ..login.clone() }, TroubleKind::Unreachable),
            (Login { host: "no.such.invalid".into(), ..login.clone() }, TroubleKind::Unreachable),
            (Login { encryption: MailEncryption::Tls, ..login.clone() }, TroubleKind::Unreachable),
            // Nobody vouches for this server: not a word of the password is said to it.
            (tls, TroubleKind::Certificate),
            (starttls, TroubleKind::Certificate),
        ] {
            let trouble = Imap.look(&login).await.unwrap_err();
            assert_eq!(trouble.kind, kind, "{login:?}: {trouble}");
        }
    });
}
