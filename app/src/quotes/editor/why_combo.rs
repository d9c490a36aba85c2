//! Why a combo, or an item of it, has its price: what the list makes of the combo, and how that is shared.
use super::{
    combo_prices::ask_combo,
    delivering::role,
    desk::{Desk, Row},
    extras::{Extra, sum},
};
use crate::prices::Account;
use crate::quotes::account::{Words, told};
use crate::ui::Button;
use domain::{
    combos::Share,
    formats,
    ids::{CategoryId, ProductId},
    money::step::Step,
};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use wire::{
    combos::{ComboOffer, ComboOffers},
    prices::PriceListRef,
};

/// The account of a combo's line or of an item's.
#[component]
pub fn OfCombo(row: Row, desk: Desk) -> impl IntoView {
    let t = desk.t;
    let answer = RwSignal::new(None::<Option<ComboOffers>>);
    let combo = desk.combo_of(row).map(|(combo, _)| combo);
    let question = combo.and_then(|combo| ask_combo(&combo));
    spawn_local(async move {
        let found = match question {
            Some(question) => desk.combo_offers(vec![question]).await,
            None => None,
        };
        let _ = answer.try_set(Some(found));
    });
    move || match answer.get() {
        None => view! { <p class="faint t-13" role="status">"…"</p> }.into_any(),
        Some(found) => {
            let shared = found.and_then(|mut found| {
                let offer = found.combos.pop()?;
                let (_, items) = desk.combo_of(row)?;
                let shares = offer.priced.shares(&desk.combo_picks(&items), Step::of(desk.currency)).ok()?;
                Some((found, offer, shares))
            });
            match shared {
                Some((lists, offer, shares)) => view! { <Shared row desk lists offer shares/> }.into_any(),
                None => view! { <p class="faint t-13" role="status">{t.combos_why_changed()}</p> }.into_any(),
            }
        }
    }
}

/// What the accounts of prices speak of, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The price lists.
    pub lists: Vec<PriceListRef>,
    /// The categories, with their whole names.
    pub categories: Vec<(CategoryId, String)>,
}

/// The account of a combo while it is chosen: what the list makes of it, what each item takes of that, and what comes off.
#[component]
pub fn OfChoice(
    /// The desk.
    desk: Desk,
    /// Whom the account speaks of.
    names: Names,
    /// The combo.
    offer: ComboOffer,
    /// What is chosen.
    shares: Vec<Share>,
) -> impl IntoView {
    let (t, currency) = (desk.t, desk.currency);
    let money = move |value: Decimal| formats::money(t.figures(), value, &currency);
    let whole: Decimal = shares.iter().map(|share| share.unit_price).sum();
    let rows = shares.iter().map(|share| {
        let name = offer.item(share.product).map(|item| item.name.clone()).unwrap_or_default();
        let extra = (!share.extra.is_zero()).then(|| format!(" ({} {})", t.combos_why_extra(), money(share.extra)));
        view! { <span>{name}{extra}</span><span>{money(share.unit_price)}</span> }
    });
    let rows = rows.collect_view();
    let less = (!offer.discount.is_zero()).then(|| {
        let words = t.quotes_why_less(formats::percent(t.figures(), offer.discount));
        let off = whole * offer.discount / Decimal::ONE_HUNDRED;
        view! { <span>{words}</span><span>{money(-domain::money::round(off, currency.decimals()))}</span> }
    });
    view! {
        <p class="t-13 gap"><b>{t.combos_why_whole()}</b></p>
        <Account t currency lists=names.lists categories=names.categories why=offer.why net=offer.net/>
        <div class="kv gap">
            {rows}
            <span class="sum">{t.combos_why_sum()}</span><span class="sum">{money(whole)}</span>
            {less}
        </div>
        <p class="faint t-12 gap">{t.combos_why_note()}</p>
    }
}

/// What an item's price is made of: its share of the combo's price, and its extra.
fn parts(words: Words, share: &Share, whole: Decimal) -> Vec<(String, Decimal)> {
    let t = words.t;
    let own = t.combos_why_share(words.money(share.base), words.money(whole));
    let mut rows = vec![(own, share.unit_price - share.extra)];
    if !share.extra.is_zero() {
        rows.push((t.combos_why_extra().to_owned(), share.extra));
    }
    rows
}

/// Why an item adds what it does, and what it costs in the place of the one that is chosen: its share, with the weight of
/// all shares.
pub fn of_item(desk: Desk, extra: Extra<ProductId>, share: Signal<Option<(Share, Decimal)>>) -> AnyView {
    let (t, words) = (desk.t, desk.words());
    let rate = desk.view.with_untracked(|view| view.rate);
    let typed = (t.combos_why_extra(), extra.figure(words));
    let account = sum(words, typed, rate.as_ref(), t.quotes_why_item());
    let priced = move || {
        let (share, whole) = share.get()?;
        let parts = words.parts(parts(words, &share, whole), Some(t.combos_why_note()));
        Some(told(t, parts, words.money(share.unit_price)))
    };
    view! {
        {told(t, account, extra.figure(words))}
        <p class="t-13 gap"><b>{t.quotes_why_item_price()}</b></p>
        {priced}
    }
    .into_any()
}

#[component]
fn Shared(row: Row, desk: Desk, lists: ComboOffers, offer: ComboOffer, shares: Vec<Share>) -> impl IntoView {
    let (t, currency) = (desk.t, desk.currency);
    let money = move |value: Decimal| formats::money(t.figures(), value, &currency);
    let whole: Decimal = shares.iter().map(|share| share.base).sum();
    let name = |share: &Share| offer.item(share.product).map(|item| item.name.clone()).unwrap_or_default();
    let own = role(&row).item().map(|(_, choice)| choice);
    let rows: Vec<(String, Decimal)> = match shares.iter().find(|share| Some(share.choice) == own) {
        Some(share) => parts(desk.words(), share, whole),
        None => shares.iter().map(|share| (name(share), share.unit_price)).collect(),
    };
    let sum: Decimal = rows.iter().map(|(_, figure)| *figure).sum();
    let result = if own.is_some() { t.combos_why_item() } else { t.combos_why_sum() };
    let differs = desk.combo_lines(&offer).iter().any(|(_, price)| price.differs);
    let by_hand = desk.combo_of(row).is_some_and(|(combo, _)| combo.data.with_untracked(|data| data.price_by_hand));
    let open = RwSignal::new(differs && !desk.closed.get_untracked());
    let (why, net) = (offer.why.clone(), offer.net);
    let offer = StoredValue::new(offer);
    let take = move |()| {
        offer.with_value(|offer| desk.take_combo_prices(offer));
        open.set(false);
    };
    view! {
        <p class="t-13 gap"><b>{t.combos_why_whole()}</b></p>
        <Account t currency lists=lists.lists categories=lists.categories why net/>
        <div class="kv gap">
            {rows.into_iter().map(|(words, figure)| view! { <span>{words}</span><span>{money(figure)}</span> }).collect_view()}
            <span class="sum">{result}</span><span class="sum">{money(sum)}</span>
        </div>
        <p class="faint t-12 gap">{t.combos_why_note()}</p>
        {by_hand.then(|| view! { <p class="faint t-12 gap">{t.prices_by_hand_what()}</p> })}
        <Show when=move || open.get()>
            <p class="faint t-12 gap">{t.prices_differs()}</p>
            <div class="row gap"><Button small=true on_press=take>{t.prices_take()}</Button></div>
        </Show>
    }
}
