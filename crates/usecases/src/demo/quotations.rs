//! Quotations of the demo company in every state: written, sent, read, asked about, accepted, declined.
use super::{catalog::Product, first::Staffed};
use crate::{Cx, Denied, Staff, actors::Agent, portal, quotes};
use domain::{
    ids::{LineId, OpportunityId, QuoteId},
    lang::Lang,
    quotes::{
        group::{Offer, Shape},
        line::{LineInput, ProductLineInput},
        quantity_from::QuantityFrom,
    },
};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    portal::{AcceptByVisitor, CommentByVisitor, DeclineByVisitor},
    quotes::{CreateQuote, Recipient, SendQuote},
    shared::IdempotencyKey,
};

/// A line by the product's code: quantity in tenths, discount in percent.
enum Planned {
    Section(&'static str),
    Note(&'static str),
    Sold(&'static str, i64, i64),
}

use Planned::{Note, Section, Sold};

/// What becomes of a quotation after it was written.
enum Fate {
    Draft,
    Sent,
    Read,
    Asked(&'static str),
    Accepted,
    Declined,
}

const HEATING: [Planned; 13] = [
    Section("Lämmitysjärjestelmä"),
    Sold("HV-16", 10, 5),
    Sold("PV-500", 10, 0),
    Sold("AS-01", 320, 0),
    Note("Vanha öljykattila puretaan ja viedään pois samalla käynnillä."),
    Section("Aurinkosähkö"),
    Sold("AP-440", 120, 0),
    Sold("IN-5", 10, 0),
    Section("Huolto ja toimitus"),
    Sold("HU-02", 10, 0),
    Sold("KI-01", 20, 0),
    Sold("TO-01", 10, 0),
    Note("Asennus viikolla 3, noin neljä työpäivää."),
];
const COTTAGES: [Planned; 3] = [Sold("HI-50", 120, 8), Sold("AS-01", 960, 0), Sold("TO-01", 10, 0)];
const DRYING: [Planned; 3] = [Sold("MA-20", 10, 0), Sold("SA-01", 300, 0), Sold("AS-01", 400, 0)];
const WORKSHOP: [Planned; 3] = [Sold("HI-50", 20, 0), Sold("AS-01", 300, 0), Sold("SA-01", 140, 0)];
const BAKERY: [Planned; 2] = [Sold("HV-12", 10, 0), Sold("AS-01", 240, 0)];
const PARISH: [Planned; 4] =
    [Sold("MA-20", 10, 0), Sold("PO-01", 2400, 0), Sold("AS-01", 800, 0), Sold("PU-01", 10, 0)];
const GREENHOUSE: [Planned; 4] =
    [Sold("MA-20", 30, 4), Sold("PV-1000", 30, 0), Sold("AS-01", 1200, 0), Sold("SU-01", 120, 0)];

/// Writes and sends the quotations; the customers' answers come through their own links.
pub(super) async fn fill(
    cx: &Cx,
    staff: &Staffed,
    opportunities: &[OpportunityId],
    products: &[Product],
) -> Result<(), Denied> {
    let plans: [(usize, &[Planned], Fate); 7] = [
        (1, &COTTAGES, Fate::Draft),
        (6, &PARISH, Fate::Sent),
        (2, &DRYING, Fate::Read),
        (10, &GREENHOUSE, Fate::Sent),
        (7, &BAKERY, Fate::Declined),
        (4, &WORKSHOP, Fate::Accepted),
        (0, &HEATING, Fate::Asked("Mahtuuko 12 paneelia lappeelle, jos savupiippu jää väliin?")),
    ];
    for (at, lines, fate) in plans {
        let Some(opportunity) = opportunities.get(at) else { continue };
        let lines = lines.iter().map(|planned| line(planned, products)).collect::<Result<Vec<_>, _>>()?;
        let command = CreateQuote {
            key: key(),
            opportunity: Some(*opportunity),
            party: None,
            title: String::new(),
            lines,
            template: None,
        };
        let quote = quotes::create(&staff.administrator, cx, command).await?;
        live(cx, &staff.administrator, quote, fate).await?;
    }
    Ok(())
}

fn key() -> IdempotencyKey {
    IdempotencyKey(Uuid::new_v4())
}

fn line(planned: &Planned, products: &[Product]) -> Result<LineInput, Denied> {
    let id = LineId(Uuid::now_v7());
    Ok(match planned {
        Section(title) => LineInput::Section { id, title: (*title).to_owned(), shape: Shape::default() },
        Note(text) => LineInput::Note { id, text: (*text).to_owned() },
        Sold(code, tenths, discount) => {
            let product = products.iter().find(|product| product.code == *code);
            let product = product.ok_or_else(|| Denied::fault(format!("no product {code}")))?;
            LineInput::Product(ProductLineInput {
                id,
                product: Some(product.id),
                name: product.name.to_owned(),
                description: product.description.to_owned(),
                quantity: Decimal::new(*tenths, 1),
                quantity_from: QuantityFrom::Hand,
                unit: product.unit.to_owned(),
                unit_price: Decimal::new(product.cents, 2),
                discount: Decimal::from(*discount),
                tax: product.tax,
                tax_percent: product.percent,
                price_by_hand: *discount > 0,
                choices: Vec::new(),
                offer: Offer::default(),
                role: Default::default(),
            })
        }
    })
}

/// Sends it and lets the customer do what fate says.
async fn live(cx: &Cx, by: &Staff, quote: QuoteId, fate: Fate) -> Result<(), Denied> {
    if matches!(fate, Fate::Draft) {
        return Ok(());
    }
    let view = quotes::read(by, cx, quote).await?;
    let sent = quotes::send(
        by,
        cx,
        SendQuote {
            key: key(),
            id: quote,
            version: view.version,
            recipients: vec![Recipient::signer(view.fields.contact_name.clone(), view.party_email.clone())],
            signing: Default::default(),
            subject: format!("Tarjous {}: {}", view.number, view.fields.title),
            message: format!("Hei,\n\ntässä tarjouksemme {}.\n\nTerveisin\nAino Lehtonen", view.number),
            others: Vec::new(),
            attach_pdf: true,
        },
    )
    .await?;
    let Some(token) = sent.url.rsplit('/').next() else { return Ok(()) };
    let visitor = portal::admit_visitor(cx, token).await?;
    let page = portal::read(&visitor, cx, None, None).await?;
    let (version, hash) = (page.content.version.to_string(), page.content_sha256.clone());
    let agent = Agent { address: "192.0.2.44".into(), user_agent: "Demo".into() };
    if !matches!(fate, Fate::Sent) {
        portal::seen(&visitor, cx, page.content.version).await?;
    }
    match fate {
        Fate::Draft | Fate::Sent | Fate::Read => {}
        Fate::Asked(body) => {
            let line = page.content.lines.iter().find(|line| line.text().starts_with("Aurinkopaneeli"));
            let comment = CommentByVisitor {
                version,
                content_sha256: hash,
                key: key().0.to_string(),
                line: line.map(|line| line.id().to_string()).unwrap_or_default(),
                body: body.into(),
            };
            portal::comment(&visitor, cx, comment).await?;
        }
        Fate::Accepted => {
            let acceptance = AcceptByVisitor {
                version,
                content_sha256: hash,
                key: key().0.to_string(),
                name: view.fields.contact_name.clone(),
                role: "Yrittäjä".into(),
                purchase_order: "PO-2291".into(),
                method: "typed".into(),
                typed: view.fields.contact_name,
                consent: "yes".into(),
                ..AcceptByVisitor::default()
            };
            portal::accept(&visitor, cx, &agent, Lang::Fi, acceptance).await?;
        }
        Fate::Declined => {
            let decline = DeclineByVisitor {
                version,
                content_sha256: hash,
                key: key().0.to_string(),
                reason: "price".into(),
                wish: String::new(),
                remark: String::new(),
            };
            portal::decline(&visitor, cx, &agent, Lang::Fi, decline).await?;
        }
    }
    Ok(())
}
