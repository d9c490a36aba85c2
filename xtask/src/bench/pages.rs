//! The customer's page under load: how many a second the whole machine answers, and what one costs.
#![allow(clippy::float_arithmetic, reason = "times and counts, no money")]

use super::http::Connection;
use super::rows::Row;
use super::running::Server;
use crate::Result;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Readers at once, each on a connection that it keeps.
const READERS: usize = 16;
/// How long they read.
const SPAN: Duration = Duration::from_secs(4);
/// Lines of the quotation, and the least pages a second.
const SIZES: [(usize, f64); 2] = [(10, 8_000.0), (100, 6_000.0)];

/// Starts the demo company, sends a quotation of each size, and lets sixteen people read it again and again.
pub fn rows(program: &Path) -> Result<Vec<Row>> {
    let server = Server::start_fresh(program, "bench-pages")?;
    let mut seller = Connection::open(&server.address)?;
    let link = server.first_link()?;
    let entered = seller.form("/first", "", &format!("token={}", link.trim_start_matches("/first/")))?;
    let cookie = entered.cookie().ok_or("signing in gave no cookie")?;
    let mut rows = Vec::new();
    for (lines, least) in SIZES {
        let (path, visitor) = sent_quote(&mut seller, &cookie, lines)?;
        let (pages, cpu) = read(&server, &path, &visitor)?;
        rows.push(Row::new(
            &format!("customer’s page, {lines} lines: pages a second, whole machine"),
            pages,
            "/s",
            least,
        ));
        if let Some(cpu) = cpu {
            rows.push(Row::new(&format!("customer’s page, {lines} lines: CPU of the server for one"), cpu, "ms", 0.2));
        }
    }
    Ok(rows)
}

/// A quotation that is with its customer: the page's path, and the cookie of whoever opened the mailed link.
fn sent_quote(seller: &mut Connection, cookie: &str, lines: usize) -> Result<(String, String)> {
    let parties = seller.call("parties/list", cookie, &json!({ "query": {} }))?;
    let taxes = seller.call("products/taxes", cookie, &json!({}))?;
    let line = |number: usize| {
        json!({
            "kind": "product", "id": uuid(number), "product": null, "name": format!("Lämpöpumppu {number}"),
            "description": "Ulkoyksikkö ja sisäyksikkö", "quantity": "2", "unit": "kpl", "unit_price": "1234.56",
            "discount": "0", "tax": taxes[0]["id"], "tax_percent": taxes[0]["percent"],
        })
    };
    let made: Vec<Value> = (1..=lines).map(line).collect();
    let create = json!({ "command": {
        "key": uuid(10_000 + lines), "opportunity": null, "party": parties["rows"][0]["id"], "title": "Mitattava",
        "lines": made,
    } });
    let id = seller.call("quotes/create", cookie, &create)?;
    let quote = seller.call("quotes/read", cookie, &json!({ "id": id }))?;
    let send = json!({ "command": {
        "key": uuid(20_000 + lines), "id": id, "version": quote["version"],
        "recipients": [{ "name": "Päivi Mäkelä", "email": "paivi@makela.example" }],
        "subject": "Tarjous", "message": "Hei!", "attach_pdf": false,
    } });
    let sent = seller.call("quotes/send", cookie, &send)?;
    let url = sent["url"].as_str().ok_or("sending gave no link")?;
    let path = url.find("/o/").map(|at| &url[at..]).ok_or("the link has no path")?;
    let opened = seller.get(path, "")?;
    let page = opened.header("location").ok_or("the link leads nowhere")?.to_owned();
    let visitor = opened.cookie().ok_or("opening gave no cookie")?;
    let read = seller.get(&page, &visitor)?;
    if read.status != 200 || !read.body.contains("Mitattava") {
        return Err(format!("the customer’s page answered {}", read.status));
    }
    Ok((page, visitor))
}

/// Pages a second, and the milliseconds of processor time each took of the server.
fn read(server: &Server, path: &str, cookie: &str) -> Result<(f64, Option<f64>)> {
    let (count, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let before = processor_ms(server.pid());
    let begun = Instant::now();
    thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    let mut connection = Connection::open(&server.address)?;
                    while !stop.load(Ordering::Relaxed) {
                        let status = connection.skim(path, cookie)?;
                        if status != 200 {
                            return Err(format!("a page answered {status}"));
                        }
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok(())
                })
            })
            .collect();
        thread::sleep(SPAN);
        stop.store(true, Ordering::Relaxed);
        readers.into_iter().try_for_each(|reader| reader.join().map_err(|_| "a reader broke".to_owned())?)
    })?;
    let pages = f64::from(u32::try_from(count.load(Ordering::Relaxed)).unwrap_or(u32::MAX));
    let seconds = begun.elapsed().as_secs_f64();
    let cpu = processor_ms(server.pid()).zip(before).map(|(after, before)| (after - before) / pages);
    Ok((pages / seconds, cpu))
}

/// Processor time of a process so far, where the system tells; its clock ticks a hundred times a second.
fn processor_ms(pid: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some((user + system) * 10.0)
}

/// An id of one's own for a number.
fn uuid(number: usize) -> String {
    format!("00000000-0000-7000-8000-{number:012}")
}
