//! A quotation on paper: the working version, a sent one, or the signed one with its certificate.
use super::{
    above,
    customer_choice::taken,
    document,
    pdf_texts::{delivery, opening, payment, printed_terms},
};
use crate::{
    Cx, Denied, Staff,
    clock::Zone,
    files::Download,
    payments,
    portal::{accept::hash, evidence::Evidence},
    seals,
};
use domain::{
    actors::Permission,
    days::Instant,
    ids::{CompanyId, LineId, QuoteId},
    lang::Lang,
    parties::e_invoice::EInvoice,
    quotes::{
        choice, combo,
        content::{Content, ContentLine, PostalAddress},
        group::{self, Shown},
        role::LineMark,
        signature::Signature,
    },
};
use i18n::{T, legal::legal_lines};
use paper::{
    Certificate, Event, InCombo, Letterhead, Line, Means, ProductLine, QuoteDocument, Seal, SignatureBlock,
    SignatureMark, SignedBefore, VatRow,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use store::{
    Conn,
    events::{self, EventRow},
    quotes::{
        decisions::DecisionRecord,
        record::{self, QuoteRecord},
        signatures::{self, SignatureRecord},
        versions,
    },
    seals::SealRecord,
};
use tokio::sync::Semaphore;

/// Media type of PDF.
pub const PDF: &str = "application/pdf";

/// The PDF of a version as it was sent, or (without a number) of the working version as it would be sent today.
/// # Errors
/// [`Denied::NotFound`].
pub async fn pdf(by: &Staff, cx: &Cx, id: QuoteId, version: Option<u32>) -> Result<Download, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, id).await?;
    if version.is_some() || quote.sent_version == Some(quote.draft_version) {
        let document = of_version(&mut conn, &quote, version, None).await?;
        drop(conn);
        return document.drawn().await;
    }
    let number = u32::try_from(quote.draft_version).map_err(Denied::fault)?;
    let content = document::compose(&mut conn, &quote, number, by.zone().day(cx.clock.now())).await?;
    let sha256 = vault::digest::sha256_hex(content.canonical().as_bytes());
    let document = plain(&content, &sha256, Instant(quote.updated_at));
    drop(conn);
    Undrawn { name: format!("{}-v{number}.pdf", quote.number), document }.drawn().await
}

/// A document that was read and has yet to be drawn: whoever draws it gives its connection back first, since drawing takes
/// long and others want to read meanwhile.
pub(crate) struct Undrawn {
    name: String,
    document: QuoteDocument,
}

impl Undrawn {
    /// The file.
    /// # Errors
    /// A fault when the document cannot be drawn.
    pub(crate) async fn drawn(self) -> Result<Download, Denied> {
        Ok(Download { name: self.name, media_type: PDF.into(), bytes: draw(self.document).await? })
    }
}

/// The document of a sent version of a quotation that was loaded through its scope: as it was sent, or a copy to read in another
/// language, as far as the version has words in it. The copy says that it is one.
/// # Errors
/// [`Denied::NotFound`].
pub(crate) async fn of_version(
    conn: &mut Conn,
    quote: &QuoteRecord,
    version: Option<u32>,
    read_in: Option<Lang>,
) -> Result<Undrawn, Denied> {
    let sent = quote.sent_version.ok_or(Denied::NotFound)?;
    let number = version.map_or(sent, i64::from);
    let found = versions::load(conn, QuoteId(quote.id), number).await?;
    let mut content = Content::from_canonical(&found.content).map_err(Denied::fault)?;
    let written = content.language;
    let (mut name, mut copy_of) = (format!("{}-v{number}.pdf", quote.number), None);
    if let Some(lang) = read_in.filter(|lang| *lang != written) {
        content = Content { language: lang, ..content.told_in(lang) };
        (name, copy_of) = (format!("{}-v{number}-{}.pdf", quote.number, lang.code()), Some(written));
    }
    let mut document = plain(&content, &found.sha256, Instant(found.sent_at));
    document.superseded_by = u32::try_from(sent).ok().filter(|sent| number < i64::from(*sent));
    document.copy_of = copy_of;
    Ok(Undrawn { name, document })
}

/// Documents that are drawn at a time: more would only wait for cores, and hold memory meanwhile.
static DRAWING: Semaphore = Semaphore::const_new(2);

/// Draws on a thread of its own: a long document holds a core for a while.
/// # Errors
/// A fault when the document cannot be drawn.
pub(crate) async fn draw(document: QuoteDocument) -> Result<Vec<u8>, Denied> {
    let _turn = DRAWING.acquire().await.map_err(Denied::fault)?;
    let drawn = tokio::task::spawn_blocking(move || paper::quote_pdf(&document)).await.map_err(Denied::fault)?;
    drawn.map_err(Denied::fault)
}

/// The signed document with its certificate.
/// # Errors
/// A fault when what was kept cannot be read.
pub(crate) async fn signed(
    mut conn: Conn,
    quote: &QuoteRecord,
    decision: &DecisionRecord,
    zone: Zone,
    (public_url, sealed): (&str, &SealRecord),
) -> Result<QuoteDocument, Denied> {
    let found = versions::load(&mut conn, QuoteId(quote.id), decision.quote_version).await?;
    let sent = Content::from_canonical(&found.content).map_err(Denied::fault)?;
    let evidence: Evidence = serde_json::from_str(&decision.evidence).map_err(Denied::fault)?;
    let content = evidence.applied(&sent)?;
    let signature: Signature = serde_json::from_str(&decision.signature).map_err(Denied::fault)?;
    let mut happened = events::timeline(&mut conn, CompanyId(quote.company_id), quote.id, 500).await?;
    happened.retain(|event| event.at <= decision.decided_at);
    happened.reverse();
    let decided = Instant(decision.decided_at);
    let mut document = plain(&content, &found.sha256, decided);
    let order = store::orders::of_quote(&mut conn, CompanyId(quote.company_id), QuoteId(quote.id)).await?;
    if let Some((order, _)) = order
        && let Some(demand) = payments::block::read(&mut conn, CompanyId(quote.company_id), order).await?
    {
        let told = payments::block::told(T::new(content.language), &demand.block);
        document.payment_terms = format!("{}\n{told}", document.payment_terms);
    }
    let last = (decision.quote_version, decision.link_id);
    let before = signatures::before(&mut conn, CompanyId(quote.company_id), QuoteId(quote.id), last).await?;
    drop(conn);
    let unsigned = draw(plain(&sent, &found.sha256, Instant(found.sent_at))).await?;
    document.signed_before =
        before.into_iter().map(|one| signed_before(one, &content, zone)).collect::<Result<_, Denied>>()?;
    document.signature = Some(SignatureBlock {
        consent: evidence.consent.clone(),
        name: decision.name.clone(),
        role: decision.role.clone(),
        company: company(&content),
        at: zone.local(decided),
        mark: mark(&signature),
        sent_at: Some(zone.local(Instant(found.sent_at))),
    });
    document.certificate = Some(Certificate {
        business_id: content.buyer.business_id.clone(),
        file_sha256: vault::digest::sha256_hex(&unsigned),
        choice: evidence.choice.as_ref().map(|choice| taken(&content, choice).join("; ")).unwrap_or_default(),
        choice_sha256: evidence.choice.as_ref().map(hash).unwrap_or_default(),
        purchase_order: decision.purchase_order.clone(),
        e_invoice: evidence.e_invoice.as_ref().map(EInvoice::told).unwrap_or_default(),
        means: means(evidence),
        events: happened.iter().filter_map(|event| certificate_event(T::new(content.language), event)).collect(),
        seal: Some(Seal {
            organisation: content.seller.name.clone(),
            at: zone.local(Instant(sealed.sealed_at)),
            evidence_sha256: sealed.sha256.clone(),
            public_key: sealed.public_key.clone(),
            signature: sealed.signature.clone(),
            file_certificate_sha256: String::new(),
        }),
        verify_url: seals::verify_url(public_url, &sealed.sha256),
    });
    document.attached_json = Some(found.content.into_bytes());
    Ok(document)
}

/// Who is signed for; nobody for a person.
fn company(content: &Content) -> String {
    if content.buyer.business_id.is_empty() { String::new() } else { content.buyer.name.clone() }
}

fn means(evidence: Evidence) -> Means {
    Means {
        link_sent_to: evidence.link_sent_to,
        device: evidence.user_agent,
        network_address: evidence.address,
        read_in: evidence.language,
    }
}

fn signed_before(one: SignatureRecord, content: &Content, zone: Zone) -> Result<SignedBefore, Denied> {
    let evidence: Evidence = serde_json::from_str(&one.evidence).map_err(Denied::fault)?;
    let signature: Signature = serde_json::from_str(&one.signature).map_err(Denied::fault)?;
    let signature = SignatureBlock {
        consent: evidence.consent.clone(),
        name: one.name,
        role: one.role,
        company: company(content),
        at: zone.local(Instant(one.signed_at)),
        mark: mark(&signature),
        sent_at: None,
    };
    Ok(SignedBefore { signature, means: means(evidence) })
}

fn mark(signature: &Signature) -> SignatureMark {
    match signature {
        Signature::Typed { text } => SignatureMark::Typed(text.clone()),
        Signature::Unsigned => SignatureMark::Unsigned,
        Signature::Drawn { strokes } => SignatureMark::Drawn(
            strokes
                .strokes()
                .iter()
                .map(|stroke| stroke.iter().map(|point| (i32::from(point.x), i32::from(point.y))).collect())
                .collect(),
        ),
    }
}

fn certificate_event(t: T, event: &EventRow) -> Option<Event> {
    let data = event.read();
    let (name, version) = (&event.actor, data.quote_version.unwrap_or(1));
    let text = match event.what.as_str() {
        "quote.sent" => t.certificate_quote_sent(version, name),
        "quote.viewed" => t.certificate_quote_viewed(version, name),
        "quote.commented" => t.certificate_quote_commented(name),
        "quote.answered" => t.certificate_quote_answered(name),
        "quote.customer_approved" => t.certificate_quote_customer_approved(version, name),
        "quote.customer_refused" => t.certificate_quote_customer_refused(version, name),
        "quote.customer_signed" => t.certificate_quote_customer_signed(version, name),
        "quote.taken_back" => t.certificate_quote_taken_back(version, name),
        "quote.accepted" => t.certificate_quote_accepted(version, name),
        _ => return None,
    };
    Some(Event { at: Instant(event.at).utc(), text, chain: vault::digest::hex(&event.code) })
}

/// A version without signature.
fn plain(content: &Content, sha256: &str, made: Instant) -> QuoteDocument {
    let buyer = &content.buyer;
    let vat_number = if buyer.vat_number.is_empty() { &buyer.business_id } else { &buyer.vat_number };
    let lines = [vec![buyer.name.clone(), buyer.contact.clone()], address_lines(&buyer.address)].concat();
    QuoteDocument {
        lang: content.language,
        number: content.number.clone(),
        version: content.version,
        superseded_by: None,
        copy_of: None,
        date: content.issued,
        made_at: made.utc(),
        valid_until: Some(content.valid_until),
        title: content.title.clone(),
        introduction: opening(content),
        above: above::above(content),
        seller: Letterhead {
            name: content.seller.name.clone(),
            business_id: content.seller.business_id.clone(),
            address: address_lines(&content.seller.address),
            email: content.seller.email.clone(),
            phone: content.seller.phone.clone(),
        },
        buyer: lines.into_iter().filter(|line| !line.is_empty()).collect(),
        delivery_address: content.shipment.lines("FI").join(", "),
        customer_reference: content.customer_reference.clone(),
        salesperson: [content.salesperson.name.as_str(), content.salesperson.phone.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        delivery: delivery(content),
        payment_terms: payment(content),
        unsigned: content.unsigned,
        terms: printed_terms(content),
        lines: printed_lines(content),
        vat: content
            .totals
            .taxes
            .iter()
            .map(|tax| VatRow {
                percent: tax.percent,
                name: tax.name.clone(),
                net: tax.base,
                tax: tax.tax,
                gross: tax.base + tax.tax,
            })
            .collect(),
        vat_notes: legal_lines(
            T::new(content.language),
            &content.totals.notes(),
            &content.seller.vat_number,
            vat_number,
        )
        .join("\n"),
        net: content.totals.net,
        tax: content.totals.tax,
        gross: content.totals.gross,
        currency: content.currency,
        content_sha256: sha256.to_owned(),
        signed_before: Vec::new(),
        signature: None,
        certificate: None,
        attached_json: None,
    }
}

/// What is printed of the lines: headings may hide prices, or all but their sum.
fn printed_lines(content: &Content) -> Vec<Line> {
    let t = T::new(content.language);
    let parts = content.parts();
    let counted = choice::counted(&parts);
    let combos = combo::sums(&content.lines);
    let visible = content.lines.iter().zip(group::printed(&parts));
    let visible = visible
        .zip(counted)
        .filter_map(|((one, shown), counts)| (shown != Shown::Hidden).then_some((one, shown, counts)));
    visible.map(|(one, shown, counts)| line(t, one, shown == Shown::WithoutPrices, (counts, &combos))).collect()
}

fn line(t: T, line: &ContentLine, unpriced: bool, (counts, combos): (bool, &BTreeMap<LineId, Decimal>)) -> Line {
    match line {
        ContentLine::Section { title, net, shape, .. } => {
            Line::Section { title: title.clone(), subtotal: (!unpriced).then_some(*net), within: shape.subsection }
        }
        ContentLine::Note { text, .. } => Line::Note { text: text.clone() },
        ContentLine::Product {
            id,
            mark,
            number,
            name,
            description,
            quantity,
            unit,
            unit_price,
            discount,
            tax_percent,
            tax_included,
            net,
            ..
        } => Line::Product(ProductLine {
            position: number.to_string(),
            name: name.clone(),
            description: {
                let with_tax = if *tax_included { t.legal_price_with_tax() } else { "" };
                // Of what is left out a combo's own line tells.
                let left_out = if counts || mark.is_combo_item() { "" } else { t.portal_left_out() };
                let said = [description.as_str(), with_tax, left_out].into_iter().filter(|text| !text.is_empty());
                said.collect::<Vec<_>>().join("\n")
            },
            quantity: *quantity,
            unit: unit.clone(),
            unit_price: *unit_price,
            discount_percent: *discount,
            vat_percent: *tax_percent,
            net: combos.get(id).copied().unwrap_or(*net),
            unpriced,
            combo: match mark {
                LineMark::Combo => InCombo::Whole,
                LineMark::ComboItem => InCombo::Item,
                _ => InCombo::Alone,
            },
        }),
    }
}

/// Street; postcode and town; country when it is not Finland.
pub(super) fn address_lines(address: &PostalAddress) -> Vec<String> {
    let town = format!("{} {}", address.postcode, address.city).trim().to_owned();
    let country = if matches!(address.country.as_str(), "" | "FI") { String::new() } else { address.country.clone() };
    [address.street.clone(), town, country].into_iter().filter(|line| !line.is_empty()).collect()
}
