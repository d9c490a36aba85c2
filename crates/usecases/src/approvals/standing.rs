//! How a quotation stands with approval.
use super::{choices, listed};
use crate::{Denied, Staff};
use chrono::NaiveDateTime;
use domain::{
    actors::Permission,
    days::Instant,
    discount::{ApprovalLimits, ApprovalReason, Given, worst::JudgedChoices},
    ids::{CompanyId, LineId, QuoteId},
    money::Currency,
    refusal::{Refusal, pricing::PricingRefusal},
};
use rust_decimal::Decimal;
use store::{
    Conn, Unit, columns,
    quotes::{
        approvals::{self as stored, ApprovalRecord, FiguresRecord},
        lines::{self, LineRecord},
        record::QuoteRecord,
    },
};
use wire::approvals::{ApprovalView, ReasonKind, ReasonView, RequestState, RequestView};

/// What is judged of a quotation.
pub struct Judged {
    choices: JudgedChoices,
    /// Each line's name and discount.
    lines: Vec<(LineId, String, Decimal)>,
    listed: listed::ListPrices,
    /// The currency of its amounts.
    pub currency: Currency,
}

/// Reads what is judged of a quotation's lines, in every choice its customer may make. Discounts on the whole are those
/// lines, and what has a negative price and no product; what a line costs is known where its product has a cost. What a
/// line with a product gives away is measured by the price list of the quotation, at the moment `at` of the company's clock.
/// # Errors
/// A fault when a column cannot be read.
pub async fn judged(
    conn: &mut Conn,
    (quote, rows): (&QuoteRecord, &[LineRecord]),
    at: NaiveDateTime,
) -> Result<Judged, Denied> {
    let listed = listed::prices(conn, quote, rows, at).await?;
    of(quote, rows, listed)
}

/// As [`judged`]; the price list is not asked where no limit needs it.
async fn judged_by(
    conn: &mut Conn,
    limits: &ApprovalLimits,
    (quote, rows): (&QuoteRecord, &[LineRecord]),
    at: NaiveDateTime,
) -> Result<Judged, Denied> {
    match limits.line_discount.or(limits.total_discount) {
        Some(_) => judged(conn, (quote, rows), at).await,
        None => of(quote, rows, listed::ListPrices::new()),
    }
}

fn of(quote: &QuoteRecord, rows: &[LineRecord], listed: listed::ListPrices) -> Result<Judged, Denied> {
    let currency = columns::currency(&quote.currency)?;
    let choices = choices::of(rows, currency, &listed)?;
    let lines = rows.iter().map(|row| (LineId(row.id), row.name.clone(), columns::decimal(row.discount))).collect();
    Ok(Judged { choices, lines, listed, currency })
}

impl Judged {
    /// Why it needs approval under these limits.
    /// # Errors
    /// `amount_too_large`.
    pub fn reasons(&self, limits: &ApprovalLimits) -> Result<Vec<ApprovalReason>, Denied> {
        self.choices.reasons(limits).map_err(refused)
    }

    /// Its worst figures.
    /// # Errors
    /// `amount_too_large`.
    pub fn given(&self) -> Result<Given, Denied> {
        self.choices.given().map_err(refused)
    }

    fn name(&self, line: LineId) -> String {
        self.lines.iter().find(|(id, ..)| *id == line).map(|(_, name, _)| name.clone()).unwrap_or_default()
    }

    /// The price list's price, where the line gives away more than its discount says.
    fn below_list(&self, line: LineId, given: Decimal) -> Option<Decimal> {
        let (.., discount) = self.lines.iter().find(|(id, ..)| *id == line)?;
        self.listed.get(&line).copied().filter(|_| given > *discount).map(|listed| listed.round_dp(6).normalize())
    }
}

/// What sellers may give of this quotation without asking again: the company's limits, raised to what was approved.
/// # Errors
/// [`Denied`].
pub async fn limits_of(
    conn: &mut Conn,
    company: CompanyId,
    asked: &[ApprovalRecord],
) -> Result<ApprovalLimits, Denied> {
    let figures = stored::limits(conn, company).await?;
    let limits = ApprovalLimits {
        line_discount: figures.line_discount.map(columns::decimal),
        total_discount: figures.total_discount.map(columns::decimal),
        line_margin: figures.line_margin.map(columns::decimal),
        total_margin: figures.total_margin.map(columns::decimal),
    };
    let approved = asked.iter().find(|request| request.state == RequestState::Approved.code());
    Ok(approved.map_or(limits, |request| limits.raised_to(&given_of(&request.figures))))
}

fn given_of(figures: &FiguresRecord) -> Given {
    Given {
        line_discount: figures.line_discount.map(columns::decimal),
        total_discount: figures.total_discount.map(columns::decimal),
        line_margin: figures.line_margin.map(columns::decimal),
        total_margin: figures.total_margin.map(columns::decimal),
    }
}

/// Lets what was approved fall where the draft is now for another customer or by another price list: its figures say how much
/// was given, not to whom nor off which prices. A request that waits goes on waiting: it is decided as the draft then stands.
/// # Errors
/// [`Denied`].
pub async fn fall(unit: &mut Unit, before: &QuoteRecord, now: &QuoteRecord) -> Result<(), Denied> {
    if before.party_id == now.party_id && before.price_list_id == now.price_list_id {
        return Ok(());
    }
    Ok(stored::fall(unit, CompanyId(now.company_id), QuoteId(now.id)).await?)
}

/// How a quotation stands, as its editor shows it. Whoever may not see costs learns that a margin is too low, not
/// how low.
/// # Errors
/// [`Denied`].
pub async fn view(
    conn: &mut Conn,
    by: &Staff,
    (quote, rows): (&QuoteRecord, &[LineRecord]),
    now: Instant,
) -> Result<ApprovalView, Denied> {
    let company = CompanyId(quote.company_id);
    let asked = stored::list(conn, company, QuoteId(quote.id)).await?;
    let limits = limits_of(conn, company, &asked).await?;
    let judged = judged_by(conn, &limits, (quote, rows), by.zone().local(now)).await?;
    let may_approve = by.scope(Permission::Approve).is_ok();
    let sees_costs = by.sees_margin();
    let reasons = judged.reasons(&limits)?.into_iter().map(|reason| told(&judged, reason, sees_costs)).collect();
    let zone = by.zone();
    let last = asked.first().map(|request| {
        Ok::<_, Denied>(RequestView {
            state: columns::code(&request.state, RequestState::parse)?,
            asked_by: request.asked_name.clone().unwrap_or_default(),
            asked: zone.stamp_micros(request.asked_at),
            words: request.words.clone(),
            decided_by: request.decided_name.clone().unwrap_or_default(),
            decided: request.decided_at.map(|at| zone.stamp_micros(at)),
            answer: request.answer.clone(),
        })
    });
    Ok(ApprovalView { reasons, may_approve, last: last.transpose()? })
}

fn told(judged: &Judged, reason: ApprovalReason, sees_costs: bool) -> ReasonView {
    let percent = |part: Decimal| (part * Decimal::ONE_HUNDRED).round_dp(2).normalize();
    let margin = |line: Option<LineId>, left: Decimal, limit: Decimal| ReasonView {
        kind: ReasonKind::Margin,
        line,
        line_name: line.map(|line| judged.name(line)).unwrap_or_default(),
        list_price: None,
        given: sees_costs.then(|| percent(left)),
        limit: sees_costs.then(|| percent(limit)),
    };
    let discount = |line: Option<LineId>, given: Decimal, limit: Decimal| ReasonView {
        kind: ReasonKind::Discount,
        line,
        line_name: line.map(|line| judged.name(line)).unwrap_or_default(),
        list_price: line.and_then(|line| judged.below_list(line, given)),
        given: Some(given.round_dp(2).normalize()),
        limit: Some(limit.normalize()),
    };
    match reason {
        ApprovalReason::LineDiscount { line, given, limit } => discount(Some(line), given, limit),
        ApprovalReason::TotalDiscount { given, limit } => discount(None, given, limit),
        ApprovalReason::LineMargin { line, left, limit } => margin(Some(line), left, limit),
        ApprovalReason::TotalMargin { left, limit } => margin(None, left, limit),
    }
}

/// Refuses to send what needs an approval that the sender may not give; `at` is the moment by the company's clock.
/// # Errors
/// `needs_approval`.
pub async fn may_send(
    conn: &mut Conn,
    may_approve: bool,
    quote: &QuoteRecord,
    at: NaiveDateTime,
) -> Result<(), Denied> {
    if may_approve {
        return Ok(());
    }
    let company = CompanyId(quote.company_id);
    let asked = stored::list(conn, company, QuoteId(quote.id)).await?;
    let limits = limits_of(conn, company, &asked).await?;
    if limits == ApprovalLimits::default() {
        return Ok(());
    }
    let rows = lines::list(conn, QuoteId(quote.id)).await?;
    let judged = judged_by(conn, &limits, (quote, &rows), at).await?;
    if judged.reasons(&limits)?.is_empty() { Ok(()) } else { Err(Refusal::NeedsApproval.into()) }
}

fn refused(_: PricingRefusal) -> Denied {
    Refusal::AmountTooLarge.into()
}
