//! The texts of a quotation on paper, put together from what the version says.
use super::pdf::address_lines;
use domain::{
    formats,
    quotes::{
        blocks::{Block, Shows},
        content::Content,
    },
};
use i18n::{T, terms};

/// The payment terms, and under them what is due when, each on a line of its own.
pub(super) fn payment(content: &Content) -> String {
    let t = T::new(content.language);
    let deposit = content.deposit.as_ref().map(|demand| {
        let much = terms::deposit(t, content.language, &demand.deposit, &content.currency);
        format!("{}: {much}, {}", t.portal_deposit(), terms::deposit_due(t, demand.deposit.days))
    });
    let parts = [Some(agreed(content)), deposit];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn agreed(content: &Content) -> String {
    let Some(schedule) = &content.schedule else { return content.payment_terms.clone() };
    let t = T::new(content.language);
    let money = |amount| formats::money(content.language, amount, &content.currency);
    let parts = schedule.parts.iter().map(|part| format!("{}: {}", money(part.amount), terms::when(t, part.due)));
    let early = schedule.early.map(|early| format!("{}: {}", t.terms_paid_early(early.days), money(early.amount)));
    let rest = parts.chain(early).chain([t.terms_of_invoice().to_owned()]);
    std::iter::once(content.payment_terms.clone()).chain(rest).collect::<Vec<_>>().join("\n")
}

/// The terms, and for a consumer what the law wants told: on paper it lasts.
pub(super) fn printed_terms(content: &Content) -> String {
    let Some(right) = &content.regret.withdrawal else { return conditions(content) };
    let (t, seller) = (T::new(content.language), &content.seller);
    let to = [vec![seller.name.clone()], address_lines(&seller.address), vec![seller.email.clone()]].concat();
    let to = to.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let mut parts = vec![conditions(content), t.regret_right().to_owned(), right.words.clone()];
    if right.exempt.is_none() {
        parts.push(t.regret_form().to_owned());
        parts.extend(i18n::regret::form(t, &to, &content.number));
    }
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The day, the delivery term, and whether all goes at once.
pub(super) fn delivery(content: &Content) -> String {
    let day = content.delivery_on.map(|day| formats::date(content.language, day)).unwrap_or_default();
    let whole = if content.shipment.at_once { T::new(content.language).quotes_ship_at_once() } else { "" };
    let parts = [day, content.shipment.term(), whole.to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The opening text, and after it what the texts and link cards above the lines say. Pictures stay on the page.
pub(super) fn opening(content: &Content) -> String {
    let told = |block: &Block| match block.shows {
        Shows::Text { .. } | Shows::Link { .. } => block.plain(content.language, content.language),
        Shows::Terms { .. }
        | Shows::Picture { .. }
        | Shows::Products { .. }
        | Shows::Comparison { .. }
        | Shows::Files { .. }
        | Shows::Film { .. } => String::new(),
    };
    let parts = std::iter::once(content.introduction.clone()).chain(content.blocks.iter().map(told));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The terms, and after them the blocks of conditions.
fn conditions(content: &Content) -> String {
    let blocks = content.blocks.iter().filter(|block| matches!(block.shows, Shows::Terms { .. }));
    let told = blocks.map(|block| block.plain(content.language, content.language));
    let parts = std::iter::once(content.terms.clone()).chain(told);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}
