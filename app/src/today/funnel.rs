//! The open pipeline: a bar, a count and a sum for each stage.
use crate::{
    crm::thousandths,
    frame::currency,
    i18n::use_t,
    ui::{Bar, Due, DueMark, Fill},
};
use domain::formats;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::crm::StageSum;

/// The table; the longest bar is the stage that is worth most.
#[component]
pub(super) fn Funnel(stages: Vec<StageSum>) -> impl IntoView {
    let t = use_t();
    let most = stages.iter().map(|stage| stage.sum).max().unwrap_or_default();
    let weighted: Decimal = stages.iter().map(|stage| stage.weighted).sum();
    let money = move |value| formats::money_short(t.figures(), value, &currency());
    let rows = stages
        .into_iter()
        .map(|stage| {
            view! {
                <tr>
                    <th scope="row">{stage.name}</th>
                    <td><Bar parts=vec![(thousandths(stage.sum, most), Fill::Amount)]/></td>
                    <td class="num faint">{formats::figure(t.figures(), stage.count.into(), 0)}</td>
                    <td class="num">{money(stage.sum)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="funnel">
            <caption class="sr">{t.today_pipeline_table()}</caption>
            <thead class="sr">
                <tr>
                    <th scope="col">{t.today_stage()}</th>
                    <th scope="col">{t.today_share()}</th>
                    <th scope="col">{t.today_count()}</th>
                    <th scope="col">{t.today_sum()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="muted t-13 gap-s">{t.today_weighted(money(weighted))}</p>
    }
}

/// One's own opportunities that nothing is planned for, where there are any.
#[component]
pub(super) fn Stepless(count: i64, sum: Decimal) -> impl IntoView {
    let t = use_t();
    (count > 0).then(|| {
        let sum = formats::money_short(t.figures(), sum, &currency());
        view! {
            <div class="card pad gap">
                <a class="link" href="/opportunities?mine=1&step=none"><DueMark due=Due::None>{t.today_stepless(count)}</DueMark></a>
                <p class="faint t-13">{t.today_together(sum)}</p>
            </div>
        }
    })
}
