//! Server functions of quotations: admit, call the use-case, answer.
use crate::wire::AppError;
use domain::ids::{LinkId, QuoteId};
use leptos::prelude::*;
use wire::{
    offers, quotes,
    shared::{ListQuery, Page},
};

/// One page of quotations.
#[server(prefix = "/api", endpoint = "quotes/list", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn list_quotes(query: ListQuery) -> Result<Page<quotes::QuoteRow>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::list(&by, &cx, query).await?)
}

/// One quotation with everything its editor shows.
#[server(prefix = "/api", endpoint = "quotes/read", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_quote(id: QuoteId) -> Result<quotes::QuoteView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::read(&by, &cx, id).await?)
}

/// What only the server can look at before a quotation is sent.
#[server(prefix = "/api", endpoint = "quotes/preflight", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn preflight(id: QuoteId) -> Result<::wire::preflight::Preflight, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::preflight(&by, &cx, id).await?)
}

/// Makes a quotation.
#[server(prefix = "/api", endpoint = "quotes/create", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn create_quote(command: quotes::CreateQuote) -> Result<QuoteId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::create(&by, &cx, command).await?)
}

/// Saves the working version.
#[server(prefix = "/api", endpoint = "quotes/save", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn save_quote(command: quotes::SaveQuote) -> Result<quotes::SavedQuote, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::save(&by, &cx, command).await?)
}

/// Says what a price list makes of lines, and why.
#[server(prefix = "/api", endpoint = "quotes/price", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn price_lines(command: ::wire::prices::PriceLines) -> Result<::wire::prices::LinePrices, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::price_lines(&by, &cx, command).await?)
}

/// Says what combos come to, and what one may take of them.
#[server(prefix = "/api", endpoint = "quotes/combos", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn offer_combos(command: ::wire::combos::OfferCombos) -> Result<::wire::combos::ComboOffers, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::combos::offer(&by, &cx, command).await?)
}

/// Says which taxes lines would have under another fiscal position.
#[server(prefix = "/api", endpoint = "quotes/tax", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn tax_lines(command: ::wire::fiscal::TaxLines) -> Result<Vec<::wire::fiscal::LineTax>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::tax_lines(&by, &cx, command).await?)
}

/// Says why a line bears its tax.
#[server(prefix = "/api", endpoint = "quotes/why-tax", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn why_tax(command: ::wire::fiscal::WhyTax) -> Result<::wire::fiscal::TaxAccount, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::why_tax(&by, &cx, command).await?)
}

/// Products for what was typed into a line, as they would stand on it.
#[server(prefix = "/api", endpoint = "quotes/offer", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn offer_products(ask: offers::OfferProducts) -> Result<Vec<offers::Offered>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::offer(&by, &cx, ask).await?)
}

/// Sends the working version to the customer.
#[server(prefix = "/api", endpoint = "quotes/send", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn send_quote(command: quotes::SendQuote) -> Result<quotes::SentQuote, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::send(&by, &cx, command).await?)
}

/// Keeps a sending for a later moment.
#[server(prefix = "/api", endpoint = "quotes/schedule", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn schedule_quote(command: quotes::ScheduleQuote) -> Result<quotes::ScheduledQuote, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::schedule(&by, &cx, command).await?)
}

/// Gives a sending that waits another moment.
#[server(prefix = "/api", endpoint = "quotes/move-scheduled", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn move_scheduled(command: quotes::MoveScheduled) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::move_scheduled(&by, &cx, command).await?)
}

/// Takes a sending that waits back.
#[server(prefix = "/api", endpoint = "quotes/cancel-scheduled", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn cancel_scheduled(command: quotes::CancelScheduled) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::cancel_scheduled(&by, &cx, command).await?)
}

/// Sends what waits at once.
#[server(prefix = "/api", endpoint = "quotes/send-scheduled", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn send_scheduled(command: quotes::SendScheduled) -> Result<quotes::SentQuote, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::send_scheduled(&by, &cx, command).await?)
}

/// Makes a new link in place of an old one.
#[server(prefix = "/api", endpoint = "quotes/renew-link", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn renew_link(command: quotes::RenewLink) -> Result<quotes::NewLink, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::renew_link(&by, &cx, command).await?)
}

/// Makes a link stop working.
#[server(prefix = "/api", endpoint = "quotes/revoke-link", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn revoke_link(link: LinkId) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::revoke_link(&by, &cx, link).await?)
}

/// Answers the customer.
#[server(prefix = "/api", endpoint = "quotes/answer", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn answer_comment(command: quotes::AnswerComment) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::answer_comment(&by, &cx, command).await?)
}

/// Sets why a consumer cannot withdraw from what is offered.
#[server(prefix = "/api", endpoint = "quotes/exempt", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn set_exempt(command: quotes::SetExempt) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::set_exempt(&by, &cx, command).await?)
}

/// Sets on which days the customer is reminded before the offer ends.
#[server(prefix = "/api", endpoint = "quotes/reminders", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn set_reminders(command: quotes::SetReminders) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::set_reminders(&by, &cx, command).await?)
}

/// Gives more time on an offer that has ended.
#[server(prefix = "/api", endpoint = "quotes/give-time", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn give_time(command: quotes::GiveTime) -> Result<quotes::SentQuote, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::give_time(&by, &cx, command).await?)
}

/// The proposal that waits for an answer, with what its seller weighs it by.
#[server(prefix = "/api", endpoint = "quotes/proposal", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn read_proposal(id: QuoteId) -> Result<Option<::wire::proposals::ProposalView>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::read_proposal(&by, &cx, id).await?)
}

/// Answers a proposal.
#[server(prefix = "/api", endpoint = "quotes/answer-proposal", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn answer_proposal(
    command: ::wire::proposals::AnswerProposal,
) -> Result<::wire::proposals::AnsweredProposal, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::answer_proposal(&by, &cx, command).await?)
}

/// Withdraws a quotation; answers the row's version.
#[server(prefix = "/api", endpoint = "quotes/cancel", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn cancel_quote(command: quotes::CancelQuote) -> Result<i64, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::cancel(&by, &cx, command).await?)
}

/// Tells what differs between two versions.
#[server(prefix = "/api", endpoint = "quotes/compare", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn compare_versions(command: quotes::CompareVersions) -> Result<quotes::VersionsView, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::compare(&by, &cx, command).await?)
}

/// Makes a quotation as a copy of another.
#[server(prefix = "/api", endpoint = "quotes/copy", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn copy_quote(command: quotes::CopyQuote) -> Result<QuoteId, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::copy(&by, &cx, command).await?)
}

/// Asks for approval.
#[server(prefix = "/api", endpoint = "quotes/ask-approval", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn ask_approval(command: ::wire::approvals::AskApproval) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::approvals::ask(&by, &cx, command).await?)
}

/// Approves or refuses what was asked.
#[server(prefix = "/api", endpoint = "quotes/decide-approval", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn decide_approval(command: ::wire::approvals::DecideApproval) -> Result<(), AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::approvals::decide(&by, &cx, command).await?)
}

/// Says what a price list in another currency would make of a quotation.
#[server(prefix = "/api", endpoint = "quotes/ask-currency", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn ask_currency(
    command: ::wire::currencies::ChangeCurrency,
) -> Result<::wire::currencies::CurrencyChange, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::ask_currency(&by, &cx, command).await?)
}

/// Takes a price list in another currency onto a quotation.
#[server(prefix = "/api", endpoint = "quotes/change-currency", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn change_currency(
    command: ::wire::currencies::ChangeCurrency,
) -> Result<::wire::currencies::CurrencyChange, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::change_currency(&by, &cx, command).await?)
}

/// Makes a quotation one for another customer.
#[server(prefix = "/api", endpoint = "quotes/change-party", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn change_party(command: quotes::ChangeParty) -> Result<quotes::ChangedParty, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::change_party(&by, &cx, command).await?)
}

/// Says that one has a quotation open; answers who else has.
#[server(prefix = "/api", endpoint = "quotes/be-present", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn be_present(command: ::wire::presence::BePresent) -> Result<Vec<::wire::presence::Present>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::be_present(&by, &cx, command).await?)
}

/// Who else has a quotation open.
#[server(prefix = "/api", endpoint = "quotes/who-is-here", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn who_is_here(id: QuoteId) -> Result<Vec<::wire::presence::Present>, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::who_is_here(&by, &cx, id).await?)
}

/// Gives a quotation to a colleague, to a team.
#[server(prefix = "/api", endpoint = "quotes/hand-over", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn hand_over_quote(command: wire::quotes::HandOver) -> Result<wire::quotes::HandedOver, AppError> {
    let (by, cx) = crate::admit::staff().await?;
    Ok(usecases::quotes::hand_over(&by, &cx, command).await?)
}
