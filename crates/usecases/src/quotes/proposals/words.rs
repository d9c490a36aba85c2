//! A proposal in words: for mails, and for the timeline.
use super::item;
use crate::Denied;
use domain::{
    formats,
    ids::{CompanyId, ProposalId, QuoteId},
    lang::Lang,
    money::Currency,
    quotes::proposal::{Answer, Ask},
};
use i18n::T;
use store::{
    Conn, columns,
    events::Change,
    quotes::{proposals, record::QuoteRecord},
};
use wire::proposals::ProposalItem;

/// Changes that one event names; more are counted.
const NAMED: usize = 20;

/// `Pump: quantity 9 kpl → 8 kpl`.
fn sentence(t: T, currency: &Currency, item: &ProposalItem) -> String {
    let lang = t.figures();
    let much = |figure| format!("{} {}", formats::quantity(lang, figure), item.unit).trim_end().to_owned();
    let each = |figure| formats::unit_price(lang, figure, currency);
    let before = item.before.unwrap_or_default();
    match item.ask {
        Ask::Quantity { to, .. } => {
            format!("{}: {} {} → {}", item.name, t.proposals_quantity(), much(before), much(to))
        }
        Ask::Price { to, .. } => {
            format!("{}: {} {} → {} {}", item.name, t.proposals_price(), each(before), each(to), currency.code())
        }
        Ask::LeaveOut { .. } => format!("{}: {}", item.name, t.proposals_leave_out()),
        Ask::Delivery { on } => {
            let before = item.before_on.map_or_else(|| t.proposals_no_day().to_owned(), |day| formats::date(lang, day));
            format!("{}: {before} → {}", t.proposals_delivery(), formats::date(lang, on))
        }
    }
}

/// What one thing is to be: `8 kpl`, `310,00 EUR`, `7.12.2026`.
fn figure(t: T, currency: &Currency, item: &ProposalItem, ask: &Ask) -> String {
    let lang = t.figures();
    match ask {
        Ask::Quantity { to, .. } => format!("{} {}", formats::quantity(lang, *to), item.unit).trim_end().to_owned(),
        Ask::Price { to, .. } => format!("{} {}", formats::unit_price(lang, *to, currency), currency.code()),
        Ask::LeaveOut { .. } => t.proposals_leave_out().to_owned(),
        Ask::Delivery { on } => formats::date(lang, *on),
    }
}

/// What is asked for, a line each.
pub(crate) fn asked(t: T, currency: &Currency, items: &[ProposalItem]) -> String {
    let lines: Vec<String> = items.iter().map(|item| format!("– {}", sentence(t, currency, item))).collect();
    lines.join("\n")
}

/// What was answered, a line each.
pub(super) fn answered(t: T, currency: &Currency, items: &[ProposalItem]) -> String {
    let line = |item: &ProposalItem| {
        let answer = match (item.answer, item.instead) {
            (Some(Answer::Accepted), _) => t.proposals_accepted().to_owned(),
            (Some(Answer::Countered), Some(instead)) => t.proposals_countered(figure(t, currency, item, &instead)),
            _ => t.proposals_refused().to_owned(),
        };
        let reply = if item.reply.is_empty() { String::new() } else { format!(". {}", item.reply) };
        format!("– {}: {answer}{reply}", sentence(t, currency, item))
    };
    let lines: Vec<String> = items.iter().map(line).collect();
    format!("{}\n{}", t.proposals_answer_text(), lines.join("\n"))
}

/// The answers that go to the customer with a version, as its mail says them; nothing where nothing was agreed to.
/// # Errors
/// [`Denied`].
pub(crate) async fn answers(
    conn: &mut Conn,
    quote: &QuoteRecord,
    version: u32,
    language: Lang,
) -> Result<Option<String>, Denied> {
    let (company, version) = (CompanyId(quote.company_id), i64::from(version));
    let found = proposals::shown(conn, company, QuoteId(quote.id), version).await?;
    let Some(last) = found.into_iter().rfind(|proposal| proposal.answered_in == Some(version)) else { return Ok(None) };
    let rows = proposals::items(conn, ProposalId(last.id)).await?;
    let items = rows.into_iter().map(item).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(answered(T::new(language), &columns::currency(&quote.currency)?, &items)))
}

/// What is asked for as a timeline names it: figures as the domain writes them, without a language.
pub(crate) fn changes(items: &[ProposalItem]) -> Vec<Change> {
    let change = |item: &ProposalItem| {
        let before = item.before.unwrap_or_default().normalize();
        let line = |figure: String| format!("{}: {figure}", item.name);
        match item.ask {
            Ask::Quantity { to, .. } => {
                Change::of("line", line(format!("{before} {}", item.unit)), line(format!("{to} {}", item.unit)))
            }
            Ask::Price { to, .. } => Change::of("line", line(before.to_string()), line(to.to_string())),
            Ask::LeaveOut { .. } => Change::of("line", item.name.clone(), ""),
            Ask::Delivery { on } => {
                let before = item.before_on.map(columns::day_text).unwrap_or_default();
                Change::of("delivery_on", before, columns::day_text(on))
            }
        }
    };
    let mut changes: Vec<Change> = items.iter().filter_map(change).collect();
    let rest = changes.len().saturating_sub(NAMED);
    changes.truncate(NAMED);
    if rest > 0 {
        changes.push(Change { field: "lines_more".into(), old: String::new(), new: rest.to_string() });
    }
    changes
}
