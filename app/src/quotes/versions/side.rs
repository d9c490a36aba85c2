//! Beside the differences: what both come to, and every version.
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::quotes::{VersionEntry, VersionsView};

/// Sums and versions.
#[component]
pub(super) fn Side(t: T, view: VersionsView) -> impl IntoView {
    let (lang, currency) = (t.figures(), view.currency);
    let figure = move |value: Decimal| formats::figure(lang, value, currency.decimals());
    let (before, after) = (view.difference.before, view.difference.after);
    let row = move |words: &'static str, before: Decimal, after: Decimal| {
        view! { <tr><th scope="row">{words}</th><td class="num">{figure(before)}</td><td class="num"><b>{figure(after)}</b></td></tr> }
    };
    let id = view.id;
    let version = move |entry: VersionEntry| {
        let number = entry.number;
        let net = formats::money(lang, entry.net.value, &entry.net.currency);
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
                    {row(t.quotes_net(), before.net, after.net)}
                    {row(t.versions_tax(), before.tax, after.tax)}
                    {row(t.quotes_to_pay(), before.gross, after.gross)}
                </tbody>
            </table>
        </section>
        <section class="panel">
            <header><h2>{t.quotes_versions()}</h2></header>
            <ul class="versionlist">{view.versions.into_iter().map(version).collect_view()}</ul>
        </section>
    }
}
