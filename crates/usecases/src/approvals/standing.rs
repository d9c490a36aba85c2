//! How a quotation stands with approval.
use crate::{Denied, Staff};
use domain::{
    actors::Permission,
    discount::{ApprovalLimits, ApprovalReason, Given, JudgedLine, approval, given},
    ids::{CompanyId, LineId, QuoteId},
    margin::Margin,
    money::Currency,
    quotes::{choice, line::LineInput},
    refusal::{Refusal, pricing::PricingRefusal},
};
use rust_decimal::Decimal;
use store::{
    Conn, columns,
    quotes::{
        approvals::{self as stored, ApprovalRecord, FiguresRecord},
        lines::{self, LineRecord},
        record::QuoteRecord,
    },
};
use wire::approvals::{ApprovalView, ReasonKind, ReasonView, RequestState, RequestView};

/// What is judged of a quotation.
pub struct Judged {
    lines: Vec<JudgedLine>,
    whole_discount: Decimal,
    names: Vec<(LineId, String)>,
    /// The currency of its amounts.
    pub currency: Currency,
}

/// Reads what is judged of a quotation's lines. Discounts on the whole are those lines, and what has a
/// negative price and no product;
/// what a line costs is known where its product has a cost.
/// # Errors
/// A fault when a column cannot be read.
pub fn judged(rows: &[LineRecord], currency: Currency) -> Result<Judged, Denied> {
    let mut judged = Judged { lines: Vec::new(), whole_discount: Decimal::ZERO, names: Vec::new(), currency };
    // What is left out of the total is not given away.
    let inputs: Vec<LineInput> = rows.iter().cloned().map(LineRecord::input).collect();
    let counted = choice::counted(&choice::parts_of_inputs(&inputs));
    for (row, _) in rows.iter().zip(counted).filter(|(_, counts)| *counts) {
        let net = columns::decimal(row.net);
        let role = row.role();
        // Its items are judged.
        if role.is_combo() {
            continue;
        }
        if role.is_discount() || (row.product_id.is_none() && row.unit_price < 0) {
            judged.whole_discount -= net;
            continue;
        }
        let (quantity, discount) = (columns::decimal(row.quantity), columns::decimal(row.discount));
        let known = row.product_id.is_some() && row.cost != 0;
        let margin = match known {
            true => Some(Margin::of_line(net, columns::decimal(row.cost), quantity)),
            // What a delivery costs us is most often not known; it must not keep the margin of the goods from being
            // judged, so it counts for nothing.
            false => role.is_delivery().then_some(Ok(Margin::default())),
        };
        let margin = margin.transpose();
        let (id, price) = (LineId(row.id), columns::decimal(row.unit_price));
        judged.lines.push(JudgedLine {
            line: id,
            discount,
            before_discount: domain::money::round(quantity * price, currency.decimals()),
            margin: margin.map_err(refused)?,
        });
        judged.names.push((id, row.name.clone()));
    }
    Ok(judged)
}

impl Judged {
    /// Why it needs approval under these limits.
    /// # Errors
    /// `amount_too_large`.
    pub fn reasons(&self, limits: &ApprovalLimits) -> Result<Vec<ApprovalReason>, Denied> {
        approval(limits, &self.lines, self.whole_discount).map_err(refused)
    }

    /// Its worst figures.
    /// # Errors
    /// `amount_too_large`.
    pub fn given(&self) -> Result<Given, Denied> {
        given(&self.lines, self.whole_discount).map_err(refused)
    }

    fn name(&self, line: LineId) -> String {
        self.names.iter().find(|(id, _)| *id == line).map(|(_, name)| name.clone()).unwrap_or_default()
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

/// How a quotation stands, as its editor shows it. Whoever may not see costs learns that a margin is too low, not
/// how low.
/// # Errors
/// [`Denied`].
pub async fn view(
    conn: &mut Conn,
    by: &Staff,
    quote: &QuoteRecord,
    rows: &[LineRecord],
) -> Result<ApprovalView, Denied> {
    let company = CompanyId(quote.company_id);
    let asked = stored::list(conn, company, QuoteId(quote.id)).await?;
    let limits = limits_of(conn, company, &asked).await?;
    let judged = judged(rows, columns::currency(&quote.currency)?)?;
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
        given: sees_costs.then(|| percent(left)),
        limit: sees_costs.then(|| percent(limit)),
    };
    let discount = |line: Option<LineId>, given: Decimal, limit: Decimal| ReasonView {
        kind: ReasonKind::Discount,
        line,
        line_name: line.map(|line| judged.name(line)).unwrap_or_default(),
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

/// Refuses to send what needs an approval that `by` may not give.
/// # Errors
/// `needs_approval`.
pub async fn may_send(conn: &mut Conn, may_approve: bool, quote: &QuoteRecord) -> Result<(), Denied> {
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
    let judged = judged(&rows, columns::currency(&quote.currency)?)?;
    if judged.reasons(&limits)?.is_empty() { Ok(()) } else { Err(Refusal::NeedsApproval.into()) }
}

fn refused(_: PricingRefusal) -> Denied {
    Refusal::AmountTooLarge.into()
}
