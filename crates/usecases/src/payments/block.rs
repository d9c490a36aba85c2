//! A demand as the payer needs it, with its bar code and QR code drawn.
use crate::Denied;
use domain::{
    formats,
    ids::{CompanyId, OrderId},
    money::Currency,
    payment::{
        code128,
        demand::{Paid, Payee},
        epc,
        reference::Reference,
        virtual_bar::{self, Version},
    },
};
use i18n::T;
use qrcodegen::{DataTooLong, QrCode, QrCodeEcc, QrSegment, Version as Size};
use rust_decimal::Decimal;
use store::{
    Conn, columns,
    payments::{self, DemandRecord},
};
use wire::{
    payments::{Drawing, PaymentBlock, PaymentView},
    shared::Amount,
};

/// Height of the bars, in modules.
const BAR_HEIGHT: u32 = 40;
/// The largest code banks read.
const LARGEST: u8 = 13;

/// The demand of an order, where there is one.
pub(crate) async fn read(conn: &mut Conn, company: CompanyId, order: OrderId) -> Result<Option<PaymentView>, Denied> {
    payments::find(conn, company, order).await?.map(view).transpose()
}

fn view(row: DemandRecord) -> Result<PaymentView, Denied> {
    let currency = columns::currency(&row.currency)?;
    let (amount, paid) = (columns::amount(row.amount, &currency), columns::amount(row.paid, &currency));
    let payee: Payee = serde_json::from_str(&row.payee).map_err(Denied::fault)?;
    let reference = Reference::parse(&row.reference).map_err(Denied::fault)?;
    let due_on = columns::day(&row.due_on)?;
    let open = (amount - paid).max(Decimal::ZERO);
    let bar = payee.iban.as_ref().filter(|_| currency == Currency::EUR).and_then(|iban| {
        let text = virtual_bar::digits(Version::National, iban, open, &reference, Some(due_on))?;
        let (path, width) = code128::path(&text, BAR_HEIGHT)?;
        Some(Drawing { text, path, width, height: BAR_HEIGHT })
    });
    let qr = epc::payload(&payee, open, &currency, &reference).and_then(|text| drawn(text).ok());
    let state = Paid::of(amount, paid);
    Ok(PaymentView {
        version: row.version,
        block: PaymentBlock {
            payee,
            reference,
            amount: Amount { value: amount, currency },
            open,
            due_on,
            state,
            bar,
            qr,
        },
        paid,
        paid_on: columns::optional_day(row.paid_on)?,
        note: row.note,
    })
}

/// What a payer needs, in lines of text: for mail and paper.
pub(crate) fn told(t: T, block: &PaymentBlock) -> String {
    let row = |label: &str, value: String| (!value.is_empty()).then(|| format!("{label}: {value}"));
    let iban = block.payee.iban.as_ref().map(|iban| iban.grouped()).unwrap_or_default();
    let bar = block.bar.as_ref().map(|bar| bar.text.clone()).unwrap_or_default();
    [
        row(t.portal_deposit(), formats::money(t.figures(), block.amount.value, &block.amount.currency)),
        row(t.portal_pay_due(), formats::date(t.figures(), block.due_on)),
        row(t.portal_pay_to(), block.payee.name.clone()),
        row(t.portal_pay_iban(), iban),
        row(t.portal_pay_bic(), block.payee.bic.clone()),
        row(t.portal_pay_reference(), block.reference.grouped()),
        row(t.portal_pay_reference_rf(), block.reference.international_grouped()),
        row(t.portal_pay_bar(), bar),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join("\n")
}

/// A QR code, its rows as runs of dark modules.
pub(crate) fn drawn(text: String) -> Result<Drawing, DataTooLong> {
    // As bytes whatever it says: banks expect the text to be UTF-8.
    let segments = [QrSegment::make_bytes(text.as_bytes())];
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, Size::MIN, Size::new(LARGEST), None, false)?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|at| code.get_module(*at, y)).count();
            if run > 0 {
                path.push_str(&format!("M{x} {y}h{run}v1h-{run}z"));
            }
            x += i32::try_from(run).unwrap_or(size) + 1;
        }
    }
    let side = u32::try_from(size).unwrap_or_default();
    Ok(Drawing { text, path, width: side, height: side })
}
