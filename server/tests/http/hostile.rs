//! Every form a stranger can post, and a fair part of what staff can, with every case of the corpora: an answer that is no
//! fault, what was typed is kept when it is refused, and nothing is stored that should not be.
use crate::{
    corpora,
    running::{Answer, FORM, Folder, JSON, OURS, Running, program},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// The demo company behind a proxy that we are, so that each request can come from an address of its own.
fn started(folder: &Folder) -> (Running, String) {
    let server = Running::begin(program(&folder.0, &["serve", "--demo"]).env("TARJOUS_PROXIES", "127.0.0.1"));
    let cookie = server.sign_in();
    (server, cookie)
}

fn call(server: &Running, cookie: &str, path: &str, body: &Value) -> Answer {
    server.ask("POST", &format!("/api/{path}"), &[JSON, OURS, ("cookie", cookie)], &body.to_string())
}

fn called(server: &Running, cookie: &str, path: &str, body: &Value) -> Value {
    let answer = call(server, cookie, path, body);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// A form's body.
fn encoded(fields: &[(&str, &str)]) -> String {
    let text = |text: &str| -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric();
        text.bytes()
            .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
            .collect()
    };
    fields.iter().map(|(name, value)| format!("{}={}", text(name), text(value))).collect::<Vec<_>>().join("&")
}

/// A quotation that is with its customer: its id, the path of its page, its content hash, the visitor's cookie.
struct Sent {
    id: String,
    path: String,
    hash: String,
    cookie: String,
}

fn sent(server: &Running, cookie: &str, email: &str) -> Sent {
    let party = json!({ "key": Uuid::new_v4(), "fields": { "name": "Mäkelän Tila Oy", "email": email } });
    let party = called(server, cookie, "parties/create", &json!({ "command": party }));
    let taxes = called(server, cookie, "products/taxes", &json!({}));
    let line = json!({ "kind": "product", "id": Uuid::now_v7(), "product": null, "name": "Pumppu", "description": "",
        "quantity": "2", "unit": "kpl", "unit_price": "100", "discount": "0", "tax": taxes[0]["id"], "tax_percent": taxes[0]["percent"] });
    let command =
        json!({ "key": Uuid::new_v4(), "opportunity": null, "party": party, "title": "Lämpö", "lines": [line] });
    let id = called(server, cookie, "quotes/create", &json!({ "command": command }));
    let version = called(server, cookie, "quotes/read", &json!({ "id": id }))["version"].clone();
    let command = json!({ "key": Uuid::new_v4(), "id": id, "version": version, "subject": "Tarjous", "message": "Hei!",
        "attach_pdf": false, "recipients": [{ "name": "Päivi Mäkelä", "email": email }] });
    let told = called(server, cookie, "quotes/send", &json!({ "command": command }));
    let token = told["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let opened = server.ask("GET", &format!("/o/{token}"), &[], "");
    let visitor = opened.header("set-cookie").split(';').next().unwrap().to_owned();
    let path = opened.header("location").to_owned();
    let page = server.ask("GET", &path, &[("cookie", &visitor)], "").body;
    let (_, hash) = page.split_once("name=\"content_sha256\" value=\"").expect("a form");
    Sent { id: id.as_str().unwrap().to_owned(), path, hash: hash[..64].to_owned(), cookie: visitor }
}

/// A case as a page may show it, in a text or in an attribute.
fn shown(body: &str, case: &str) -> bool {
    let text = case.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // A form posts line ends in its own way; a field of one line shows them as it can.
    body.contains(&text) || body.contains(&text.replace('"', "&quot;"))
}

/// No fault, and no tag that was posted.
fn tame(what: &str, answer: &Answer, cases: &[&str]) {
    assert!(answer.status < 500, "{what} {cases:?}: {} {}", answer.status, answer.body);
    let page = answer.header("content-type").starts_with("text/html");
    for case in cases {
        let markup = case.contains('<') && case.contains('>') && case.len() > 4 && !case.starts_with("<!");
        assert!(!page || !markup || !answer.body.contains(case), "{what}: {case} stands on the page as it is");
    }
}

/// Posts every case in every field by turns, `more` beside them; each answer is handed to `look` with what was typed.
fn post_all(
    server: &Running,
    (path, headers): (&str, &[(&str, &str)]),
    (fields, more): (&[&str], &[(&str, &str)]),
    cases: &[String],
    mut look: impl FnMut(&Answer, &[(&str, &str)]),
) {
    for (round, some) in cases.chunks(fields.len()).enumerate() {
        let typed: Vec<(&str, &str)> =
            (0..some.len()).map(|at| (fields[(at + round) % fields.len()], some[at].as_str())).collect();
        let address = format!("10.{}.{}.{}", round / 65_536, round / 256 % 256, round % 256);
        let mut all = vec![FORM, OURS, ("x-forwarded-for", address.as_str())];
        all.extend(headers);
        let answer = server.ask("POST", path, &all, &encoded(&[more, &typed].concat()));
        tame(path, &answer, some.iter().map(String::as_str).collect::<Vec<_>>().as_slice());
        look(&answer, &typed);
    }
}

#[test]
fn whatever_a_customer_posts_is_answered_kept_and_nothing_else() {
    let folder = Folder::new();
    let (server, cookie) = started(&folder);
    let sent = sent(&server, &cookie, "paivi@makela.example");
    let own = [("cookie", sent.cookie.as_str())];
    let seen = [("version", "1"), ("content_sha256", sent.hash.as_str())];
    let cases = [corpora::html(), corpora::header(), corpora::unicode()].concat();
    let key = Uuid::new_v4().to_string();
    let keyed = [seen.as_slice(), &[("key", key.as_str())]].concat();
    let act = |name: &str| format!("{}/{name}", sent.path);

    // Refused, with a page on which what was typed still stands.
    let accept = ["name", "role", "purchase_order", "typed"];
    let kept = |answer: &Answer, typed: &[(&str, &str)]| {
        assert_eq!(answer.status, 422, "{typed:?} {}", answer.body);
        for (field, text) in typed {
            assert!(shown(&answer.body, text) || text.contains('\0'), "{field}: {text:?} is lost\n{}", answer.body);
        }
    };
    post_all(&server, (&act("accept"), &own), (&accept, &keyed), &cases, kept);
    let long: Vec<String> = cases.iter().map(|case| format!("{case}{}", " x".repeat(3_000))).collect();
    for (name, field) in [("comment", "body"), ("decline", "remark"), ("propose", "why")] {
        let some: Vec<String> = long.iter().step_by(30).cloned().collect();
        post_all(&server, (&act(name), &own), (&[field], &keyed), &some, kept);
    }

    // What no page of ours posts: keys, versions, hashes, methods, boxes, ink.
    let odd = ["key", "version", "content_sha256", "method", "strokes", "consent", "choice", "choosing", "o.1", "g.2"];
    let refused = |answer: &Answer, typed: &[(&str, &str)]| {
        assert!((400..500).contains(&answer.status), "{typed:?}: {}", answer.status);
    };
    for name in ["accept", "decline", "approve", "propose", "more-time"] {
        post_all(&server, (&act(name), &own), (&odd, &[("reason", "?"), ("answer", "?")]), &cases, refused);
    }
    post_all(&server, (&act("comment"), &own), (&["line", "key", "version", "content_sha256"], &[]), &cases, refused);
    post_all(
        &server,
        (&act("choose"), &own),
        (&["version", "content_sha256", "choice", "o.1"], &[]),
        &cases,
        |_, _| (),
    );
    post_all(&server, (&act("seen"), &own), (&["version", "seconds", "parts"], &[]), &cases, refused);
    post_all(&server, (&act("read"), &own), (&["parts"], &[("version", "1")]), &cases[..120], |_, _| ());
    post_all(&server, (&act("share-reading"), &own), (&["share"], &[]), &cases[..60], |_, _| ());
    for (at, case) in cases.iter().enumerate().step_by(11) {
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; \
             name=\"file\"; filename=\"{case}\"\r\nContent-Type: {case}\r\n\r\n{case}\r\n--x--\r\n"
        );
        let kind = [("content-type", "multipart/form-data; boundary=x"), OURS, own[0]];
        let answer = server.ask("POST", &act("comment"), &kind, &body);
        tame("comment with a file", &answer, &[case]);
        assert!((400..500).contains(&answer.status), "{at} {case:?}: {}", answer.status);
    }

    // Nothing has come of any of it, and one good comment is kept as it was typed.
    let quote = called(&server, &cookie, "quotes/read", &json!({ "id": sent.id }));
    assert_eq!((&quote["state"], &quote["comments"]), (&json!("sent"), &json!([])));
    assert_eq!(quote["reading"]["times"], json!(0), "{}", quote["reading"]);
    let all = corpora::html()[..60].join("\n");
    let body = encoded(&[keyed.as_slice(), &[("body", all.chars().take(1_900).collect::<String>().as_str())]].concat());
    assert_eq!(server.ask("POST", &act("comment"), &[FORM, OURS, own[0]], &body).status, 303);
    let page = server.ask("GET", &sent.path, &own, "");
    assert!(page.status == 200 && page.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(
        !page.body.contains("<script>alert") && !page.body.contains("<img src=x") && !page.body.contains("<iframe")
    );
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn whatever_strangers_post_is_answered_and_kept() {
    let folder = Folder::new();
    let (server, cookie) = started(&folder);
    let cases = [corpora::html(), corpora::header(), corpora::unicode(), corpora::url("mail")].concat();

    // The shelf's door.
    let some: Vec<String> = cases.iter().step_by(3).cloned().chain(corpora::url("mail")).collect();
    post_all(&server, ("/my", &[]), (&["email"], &[("lang", "fi")]), &some, |answer, typed| {
        assert!([200, 422].contains(&answer.status), "{typed:?}: {}", answer.status);
        let (_, text) = typed[0];
        assert!(answer.status == 200 || shown(&answer.body, text) || text.contains('\0'), "{text:?} is lost");
    });
    post_all(&server, ("/my/open", &[]), (&["token", "lang"], &[("sure", "yes")]), &some, |answer, _| {
        // No key; or a form that cannot be read, and so has no tick.
        assert!([410, 422].contains(&answer.status), "{}", answer.status);
    });
    for case in some.iter().take(200) {
        let path: String = case.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for start in ["/my/", "/o/", "/q/", "/f/", "/verify/"] {
            let from = format!("10.9.{}.1", case.len() % 250);
            let answer = server.ask("GET", &format!("{start}{path}"), &[("x-forwarded-for", &from)], "");
            tame(start, &answer, &[case]);
        }
    }

    // The form of our own, and posts of any program.
    let command = json!({ "key": Uuid::new_v4(), "id": null, "version": 0, "renew": false,
        "fields": { "name": "Etusivu", "team": null, "owner": null, "source": "", "active": true } });
    called(&server, &cookie, "intake/save", &json!({ "command": command }));
    let sources = call(&server, &cookie, "intake/sources", &json!({})).body;
    let at = sources.find("/in/tf_").expect("an address");
    let path = sources[at..].split('"').next().unwrap().to_owned();
    let form = path.replace("/in/", "/f/");
    let fields = ["name", "company", "message", "referrer", "key"];
    post_all(&server, (&form, &[]), (&fields, &[("email", "a@")]), &cases, |answer, typed| {
        assert_eq!(answer.status, 422, "{typed:?}: {}", answer.body);
        for (field, text) in typed.iter().filter(|(field, _)| *field != "key") {
            assert!(shown(&answer.body, text) || text.contains('\0'), "{field}: {text:?} is lost");
        }
    });
    post_all(
        &server,
        (&path, &[]),
        (&["name", "email", "phone", "message", "utm_source"], &[]),
        &cases,
        |answer, _| {
            assert_eq!(answer.status, 200, "{}", answer.body);
        },
    );
    for some in cases.chunks(40) {
        let fields: Value = some.iter().enumerate().map(|(at, case)| (format!("{at}{case}"), json!(case))).collect();
        tame("a program", &server.ask("POST", &path, &[JSON], &fields.to_string()), &[]);
    }
    for page in ["/inbox", "/pipeline", "/"] {
        let answer = server.ask("GET", page, &[("cookie", &cookie)], "");
        assert_eq!(answer.status, 200, "{page}");
        for tag in ["<script>alert", "<img src=x", "<iframe", "<svg onload", "<object data"] {
            assert!(!answer.body.contains(tag), "{page}: {tag}");
        }
    }
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn whatever_staff_type_is_kept_as_text_or_refused_at_its_field() {
    let folder = Folder::new();
    let (server, cookie) = started(&folder);
    let taxes = called(&server, &cookie, "products/taxes", &json!({}));
    let party = json!({ "key": Uuid::new_v4(), "fields": { "name": "Mäkelän Tila Oy" } });
    let party = called(&server, &cookie, "parties/create", &json!({ "command": party }));
    let cases =
        [corpora::html(), corpora::formula(), corpora::header(), corpora::unicode(), corpora::url("link")].concat();
    let mut made = [0; 4];
    for some in cases.chunks(8) {
        let text = |at: usize| json!(some[at % some.len()]);
        let key = || json!(Uuid::new_v4());
        let line = json!({ "kind": "product", "id": Uuid::now_v7(), "product": null, "name": text(0), "description": text(1),
            "quantity": "2", "unit": text(2), "unit_price": "100", "discount": "0", "tax": taxes[0]["id"], "tax_percent": "25.5" });
        let commands = [
            (
                "parties/create",
                json!({ "key": key(), "fields": { "name": text(0), "contact_name": text(1), "email": text(2),
                "phone": text(3), "business_id": text(4), "vat_number": text(5), "payment_terms": text(6),
                "billing": { "street": text(7), "postcode": text(0), "city": text(1), "country": "FI" } } }),
            ),
            (
                "parties/create",
                json!({ "key": key(), "fields": { "name": text(3), "contact_name": text(5), "payment_terms": text(6) } }),
            ),
            (
                "products/create",
                json!({ "key": key(), "fields": { "code": "", "name": text(1), "description": text(2), "kind": "goods",
                "unit": "kpl", "unit_price": "1", "tax": taxes[0]["id"], "active": true } }),
            ),
            (
                "quotes/create",
                json!({ "key": key(), "opportunity": null, "party": party, "title": text(4), "lines": [line] }),
            ),
        ];
        for (at, (path, command)) in commands.iter().enumerate() {
            let answer = call(&server, &cookie, path, &json!({ "command": command }));
            assert!([200, 422].contains(&answer.status), "{path} {command}: {} {}", answer.status, answer.body);
            made[at] += usize::from(answer.status == 200);
            assert!(answer.status == 200 || answer.body.contains("\"field\""), "{path}: {}", answer.body);
        }
        let search = call(&server, &cookie, "parties/list", &json!({ "query": { "search": text(0) } }));
        assert_eq!(search.status, 200, "{}", search.body);
    }
    assert!(made[1] > 100 && made[2] > 100, "good texts are kept: {made:?}");
    for page in ["/customers", "/products", "/quotations", "/pipeline"] {
        let answer = server.ask("GET", page, &[("cookie", &cookie)], "");
        assert_eq!(answer.status, 200, "{page}");
        for tag in ["<script>alert", "<img src=x", "<iframe", "<svg onload", "<object data"] {
            assert!(!answer.body.contains(tag), "{page}: {tag}");
        }
    }
    assert_eq!(server.terminate(), Some(0));
}
