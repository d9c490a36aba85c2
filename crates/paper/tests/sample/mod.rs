//! A quotation of any length, plain or signed, in each language.
#![allow(dead_code, reason = "each test takes what it needs")]

use chrono::{NaiveDate, NaiveDateTime};
use domain::lang::Lang;
use domain::money::Currency;
use paper::{
    Above, Certificate, Event, InCombo, Letterhead, Line, ListedFile, Means, ProductLine, QuoteDocument, Seal,
    SignatureBlock, SignatureMark, SignedBefore, VatRow,
};
use rust_decimal::Decimal;

const PRODUCTS: [(&str, &str, i64, &str, i64, i64, i64); 5] = [
    ("Ilma-vesilämpöpumppu Havu 16 kW", "Ulkoyksikkö, sisäyksikkö, ohjain", 1, "kpl", 984_000, 50, 255),
    ("Puskurivaraaja 500 l", "", 1, "kpl", 149_000, 0, 255),
    (
        "Asennustyö ja käyttöönotto",
        "Vanhan kattilan purku, putkityöt ja sähkökytkennät.\nViemme vanhan laitteen pois samalla käynnillä.",
        32,
        "h",
        6_800,
        0,
        255,
    ),
    ("Aurinkopaneeli 440 W, asennettuna", "Kiinnikkeet tiilikatolle", 12, "kpl", 18_900, 0, 255),
    ("Huoltokirja ja käyttöopas, painettu", "", 2, "kpl", 3_800, 0, 135),
];

/// A day of the sample.
pub fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default()
}

/// A moment of the sample.
pub fn moment(hour: u32, minute: u32, second: u32) -> NaiveDateTime {
    day(23).and_hms_opt(hour, minute, second).unwrap_or_default()
}

/// A quotation with this many product lines.
pub fn quotation(lang: Lang, count: usize) -> QuoteDocument {
    let mut lines = Vec::new();
    let mut vat = [(Decimal::new(255, 1), Decimal::ZERO), (Decimal::new(135, 1), Decimal::ZERO)];
    for at in 0..count {
        if at % 10 == 0 {
            let title = if at % 20 == 0 { "Lämmitysjärjestelmä" } else { "Aurinkosähkö" };
            lines.push(Line::Section {
                title: title.into(),
                subtotal: Some(Decimal::new(1_301_400, 2)),
                within: false,
            });
        }
        let (name, description, quantity, unit, price, discount, rate) = PRODUCTS[at % PRODUCTS.len()];
        let (quantity, unit_price) = (Decimal::from(quantity), Decimal::new(price, 2));
        let discount_percent = Decimal::new(discount, 1);
        let net = (quantity * unit_price * (Decimal::ONE - discount_percent / Decimal::from(100))).round_dp(2);
        let vat_percent = Decimal::new(rate, 1);
        vat.iter_mut().filter(|(percent, _)| *percent == vat_percent).for_each(|(_, sum)| *sum += net);
        lines.push(Line::Product(ProductLine {
            position: (at + 1).to_string(),
            name: name.into(),
            description: description.into(),
            quantity,
            unit: unit.into(),
            unit_price,
            discount_percent,
            vat_percent,
            net,
            unpriced: false,
            combo: InCombo::Alone,
        }));
        if at % 10 == 6 {
            lines.push(Line::Note { text: "Kattopiirros lape B on liitteenä.".into() });
        }
    }
    let vat: Vec<VatRow> = vat
        .into_iter()
        .filter(|(_, net)| !net.is_zero())
        .map(|(percent, net)| {
            let tax = (net * percent / Decimal::from(100)).round_dp(2);
            VatRow { percent, name: String::new(), net, tax, gross: net + tax }
        })
        .collect();
    let (net, tax) = (vat.iter().map(|row| row.net).sum(), vat.iter().map(|row| row.tax).sum());
    QuoteDocument {
        lang,
        number: "T-2026-0417".into(),
        version: 4,
        superseded_by: None,
        copy_of: None,
        date: day(23),
        made_at: moment(7, 44, 2),
        valid_until: NaiveDate::from_ymd_opt(2026, 12, 11),
        title: "Öljystä ilmalämpöön ja omaa sähköä höyläämön katolta".into(),
        introduction: "Öljykattila vaihtuu 16 kilowatin ilma-vesilämpöpumppuun tammikuussa. Puramme vanhan \
            kattilan ja viemme sen pois samalla käynnillä. Katolle tulee 12 paneelia: 7 piipun vasemmalle ja \
            5 oikealle puolelle."
            .into(),
        above: vec![
            Above::Comparison {
                title: "Kolme laajuutta".into(),
                columns: vec!["Perus".into(), "Plus".into(), "Kaikki".into()],
                rows: vec![
                    ("Takuu laitteille".into(), vec!["2 vuotta".into(), "5 vuotta".into(), "5 vuotta".into()]),
                    ("Vuosihuolto ja etävalvonta".into(), vec!["–".into(), "Sisältyy".into(), "Sisältyy".into()]),
                ],
            },
            Above::Files {
                title: "Liitteet".into(),
                files: vec![ListedFile {
                    about: String::new(),
                    name: "Kattopiirros lape B.pdf".into(),
                    size: 840_000,
                    sha256: "8f3a91c2d4e5b6a7908172635445362718090a1b2c3d4e5f60718293a4b5c6d7".into(),
                }],
            },
        ],
        seller: Letterhead {
            name: "Havulämpö Oy".into(),
            business_id: "7654321-2".into(),
            address: vec!["Hatanpään valtatie 34".into(), "33100 Tampere".into()],
            email: String::new(),
            phone: String::new(),
        },
        buyer: ["Mäkelän Puutyö Oy", "Päivi Mäkelä", "Teollisuustie 14", "60100 Seinäjoki"].map(String::from).into(),
        delivery_address: "Höyläämö, Rengastie 3, 60120 Seinäjoki".into(),
        customer_reference: "PO-2291".into(),
        salesperson: "Aino Lehtonen, 040 555 0117".into(),
        delivery: "Viikko 3/2027, DAP Seinäjoki".into(),
        payment_terms: "14 pv netto".into(),
        unsigned: false,
        terms: "Laitteille 5 vuotta ja työlle 2 vuotta takuuta käyttöönotosta.\n\nVapaa pääsy pannuhuoneeseen ja \
            katolle. Halli on ilman lämpöä enintään kuusi tuntia.\n\nTähän tarjoukseen sovelletaan Havulämmön \
            yleisiä toimitusehtoja 2026-1. Ne ovat liitteenä ja osa sopimusta."
            .into(),
        lines,
        vat,
        vat_notes: String::new(),
        net,
        tax,
        gross: net + tax,
        currency: Currency::EUR,
        content_sha256: "8f3a91c25be07714c90d2f6a13e8b7d4a2269c01f45e33086b1d90ea77d044be".into(),
        signed_before: Vec::new(),
        signature: None,
        certificate: None,
        attached_json: None,
    }
}

/// The same, signed with a pen.
pub fn signed(lang: Lang, count: usize) -> QuoteDocument {
    let strokes = vec![
        vec![(78, 112), (84, 90), (92, 60), (100, 36), (118, 24), (134, 32), (128, 55), (102, 66)],
        vec![(132, 84), (118, 82), (112, 102), (122, 104), (133, 88), (134, 100), (141, 104), (155, 82)],
        vec![(155, 82), (154, 100), (161, 102), (170, 95), (179, 81)],
        vec![(170, 66)],
        vec![(186, 65)],
        vec![(250, 112), (258, 70), (266, 38), (276, 68), (280, 90), (292, 60), (306, 36), (308, 102)],
        vec![
            (326, 82),
            (312, 90),
            (312, 98),
            (324, 90),
            (329, 83),
            (332, 96),
            (337, 97),
            (350, 104),
            (362, 62),
            (370, 38),
            (360, 70),
            (351, 102),
        ],
    ];
    QuoteDocument {
        signature: Some(SignatureBlock {
            consent: "Hyväksyn tarjouksen T-2026-0417 version 4 ja toimitusehdot 2026-1. Minulla on oikeus sitoa \
                Mäkelän Puutyö Oy."
                .into(),
            name: "Päivi Mäkelä".into(),
            role: "toimitusjohtaja".into(),
            company: "Mäkelän Puutyö Oy".into(),
            at: moment(14, 8, 31),
            mark: SignatureMark::Drawn(strokes),
            sent_at: Some(moment(9, 44, 2)),
        }),
        certificate: Some(Certificate {
            choice: "1 × Laaja".into(),
            choice_sha256: "5d41402abc4b2a76b9719d911017c592ae2d4f1c3b6a7f8e9d0c1b2a39485766".into(),
            business_id: "1234567-1".into(),
            file_sha256: "c41b7d2096ae3f5807d2e1b95a60c8f3e8174a923dcb0561f29e8a4710b6d35c".into(),
            purchase_order: "PO-2291".into(),
            e_invoice: "003707375462 / E204503".into(),
            means: Means {
                link_sent_to: "paivi@makelanpuutyo.example".into(),
                device: "Safari 26, iPhone".into(),
                network_address: "192.0.2.44".into(),
                read_in: Lang::Sv,
            },
            events: [
                (moment(7, 44, 2), "Versio 4 lähetetty, Aino Lehtonen", "a91e44be77d0"),
                (moment(11, 57, 40), "Avattu, Päivi Mäkelä", "03bc90ea6b1d"),
                (moment(12, 8, 31), "Hyväksytty ja allekirjoitettu, Päivi Mäkelä", "d5e83308f45e"),
            ]
            .map(|(at, text, chain)| Event { at, text: text.into(), chain: chain.into() })
            .into(),
            seal: Some(Seal {
                organisation: "Havulämpö Oy".into(),
                at: moment(12, 8, 32),
                evidence_sha256: "77fa10c9e2b45d388f3a91c2d4e70b6577fa10c9e2b45d388f3a91c2d4e70b65".into(),
                public_key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a".into(),
                signature: "e5564300c360ac729086e2cc806e828a".repeat(4),
                file_certificate_sha256: "3a1c5b7d9e0f2468ace13579bdf02468".repeat(2),
            }),
            verify_url: "https://tarjous.havulampo.example/verify?sha256=77fa10c9e2b45d388f3a91c2d4e70b6577fa10c9e2b45d388f3a91c2d4e70b65".into(),
        }),
        attached_json: Some(br#"{"number":"T-2026-0417","version":4}"#.to_vec()),
        ..quotation(lang, count)
    }
}

/// As many signatures before it.
pub fn signed_before(document: &QuoteDocument, count: usize) -> Vec<SignedBefore> {
    let (Some(signature), Some(proof)) = (&document.signature, &document.certificate) else { return Vec::new() };
    let one = SignedBefore { signature: signature.clone(), means: proof.means.clone() };
    vec![one; count]
}
