//! Mails as they come: read in any character set, told from what programs write, and never a panic.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
use intake::mail::{Automatic, Judged, NoMail, Verdict, judge};
use proptest::prelude::*;

macro_rules! mail {
    ($name:literal) => {
        judge(include_bytes!(concat!("../../../testdata/mail/", $name, ".eml")))
    };
}

#[track_caller]
fn is_mail(judged: &Judged) {
    assert_eq!(judged.verdict, Verdict::Mail, "{judged:?}");
}

#[test]
fn a_mail_says_who_writes_and_what() {
    let judged = mail!("plain");
    is_mail(&judged);
    let mail = judged.mail;
    assert_eq!((mail.name.as_str(), mail.email.as_str()), ("Mika Aro", "mika.aro@kasvihuone.example"));
    assert_eq!(mail.subject, "Kasvihuoneen pumput – kysymys");
    assert_eq!(mail.text, "Hei,\n\nsaisiko tarjouksen neljästä lämpöpumpusta?");
    assert_eq!(mail.quoted, "-- \nMika Aro\n040 123 4567");
    assert_eq!(mail.message_id, "a1@kasvihuone.example");
    assert!(mail.references.is_empty());
}

#[test]
fn an_answer_names_what_it_answers_newest_first() {
    let mail = mail!("answer").mail;
    assert_eq!(mail.references, ["own@havulampo.example", "a1@kasvihuone.example"]);
    assert_eq!(mail.text, "Viisi olisi parempi, ja ilmaverhot neljään oveen.");
    assert!(mail.quoted.starts_with("ma 23.11.2026"), "{}", mail.quoted);
    assert_eq!(mail.matter(), "kasvihuoneen pumput");
}

#[test]
fn html_and_old_character_sets_become_text() {
    let mail = mail!("html_latin1").mail;
    assert_eq!((mail.name.as_str(), mail.subject.as_str()), ("Niemi, Åsa", "Värmepump till stugan"));
    assert_eq!(mail.text, "Hej,\n\nvi behöver en värmepump till stugan.");
    assert_eq!((mail.files, mail.attached[0].name.as_str(), mail.attached[0].size), (1, "ritning.pdf", 9));
    assert_eq!(mail!("windows1252").mail.text, "Paljonko maksaisi ovi, hintaluokka noin 2000 € – kiitos!");
}

#[test]
fn what_programs_write_is_known() {
    for (judged, automatic) in [
        (mail!("out_of_office"), Automatic::Answer),
        (mail!("bounce"), Automatic::Bounce),
        (mail!("newsletter"), Automatic::Bulk),
        (judge(b"From: a@b.example\nX-Loop: myynti@x.example\n\nHi"), Automatic::Loop),
        (judge(b"Return-Path: <>\nFrom: a@b.example\n\nHi"), Automatic::Bounce),
    ] {
        assert_eq!(judged.verdict, Verdict::Automatic(automatic), "{judged:?}");
    }
    for fine in ["Auto-Submitted: no", "Precedence: list", "Return-Path: <a@b.example>"] {
        is_mail(&judge(format!("From: a@b.example\n{fine}\n\nHi").as_bytes()));
    }
}

#[test]
fn what_is_no_mail_has_its_reason() {
    assert_eq!(mail!("no_sender").verdict, Verdict::NoSender);
    for (bytes, why) in [(&b""[..], NoMail::Empty), (b" \r\n", NoMail::Empty), (b"\x00\xff\xfe", NoMail::NoHeaders)] {
        assert_eq!(judge(bytes).verdict, Verdict::Unreadable(why));
    }
    assert_eq!(judge(b"hello there\n\nhow are you").verdict, Verdict::Unreadable(NoMail::NoHeaders));
}

#[test]
fn a_forwarded_mail_keeps_what_it_forwards() {
    let mail = mail!("forwarded").mail;
    assert!(mail.text.is_empty() && mail.news().contains("kattoremontin"), "{mail:?}");
    assert!(mail.lead().message.contains("kattoremontin"));
}

#[test]
fn hostile_mails_have_a_verdict_in_time() {
    let begun = std::time::Instant::now();
    let mut many = String::from("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n");
    for at in 0..1_000 {
        many.push_str(&format!("--x\nContent-Disposition: attachment; filename=\"{at}.txt\"\n\nhello\n"));
    }
    let judged = judge(many.as_bytes());
    is_mail(&judged);
    assert_eq!((judged.mail.files, judged.mail.attached.len()), (1_000, 100));

    let mut deep = String::from("From: a@b.example\n");
    for at in 0..5_000 {
        deep.push_str(&format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n"));
    }
    judge(deep.as_bytes());
    let nested = format!("From: a@b.example\n{}", "Content-Type: message/rfc822\n\n".repeat(5_000));
    judge(nested.as_bytes());
    let headers = format!("From: a@b.example\nReferences: {}\n\nHi", "<a@b.example> ".repeat(100_000));
    is_mail(&judge(headers.as_bytes()));
    judge(format!("From: {}\n\nHi", "a@b.example, ".repeat(50_000)).as_bytes());
    judge(format!("From: a@b.example\nSubject: {}\n\n", "=?utf-8?b?w6Q=?= ".repeat(50_000)).as_bytes());
    let tags = "<blockquote>".repeat(200_000);
    is_mail(&judge(format!("From: a@b.example\nContent-Type: text/html\n\n{tags}").as_bytes()));
    is_mail(&judge(format!("From: a@b.example\n\n{}", ">\n".repeat(500_000)).as_bytes()));
    is_mail(&judge(format!("From: a@b.example\n\n{}", "from:\n".repeat(500_000)).as_bytes()));
    let wrong = judge(b"From: a@b.example\nContent-Type: text/plain; charset=klingon\n\nHei \xe4\xff");
    is_mail(&wrong);
    let line = judge(b"From: \"Mika\x07\r\n Aro\" <a@b.example>\nSubject: a\x00b\n\nHi");
    assert!(!line.mail.name.chars().any(char::is_control) && !line.mail.subject.chars().any(char::is_control));
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_bytes_have_a_verdict(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        judge(&bytes);
    }

    #[test]
    fn anything_like_a_mail_has_a_verdict(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("From: "), Just("a@b.example"), Just("<"), Just(">"), Just("\n"), Just("\r\n\r\n"), Just("--x"),
                Just("Content-Type: multipart/mixed; boundary=x\n"), Just("Content-Type: text/html\n\n"), Just("=?"),
                Just("?="), Just("utf-8?b?"), Just("=E4"), Just("&#x"), Just("<!--"), Just("Subject: "), Just("ä"),
                Just("Content-Transfer-Encoding: base64\n"), Just("Content-Type: message/rfc822\n\n"), Just("> "),
                Just("On Monday wrote:"), Just("-- \n"), Just("\u{0}"), Just("filename*0*=utf-8''%C3"), Just(";"),
            ],
            0..60,
        )
    ) {
        let judged = judge(parts.concat().as_bytes());
        prop_assert!(judged.mail.text.chars().count() <= 10_000);
        prop_assert!(!judged.mail.subject.contains('\n'));
    }
}
