//! What is signed is sealed with the organisation's key, anybody can check it, and nothing else passes for it.
use domain::{actors::Role, lang::Lang, refusal::Refusal};
use store::{Store, dialect::Engine};
use testkit::{House, Sent, TestApp, acceptance, key, on_both, refused_whole};
use usecases::{
    Cx, Denied, Staff,
    actors::Agent,
    orders, outbox, portal,
    seals::{self, Digest, check, evidence_for_staff, evidence_for_visitor},
    settings,
    verify::{self, Finding},
};
use vault::{chain::Key, digest::sha256_hex, signing::holds};
use wire::{
    seals::{RotateSealKey, SealAnswer, SealStatement},
    settings::{CompanyFields, EditCompany},
};

async fn accepted(app: &TestApp, house: &House, by: &Staff) -> Sent {
    let sent = house.sent(by, vec![house.line("Huolto", "2", "120")]).await;
    let (visitor, page) = (sent.visitor(&app.cx).await, sent.page(&app.cx).await);
    let form = acceptance(&page, "Päivi Mäkelä");
    portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
    sent
}

async fn drawn(cx: &Cx) -> Result<(), Denied> {
    let due = outbox::claim(cx).await.unwrap();
    for work in due.iter().filter(|work| work.topic == "signed_pdf") {
        outbox::draw_signed_pdf(cx, work).await?;
    }
    Ok(())
}

/// A quotation that is accepted, sealed and drawn: it, and the bytes of its signed PDF.
async fn signed(app: &TestApp, house: &House, by: &Staff) -> (Sent, Vec<u8>) {
    let sent = accepted(app, house, by).await;
    drawn(&app.cx).await.unwrap();
    let file = portal::signed_pdf(&sent.visitor(&app.cx).await, &app.cx).await.unwrap();
    (sent, file.bytes)
}

async fn ask(app: &TestApp, bytes: &[u8]) -> SealAnswer {
    check(&app.cx, &Digest::parse(&sha256_hex(bytes)).unwrap()).await.unwrap()
}

/// What a seal says, once it was found to hold.
fn said(answer: &SealAnswer) -> SealStatement {
    let seal = answer.seal.as_ref().expect("a seal");
    assert!(seal.holds && holds(&seal.public_key, &seal.statement, &seal.signature));
    let statement: SealStatement = serde_json::from_str(&seal.statement).unwrap();
    assert_eq!((&statement.sha256, &statement.public_key), (&answer.sha256, &seal.public_key));
    statement
}

fn rotation(version: u32) -> RotateSealKey {
    RotateSealKey { key: key(), version }
}

/// The rules that keep seals as they are, taken away as whoever has the database can.
async fn unlock(app: &TestApp) {
    let triggers = match app.engine {
        Engine::Sqlite => {
            "DROP TRIGGER seals_no_update; DROP TRIGGER seals_no_delete; DROP TRIGGER seal_keys_no_update; \
             DROP TRIGGER seal_keys_no_delete"
        }
        Engine::Postgres => "DROP TRIGGER seals_immutable ON seals; DROP TRIGGER seal_keys_immutable ON seal_keys",
    };
    app.run(triggers).await.unwrap();
}

#[test]
fn what_is_signed_is_sealed_and_a_changed_byte_is_not_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, bertta) = (house.seller("Anna Salo").await, house.seller("Bertta Berg").await);
        let (sent, pdf) = signed(&app, &house, &anna).await;

        // The file that the customer has, and the evidence behind it.
        let answer = ask(&app, &pdf).await;
        assert!(answer.known);
        assert_eq!(
            (answer.company.as_str(), answer.document.as_str(), answer.version),
            ("Salmela Oy", "T-2026-0001", 1)
        );
        assert_eq!(answer.signed_at, "2026-11-23T08:00:00Z");
        let of_file = said(&answer);
        let visitor = sent.visitor(&app.cx).await;
        let evidence = evidence_for_visitor(&visitor, &app.cx).await.unwrap();
        assert_eq!(evidence.name, "T-2026-0001-v1-evidence.json");
        let of_evidence = said(&ask(&app, &evidence.bytes).await);
        assert_eq!((of_file.kind.as_str(), of_evidence.kind.as_str()), ("file", "evidence"));
        assert_eq!(of_file.evidence_sha256, of_evidence.sha256);
        assert_eq!(of_evidence.chain.len(), 64, "bound to the audit trail");
        let told: serde_json::Value = serde_json::from_slice(&evidence.bytes).unwrap();
        assert_eq!(sha256_hex(told["content"].as_str().unwrap().as_bytes()), of_evidence.content_sha256);
        assert_eq!(told["signer"]["name"], "Päivi Mäkelä");
        assert_eq!(told["order"], "O-2026-0001");
        // What anybody can ask tells nothing of the customer.
        let public = serde_json::to_string(&answer).unwrap() + &serde_json::to_string(&of_evidence).unwrap();
        for personal in ["Päivi", "Meriläinen", "asiakas.test", "127.0.0.1"] {
            assert!(!public.contains(personal), "{personal} in {public}");
        }

        // The pages show it, to those who may see the order.
        let page = sent.page(&app.cx).await;
        let wire::portal::PortalStanding::Accepted { facts } = page.standing else { panic!("not accepted") };
        assert_eq!(facts.seal.unwrap().sha256, of_evidence.sha256);
        let order = house.read(&anna, sent.quote).await.order.unwrap().id;
        let view = orders::read(&anna, &app.cx, order).await.unwrap();
        assert_eq!(view.seal.unwrap().sha256, of_evidence.sha256);
        assert_eq!(evidence_for_staff(&anna, &app.cx, order).await.unwrap().bytes, evidence.bytes);
        assert!(matches!(evidence_for_staff(&bertta, &app.cx, order).await, Err(Denied::NotFound)));

        // One byte, anywhere.
        for at in [0, pdf.len() / 3, pdf.len() / 2, pdf.len() - 1] {
            let mut changed = pdf.clone();
            changed[at] ^= 1;
            let answer = ask(&app, &changed).await;
            assert!(!answer.known && answer.seal.is_none() && answer.company.is_empty(), "byte {at}");
        }
        // The quotation as it was sent is not a signed document.
        let plain = portal::pdf(&visitor, &app.cx, None, None).await.unwrap();
        assert!(!ask(&app, &plain.bytes).await.known);

        let report = verify::verify(&app.cx).await.unwrap();
        assert_eq!((report.findings, report.seals), (vec![], 2));
    });
}

/// What a program that reads PDF says of the signatures in a file; none where it is not installed.
fn pdfsig(file: &[u8]) -> Option<String> {
    let path = std::env::temp_dir().join(format!("signed-{}.pdf", uuid::Uuid::now_v7()));
    std::fs::write(&path, file).unwrap();
    let output = std::process::Command::new("pdfsig").arg(&path).output();
    std::fs::remove_file(&path).unwrap();
    Some(String::from_utf8_lossy(&output.ok()?.stdout).into_owned())
}

/// Whether the signature in a file carries the certificate with this SHA-256.
fn carries(file: &[u8], sha256: &str) -> bool {
    let find = |from: usize, needle: &[u8]| {
        from + file[from..].windows(needle.len()).position(|window| window == needle).unwrap() + needle.len()
    };
    let start = find(find(0, b"/SubFilter/ETSI.CAdES.detached"), b"/Contents<");
    let hex: Vec<u8> = file[start..].iter().copied().take_while(|digit| *digit != b'>').collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    let container: Vec<u8> = hex.chunks_exact(2).map(byte).collect();
    // Any sequence of more than 255 bytes may be the certificate.
    (0..container.len() - 4).filter(|at| container[*at..at + 2] == [0x30, 0x82]).any(|at| {
        let length = 4 + usize::from(container[at + 2]) * 256 + usize::from(container[at + 3]);
        container.get(at..at + length).is_some_and(|part| sha256_hex(part) == sha256)
    })
}

#[test]
fn the_signed_file_carries_a_signature_that_other_programs_check() {
    on_both(async |app| {
        let house = app.house("Salmela & Pojat Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (_, pdf) = signed(&app, &house, &anna).await;
        let has = |needle: &[u8]| pdf.windows(needle.len()).any(|window| window == needle);
        assert!(has(b"/SubFilter/ETSI.CAdES.detached"));
        // The seller finds the certificate that the customer's file names, and can tell it by another way.
        let aino = house.person("Aino", Role::Administrator, None).await;
        let listed = async || seals::read(&aino, &app.cx).await.unwrap().keys[0].file_certificates.clone();
        let before = listed().await;
        assert!(matches!(before.as_slice(), [one] if carries(&pdf, &one.sha256)), "{before:?}");
        // Also when the organisation has another name since: that is the next file's.
        let view = settings::read(&aino, &app.cx).await.unwrap();
        let fields = CompanyFields { name: "Salmela Lämpö Oy".into(), ..view.company };
        settings::edit_company(&aino, &app.cx, EditCompany { version: view.version, fields }).await.unwrap();
        let after = listed().await;
        assert_eq!((after.len(), &after[0], after[1].organisation.as_str()), (2, &before[0], "Salmela Lämpö Oy"));
        assert!(!carries(&pdf, &after[1].sha256));
        let Some(said) = pdfsig(&pdf) else { return };
        for words in ["Signature is Valid.", "Total document signed", "ETSI.CAdES.detached", "Salmela & Pojat Oy"] {
            assert!(said.contains(words), "{words} is not in\n{said}");
        }
        let mut changed = pdf.clone();
        changed[pdf.len() / 3] ^= 1;
        let said = pdfsig(&changed).unwrap();
        assert!(!said.contains("Signature is Valid."), "{said}");
    });
}

#[test]
fn a_new_key_leaves_what_was_sealed_as_it_was() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        let anna = house.seller("Anna Salo").await;
        assert_eq!(seals::read(&aino, &app.cx).await.unwrap().keys, []);
        let (_, first) = signed(&app, &house, &anna).await;

        for stranger in [&anna, &house.manager("Maija").await] {
            assert!(matches!(seals::rotate(stranger, &app.cx, rotation(1)).await, Err(Denied::NotAllowed)));
            assert!(matches!(seals::read(stranger, &app.cx).await, Err(Denied::NotAllowed)));
        }
        app.later(3_600);
        let command = rotation(1);
        assert_eq!(seals::rotate(&aino, &app.cx, command.clone()).await.unwrap(), 2);
        // Told again, or by somebody who still looks at the old list.
        assert_eq!(seals::rotate(&aino, &app.cx, command.clone()).await.unwrap(), 2);
        let other = RotateSealKey { version: 2, ..command };
        assert_eq!(refused_whole(seals::rotate(&aino, &app.cx, other).await), Refusal::KeyReused);
        assert!(matches!(seals::rotate(&aino, &app.cx, rotation(1)).await, Err(Denied::Stale { current: 2 })));
        let keys = seals::read(&aino, &app.cx).await.unwrap();
        assert_eq!((keys.in_use(), keys.keys.len()), (2, 2));
        assert!(keys.keys[0].retired.is_none() && keys.keys[1].retired.is_some());

        let (_, second) = signed(&app, &house, &anna).await;
        let (old, new) = (ask(&app, &first).await, ask(&app, &second).await);
        assert_eq!(said(&old).public_key, keys.keys[1].public_key);
        assert_eq!(said(&new).public_key, keys.keys[0].public_key);
        // A seal is no other document's, and no other key's.
        let (old, new) = (old.seal.unwrap(), new.seal.unwrap());
        assert_eq!((old.key_number, new.key_number), (1, 2));
        assert!(!holds(&new.public_key, &old.statement, &old.signature));
        assert!(!holds(&old.public_key, &new.statement, &old.signature));
        assert_eq!(verify::verify(&app.cx).await.unwrap().findings, []);
        let told = app.texts("SELECT actor_kind FROM events WHERE what = 'seal.key_made' ORDER BY seq").await;
        assert_eq!(told, ["system", "staff"]);

        // Each company has keys of its own.
        let other = app.house("Toinen Oy").await;
        let boss = other.person("Pomo", Role::Administrator, None).await;
        assert_eq!(seals::rotate(&boss, &app.cx, rotation(0)).await.unwrap(), 1);
        assert_eq!(seals::read(&boss, &app.cx).await.unwrap().keys.len(), 1);
    });
}

#[test]
fn killed_between_sealing_and_drawing_it_goes_on_where_it_was() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = accepted(&app, &house, &anna).await;
        // The evidence is sealed; keeping the file is as far as it does not come.
        app.run("ALTER TABLE attachments RENAME TO attachments_away").await.unwrap();
        assert!(drawn(&app.cx).await.is_err());
        app.run("ALTER TABLE attachments_away RENAME TO attachments").await.unwrap();
        let half = app.snapshot().await;
        assert_eq!((half.rows("seal_keys"), half.rows("seals"), half.rows("attachments")), (1, 1, 0));
        let begun = app.texts("SELECT statement FROM seals").await;

        // The next worker, once the lease has run out, and another that is as late.
        app.later(121);
        let work = outbox::claim(&app.cx).await.unwrap();
        let work = work.into_iter().find(|work| work.topic == "signed_pdf").unwrap();
        let (one, other) =
            tokio::join!(outbox::draw_signed_pdf(&app.cx, &work), outbox::draw_signed_pdf(&app.cx, &work));
        one.unwrap();
        other.unwrap();
        let after = app.snapshot().await;
        assert_eq!((after.rows("seal_keys"), after.rows("seals"), after.rows("attachments")), (1, 2, 2));
        assert_eq!(app.texts("SELECT statement FROM seals WHERE kind = 'evidence'").await, begun);
        let file = portal::signed_pdf(&sent.visitor(&app.cx).await, &app.cx).await.unwrap();
        said(&ask(&app, &file.bytes).await);
        assert_eq!(verify::verify(&app.cx).await.unwrap().findings, []);
    });
}

/// Changes the first digit of what is kept in hex: whatever it was, it is another afterwards.
fn other_digit(column: &str, of: &str) -> String {
    format!("UPDATE seals SET {column} = CASE WHEN {column} LIKE 'f%' THEN '0' ELSE 'f' END || substr({column}, 2){of}")
}

#[test]
fn seals_and_keys_are_never_changed_unnoticed() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (_, pdf) = signed(&app, &house, &anna).await;
        for forbidden in [
            "UPDATE seals SET sha256 = 'x'",
            "DELETE FROM seals",
            "UPDATE seal_keys SET public_key = 'x'",
            "DELETE FROM seal_keys",
        ] {
            assert!(app.run(forbidden).await.is_err(), "{forbidden}");
        }
        unlock(&app).await;
        app.run("CREATE TABLE kept_seals AS SELECT * FROM seals").await.unwrap();
        let broken = Finding::SealBroken { number: "T-2026-0001".into(), version: 1 };
        for sql in [
            "UPDATE seals SET statement = replace(statement, 'Salmela', 'Salmel4')",
            &other_digit("signature", ""),
            "UPDATE seals SET body = body || ' ' WHERE kind = 'evidence'",
            &other_digit("sha256", " WHERE kind = 'file'"),
        ] {
            app.run(sql).await.unwrap();
            assert!(verify::verify(&app.cx).await.unwrap().findings.contains(&broken), "{sql}");
            app.run("DELETE FROM seals; INSERT INTO seals SELECT * FROM kept_seals").await.unwrap();
        }
        // Another key with seals that hold is not the one the trail tells of.
        app.run(&other_digit("signature", "")).await.unwrap();
        assert!(!ask(&app, &pdf).await.seal.unwrap().holds);
        app.run("DELETE FROM seals; INSERT INTO seals SELECT * FROM kept_seals").await.unwrap();
        assert_eq!(verify::verify(&app.cx).await.unwrap().findings, []);
    });
}

#[test]
fn what_was_signed_before_there_were_seals_is_known_without_one() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (sent, pdf) = signed(&app, &house, &anna).await;
        unlock(&app).await;
        app.run("DELETE FROM seals").await.unwrap();
        let answer = ask(&app, &pdf).await;
        assert!(answer.known && answer.seal.is_none());
        assert_eq!((answer.document.as_str(), answer.signed_at.as_str()), ("T-2026-0001", "2026-11-23T08:00:00Z"));
        let visitor = sent.visitor(&app.cx).await;
        assert!(matches!(evidence_for_visitor(&visitor, &app.cx).await, Err(Denied::NotFound)));
        let mut changed = pdf;
        changed[40] ^= 1;
        assert!(!ask(&app, &changed).await.known);
    });
}

#[test]
fn a_key_that_cannot_be_opened_any_more_gives_way_to_a_new_one() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (_, pdf) = signed(&app, &house, &anna).await;
        // The database came to an installation with another key.
        let db = app.open_again().await.unwrap();
        let store = Store::new(db, Key::from_bytes([7; 32])).await.unwrap();
        let elsewhere = Cx { store, ..app.cx.clone() };
        accepted(&app, &house, &anna).await;
        drawn(&elsewhere).await.unwrap();
        let keys = app.texts("SELECT public_key FROM seal_keys ORDER BY number").await;
        assert_eq!(keys.len(), 2);
        assert_eq!(said(&ask(&app, &pdf).await).public_key, keys[0], "what was sealed is still proved");
        elsewhere.store.db().close().await;
    });
}
