//! Beside the differences: what both come to, and every version.
use crate::quotes::account::{Account, AskAccount, Words};
use domain::{formats, quotes::totals::Totals};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::{
    quotes::{VersionEntry, VersionsView},
    shared::Amount,
};

/// Sums and versions.
#[component]
pub(super) fn Side(t: T, view: VersionsView) -> impl IntoView {
    let lang = t.figures();
    let (before, after) = (view.difference.before, view.difference.after);
    let entry = |number: u32| view.versions.iter().find(|entry| entry.number == number);
    let told = |number: u32| Words { t, currency: entry(number).map_or(view.currency, |entry| entry.net.currency) };
    let (from, to) = (told(view.from), told(view.to));
    // Where the two are in different currencies, each amount names its own.
    let same = from.currency == to.currency;
    let ask = move |id: String, told: Words, value: Decimal, account: Account| {
        let words = if same { formats::figure(lang, value, told.currency.decimals()) } else { told.money(value) };
        view! { <AskAccount id words account/> }
    };
    let row =
        move |words: &'static str, id: &'static str, of: fn(&Totals) -> Decimal, why: fn(Words, &Totals) -> Account| {
            let (old, new) = (why(from, &before), why(to, &after));
            let old = ask(format!("why-{id}-from"), from, of(&before), old);
            let new = ask(format!("why-{id}-to"), to, of(&after), new);
            view! { <tr><th scope="row">{words}</th><td class="num">{old}</td><td class="num"><b>{new}</b></td></tr> }
        };
    let rows = [
        row(t.quotes_net(), "net", |totals| totals.net, |words, totals| words.net(totals, Vec::new())),
        row(t.versions_tax(), "tax", |totals| totals.tax, Words::taxes),
        row(t.quotes_to_pay(), "gross", |totals| totals.gross, Words::gross),
    ];
    let id = view.id;
    let nets: Vec<(u32, Amount)> = view.versions.iter().map(|entry| (entry.number, entry.net)).collect();
    let version = move |entry: VersionEntry| {
        let number = entry.number;
        let net = formats::money(lang, entry.net.value, &entry.net.currency);
        let account = net_account(t, &nets, number);
        let net = view! { <AskAccount id=format!("why-version-{number}") words=net account/> };
        let (href, when) = match entry.sent {
            Some(sent) => (format!("/quotations/{id}/pdf?version={number}"), formats::date(lang, sent.local.date())),
            None => (format!("/quotations/{id}/pdf"), t.versions_is_draft().to_owned()),
        };
        view! {
            <li>
                <a href=href target="_blank" rel="noopener">{t.quotes_version_short(number)}</a>
                <span>{net}{(!entry.by.is_empty()).then(|| view! { <small>{entry.by.clone()}</small> })}</span>
                <span class="faint">{when}</span>
            </li>
        }
    };
    view! {
        <section class="panel">
            <header><h2>{t.versions_sums()}</h2></header>
            <table class="sums">
                <caption class="sr">{t.versions_sums()}</caption>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col" class="num">{t.quotes_version_short(view.from)}</th>
                        <th scope="col" class="num">{t.quotes_version_short(view.to)}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.into_iter().collect_view()}
                </tbody>
            </table>
        </section>
        <section class="panel">
            <header><h2>{t.quotes_versions()}</h2></header>
            <ul class="versionlist">{view.versions.into_iter().map(version).collect_view()}</ul>
        </section>
    }
}

/// The net of a version as the one before it and what changed; `nets` are of all versions, newest first. Of one in another
/// currency nothing can be added to.
fn net_account(t: T, nets: &[(u32, Amount)], number: u32) -> Account {
    let Some((_, net)) = nets.iter().find(|(of, _)| *of == number) else { return Account::default() };
    let words = Words { t, currency: net.currency };
    let before = nets.iter().find(|(of, _)| *of < number);
    match before.filter(|(_, was)| was.currency == net.currency) {
        None => words.parts([], Some(t.versions_net_of())),
        Some((before, was)) => words.parts(
            [(t.versions_before(*before), was.value), (t.versions_change().to_owned(), net.value - was.value)],
            Some(t.versions_net_compare()),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{lang::Lang, money::Currency};

    #[test]
    fn the_net_of_a_version_is_the_one_before_and_what_changed() {
        let words = Words { t: T::new(Lang::En), currency: Currency::EUR };
        let of = |value: i64, currency| Amount { value: Decimal::from(value), currency };
        let nets = [(3, of(900, Currency::EUR)), (1, of(1_000, Currency::EUR))];
        let (rows, _) = net_account(words.t, &nets, 3);
        assert_eq!(
            rows.into_iter().map(|(_, figure)| figure).collect::<Vec<_>>(),
            [words.money(Decimal::from(1_000)), words.money(Decimal::from(-100)),]
        );
        assert!(net_account(words.t, &nets, 1).0.is_empty(), "before the first there is none");
        if let Some(other) = Currency::parse("SEK") {
            let nets = [(2, of(10_000, other)), (1, of(1_000, Currency::EUR))];
            assert!(net_account(words.t, &nets, 2).0.is_empty(), "another currency");
        }
    }
}
