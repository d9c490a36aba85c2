//! Pages to look at and to test with: one quotation in every standing.
#[path = "sample_messages.rs"]
mod messages;
#[path = "sample_proposals.rs"]
pub mod proposals;
#[path = "sample_standings.rs"]
pub mod standings;

pub use messages::messages;

use chrono::{NaiveDate, NaiveDateTime};
use domain::{
    days::{Instant, Stamp},
    ids::{CommentId, LineId, ProductId, TaxId},
    lang::Lang,
    money::Currency,
    parties::e_invoice::EInvoice,
    quotes::{
        choice::Choice,
        content::{Buyer, Content, ContentLine, Person, PostalAddress, Seller, content_lines, with_book},
        difference::Difference,
        group::{Grouping, Offer, Shape},
        line::{Line, Percent, ProductLine, Quantity, UnitPrice},
        recipient::Turn,
        signature::{Signature, Strokes},
        state::QuoteState,
        totals::reckon,
    },
    refusal::{FieldRefusal, Refusal},
    tax::book::TaxBook,
};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::portal::{
    AcceptByVisitor, AcceptedFacts, EarlierSigner, FormState, PortalChanges, PortalComment, PortalForms, PortalNotice,
    PortalPage, PortalStanding, PortalVersion, Withdrawing,
};
use wire::seals::SealFacts;

/// Name, description, quantity, unit, price in cents, discount, tax rate.
type Row = (&'static str, &'static str, i64, &'static str, i64, i64, &'static str);

const HEATING: &[Row] = &[
    ("Ilma-vesilämpöpumppu Havu 16 kW", "Ulkoyksikkö, sisäyksikkö ja ohjain", 1, "kpl", 984_000, 5, "25.5"),
    ("Puskurivaraaja 500 l", "", 1, "kpl", 149_000, 0, "25.5"),
    (
        "Asennustyö ja käyttöönotto",
        "Vanha öljykattila puretaan ja viedään pois samalla käynnillä.",
        32,
        "h",
        6_800,
        0,
        "25.5",
    ),
    ("Huoltokirja ja käyttöopas, painettu", "", 2, "kpl", 3_800, 0, "13.5"),
    ("Toimitus Seinäjoelle", "", 1, "erä", 19_000, 0, "25.5"),
];

const SUN: &[Row] = &[
    ("Aurinkopaneeli 440 W, asennettuna", "Kiinnikkeet tiilikatolle", 12, "kpl", 18_900, 0, "25.5"),
    ("Invertteri 5 kW", "", 1, "kpl", 135_000, 0, "25.5"),
    ("Huoltosopimus, laaja", "2 käyntiä vuodessa, varaosat sisältyvät", 1, "v", 42_000, 0, "25.5"),
];

/// A day of December 2026, the month in which the sample expires; 0 is 30 November.
fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
}

fn stamp(on: NaiveDate, hour: u32, minute: u32) -> Stamp {
    let local: NaiveDateTime = on.and_hms_opt(hour, minute, 31).unwrap_or_default();
    Stamp { utc: Instant(local.and_utc().timestamp_micros()).plus_seconds(-2 * 3600), local }
}

fn id(at: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + at)
}

fn product(at: u128, row: &Row) -> Option<Line> {
    let (name, description, quantity, unit, cents, discount, rate) = *row;
    Some(Line::Product(ProductLine {
        id: LineId(id(at)),
        product: Some(ProductId(id(at))),
        name: name.into(),
        description: description.into(),
        quantity: Quantity::new(quantity.into()).ok()?,
        unit: unit.into(),
        unit_price: UnitPrice::new(Decimal::new(cents, 2)).ok()?,
        discount: Percent::new(discount.into()).ok()?,
        tax: TaxId(id(0)),
        tax_percent: Percent::new(rate.parse().ok()?).ok()?,
        offer: Offer::default(),
        role: Default::default(),
    }))
}

/// A quotation of about this many product lines, in two sections with a note.
pub fn content(count: usize) -> Content {
    let mut lines =
        vec![Line::Section { id: LineId(id(100)), title: "Lämmitysjärjestelmä".into(), shape: Shape::default() }];
    lines.extend(HEATING.iter().zip(1..).filter_map(|(row, at)| product(at, row)));
    lines.push(Line::Section { id: LineId(id(101)), title: "Aurinkosähkö".into(), shape: Shape::default() });
    lines.extend(SUN.iter().zip(11..).filter_map(|(row, at)| product(at, row)));
    let more = HEATING.iter().cycle().zip(1000..).take(count.saturating_sub(HEATING.len() + SUN.len()));
    lines.extend(more.filter_map(|(row, at)| product(at, row)));
    lines.push(Line::Note {
        id: LineId(id(102)),
        text: "Katolle mahtuu 12 paneelia: 7 piipun vasemmalle puolelle ja 5 oikealle.".into(),
    });
    let reckoning = reckon(&lines, &Currency::EUR, &TaxBook::default()).unwrap_or_default();
    Content {
        form: Content::FORM,
        number: "T-2026-0417".into(),
        version: 4,
        language: Lang::Fi,
        currency: Currency::EUR,
        rate: None,
        title: "Öljystä ilmalämpöön ja omaa sähköä höyläämön katolta".into(),
        introduction: "Öljykattila vaihtuu 16 kilowatin ilma-vesilämpöpumppuun tammikuussa. Lämmityskulu laskee arviolta 9 400 eurosta 3 900 euroon vuodessa.\n\nPuramme vanhan kattilan ja viemme sen pois samalla käynnillä. Halli on ilman lämpöä enintään kuusi tuntia.".into(),
        issued: day(11, 23),
        valid_until: day(12, 11),
        seller: Seller {
            name: "Havulämpö Oy".into(),
            business_id: "7654321-2".into(),
            vat_number: "FI76543212".into(),
            address: PostalAddress {
                street: "Hatanpään valtatie 34".into(),
                postcode: "33100".into(),
                city: "Tampere".into(),
                country: "FI".into(),
            },
            email: "myynti@havulampo.example".into(),
            phone: "040 555 0100".into(),
        },
        salesperson: Person {
            name: "Aino Lehtonen".into(),
            title: "Myyntipäällikkö".into(),
            email: "aino@havulampo.example".into(),
            phone: "040 555 0117".into(),
        },
        buyer: Buyer {
            name: "Mäkelän Puutyö Oy".into(),
            business_id: "2345671-3".into(),
            vat_number: String::new(),
            contact: "Päivi Mäkelä".into(),
            address: PostalAddress::default(),
        },
        customer_reference: "Höyläämö".into(),
        payment_terms: "14 päivää netto. 30 % tilatessa, 70 % käyttöönoton jälkeen.".into(),
        schedule: None,
        plan: None,
        terms: "Laitteille 5 vuotta ja työlle 2 vuotta takuuta käyttöönotosta.\n\nToimitus edellyttää vapaata pääsyä pannuhuoneeseen ja katolle.".into(),
        delivery_on: None,
        shipment: domain::quotes::shipment::Shipment::default(),
        deposit: None,
        unsigned: false,
        demands: Default::default(),
        regret: Default::default(),
        warehouse: None,
        blocks: Vec::new(),
        pictures: Vec::new(),
        translations: Vec::new(),
        lines: content_lines(&lines, &reckoning, &TaxBook::default(), false),
        book: None,
        delivery: None,
        totals: reckoning.totals,
    }
}

/// The open page, as a customer first sees it.
pub fn open(lang: Lang, count: usize) -> PortalPage {
    PortalPage {
        public_id: "01j8k2".into(),
        lang,
        content: content(count),
        content_sha256: "8f3a91c25be07714c90d2f6a13e8b7d4a2269c01f45e33086b1d90ea77d044be".into(),
        choice: None,
        facts: None,
        delivery_kept: None,
        versions: vec![
            PortalVersion { number: 4, sent: stamp(day(11, 23), 9, 44) },
            PortalVersion { number: 3, sent: stamp(day(11, 19), 15, 2) },
        ],
        state: QuoteState::Sent,
        standing: PortalStanding::Open,
        turn: Turn::Sign,
        approvals: Vec::new(),
        signers: Vec::new(),
        fixed: false,
        may_comment: true,
        comments: Vec::new(),
        proposals: Vec::new(),
        proposing: false,
        taking_back: false,
        withdrawing: Withdrawing::No,
        visitor: "Päivi Mäkelä".into(),
        today: day(11, 23),
        notice: None,
        changes: None,
        shares_reading: false,
        forms: PortalForms::default(),
    }
}

/// Something to choose: a fixed line, options of which one has bounds, and three of which one is taken.
pub fn choosing(lang: Lang) -> PortalPage {
    let heading = |at, title: &str, grouping| Line::Section {
        id: LineId(id(at)),
        title: title.into(),
        shape: Shape { grouping, ..Shape::default() },
    };
    let offered = |at, row: &Row, offer| match product(at, row) {
        Some(Line::Product(line)) => Some(Line::Product(ProductLine { offer, ..line })),
        other => other,
    };
    let left_out = Offer { left_out: true, ..Offer::default() };
    let ranged = Offer { least: Some(Decimal::from(8)), most: Some(Decimal::from(20)), ..Offer::default() };
    let care = |at, name: &'static str, more: &'static str, cents, offer| {
        offered(at, &(name, more, 1, "v", cents, 0, "25.5"), offer)
    };
    let mut lines = vec![heading(300, "Aurinkosähkö", Grouping::Optional)];
    lines.extend(
        SUN.iter().zip(301..).filter_map(|(row, at)| offered(at, row, if at == 301 { ranged } else { left_out })),
    );
    lines.push(heading(320, "Huoltosopimus", Grouping::ChooseOne));
    lines.extend(care(321, "Perus", "1 käynti vuodessa\n- Varaosat laskulla", 24_000, left_out));
    lines.extend(care(
        322,
        "Laaja",
        "2 käyntiä vuodessa\nVaraosat sisältyvät",
        42_000,
        Offer { recommended: true, ..Offer::default() },
    ));
    lines.extend(care(323, "Täysi", "Kaikki, myös päivystys", 69_000, left_out));
    let reckoning = reckon(&lines, &Currency::EUR, &TaxBook::default()).unwrap_or_default();
    let (lines, book) = with_book(&lines, &reckoning, &TaxBook::default());
    let content = Content { lines, book, totals: reckoning.totals, ..content(0) };
    let choice = Some(Choice::preselected(&content.parts()));
    let facts = content.choosable().and_then(|choosable| choosable.facts());
    PortalPage { content, choice, facts, ..open(lang, 8) }
}

/// The open page for somebody who knows version 3: fewer pumps then, another last day, no panels.
pub fn changed(lang: Lang) -> PortalPage {
    let page = open(lang, 8);
    let mut before = page.content.clone();
    before.version = 3;
    before.valid_until = day(12, 4);
    before.totals.net += Decimal::new(49_200, 2);
    before.totals.gross += Decimal::new(61_746, 2);
    before.lines.retain(|line| line.id() != LineId(id(11)));
    for line in &mut before.lines {
        if let ContentLine::Product { quantity, name, .. } = line
            && name == "Puskurivaraaja 500 l"
        {
            *quantity += Decimal::ONE;
        }
    }
    let difference = Difference::between(&before, &page.content);
    PortalPage { changes: Some(PortalChanges { since: 3, difference, fallen: Some(3) }), ..page }
}

fn comment(at: u128, line: Option<u128>, by_customer: bool, body: &str, on: NaiveDate) -> PortalComment {
    PortalComment {
        id: CommentId(id(at)),
        version: if at < 202 { 3 } else { 4 },
        line: line.map(|line| LineId(id(line))),
        line_name: "Aurinkopaneeli 440 W, asennettuna".into(),
        by_customer,
        author: if by_customer { "Päivi Mäkelä".into() } else { "Aino Lehtonen".into() },
        body: body.into(),
        at: stamp(on, 16, 42),
        answered: true,
        files: Vec::new(),
    }
}

/// Questions and answers, about a line and about the whole.
pub fn commented(lang: Lang) -> PortalPage {
    PortalPage {
        comments: vec![
            comment(200, Some(11), true, "Mahtuuko 12 paneelia lappeelle, jos savupiippu jää väliin?", day(11, 20)),
            comment(201, Some(11), false, "Mahtuu: 7 piipun vasemmalle ja 5 oikealle puolelle.", day(11, 23)),
            comment(202, None, true, "Sopisiko asennus viikolle 4?", day(11, 23)),
        ],
        notice: Some(PortalNotice::CommentSent),
        ..open(lang, 8)
    }
}

/// A form that came back.
pub fn refused(lang: Lang) -> PortalPage {
    PortalPage {
        forms: PortalForms {
            accept: FormState {
                typed: AcceptByVisitor {
                    name: String::new(),
                    role: "Toimitusjohtaja".into(),
                    ..AcceptByVisitor::default()
                },
                refusals: vec![
                    FieldRefusal::at("name", Refusal::Required),
                    FieldRefusal::at("strokes", Refusal::SignatureEmpty),
                    FieldRefusal::at("consent", Refusal::ConsentNeeded),
                ],
            },
            ..PortalForms::default()
        },
        ..open(lang, 8)
    }
}

/// Ink like a name.
pub fn ink() -> Option<Strokes> {
    let stroke = |from: i64, length: i64| -> String {
        (0..length)
            .map(|at| {
                let rise = [0, 320, 560, 420, 120, -80, 60, 260][usize::try_from(at % 8).unwrap_or_default()];
                format!("{},{},16", from + at * 62, 1100 - rise)
            })
            .collect::<Vec<_>>()
            .join(" ")
    };
    Strokes::parse(&format!("{};{}", stroke(900, 26), stroke(2900, 34))).ok()
}

/// The page after accepting.
pub fn accepted(lang: Lang, signature: Signature, ready: bool) -> PortalPage {
    PortalPage {
        state: QuoteState::Accepted,
        standing: PortalStanding::Accepted {
            facts: Box::new(AcceptedFacts {
                order_number: "O-2026-0312".into(),
                name: "Päivi Mäkelä".into(),
                role: "toimitusjohtaja".into(),
                purchase_order: "PO-2291".into(),
                e_invoice: Some(EInvoice { address: "003707375462".into(), operator: "E204503".into() }),
                earlier: vec![EarlierSigner {
                    name: "Tuomas <Mäkelä>".into(),
                    role: "hallituksen puheenjohtaja".into(),
                    at: stamp(day(11, 23), 13, 2),
                }],
                signature,
                at: stamp(day(11, 23), 14, 8),
                signed_file_ready: ready,
                mailed_to: "paivi@makelanpuutyo.example".into(),
                payment: None,
                take_back: None,
                withdrawal: None,
                seal: ready.then(|| SealFacts {
                    sha256: "77fa10c9e2b45d38".repeat(4),
                    key: "d75a980182b10ab7".into(),
                    at: stamp(day(11, 23), 14, 8),
                }),
            }),
        },
        ..open(lang, 8)
    }
}

/// Every standing and state of the page, by the name of its file.
pub fn pages(lang: Lang) -> Vec<(&'static str, PortalPage)> {
    let mut consumer = open(lang, 8);
    consumer.content.buyer.business_id.clear();
    consumer.content.buyer.name = "Päivi Mäkelä".into();
    consumer.content.regret.withdrawal = Some(standings::right());
    let mut pages = vec![
        ("open", open(lang, 8)),
        ("consumer", consumer),
        ("long", open(lang, 100)),
        ("comments", commented(lang)),
        ("refused", refused(lang)),
        ("choosing", choosing(lang)),
        ("proposing", proposals::proposing(lang)),
        ("proposed", proposals::proposed(lang)),
        ("changed", changed(lang)),
        ("accepted", accepted(lang, Signature::Typed { text: "Päivi Mäkelä".into() }, false)),
    ];
    pages.extend(standings::closed(lang));
    pages.extend(standings::turns(lang));
    pages.extend(standings::regrets(lang));
    pages.extend(ink().map(|strokes| ("accepted-drawn", accepted(lang, Signature::Drawn { strokes }, true))));
    pages
}
