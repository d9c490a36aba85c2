//! One bank statement: what becomes of each of its payments; taking them, and taking that back.
use super::{
    api::{read_statement, take_statement, undo_statement},
    statements_page::state_badge,
};
use crate::{
    frame::ProblemPage,
    i18n::use_t,
    ui::{Badge, Banner, Button, IconName, Look, Skeleton, Table, Tone, use_toasts},
};
use domain::{formats, ids::StatementId, payment::verdict::Verdict};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wire::statements::{MOST_SHOWN, PaymentLine, SettleStatement, StatementState, StatementView};

/// The page.
#[component]
pub fn StatementPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<StatementId>().ok()));
    let found = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => read_statement(id).await,
                None => Err(crate::wire::AppError(wire::problem::Problem::NotFound)),
            }
        },
    );
    crate::live::on_change("statement", None, move || found.refetch());
    view! {
        <Transition fallback=move || view! { <Skeleton rows=8/> }>
            {move || found.get().map(|answer| match answer {
                Err(error) => view! { <ProblemPage error/> }.into_any(),
                Ok(view) => view! { <Shown view on_change=move |()| found.refetch()/> }.into_any(),
            })}
        </Transition>
    }
}

#[component]
fn Shown(view: StatementView, #[prop(into)] on_change: Callback<()>) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let StatementView { row, version, counts, payments } = view;
    let all: u32 = counts.iter().map(|(_, count)| count).sum();
    let takes: u32 = counts.iter().filter(|(verdict, _)| verdict.takes()).map(|(_, count)| count).sum();
    let taken = row.state == StatementState::Taken;
    let command = SettleStatement { id: row.id, version };
    let settle = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let answer = if taken { undo_statement(command).await } else { take_statement(command).await };
            let _ = busy.try_set(false);
            match answer {
                Ok(_) => toasts.say(if taken { t.orders_statement_undone() } else { t.orders_statement_taken() }),
                Err(error) => drop(problem.try_set(Some(error.sentence(t)))),
            }
            on_change.try_run(());
        });
    };
    let head = move || {
        view! {
            <th scope="col">{t.orders_statement_day()}</th>
            <th scope="col">{t.orders_statement_payer()}</th>
            <th scope="col">{t.orders_pay_reference()}</th>
            <th scope="col" class="num">{t.orders_statement_amount()}</th>
            <th scope="col">{t.orders_statement_verdict()}</th>
            <th scope="col">{t.orders_statement_order()}</th>
        }
    };
    let summary = counts
        .iter()
        .map(|(verdict, count)| view! { <Badge tone=tone(*verdict)>{format!("{count} · {}", words(t, *verdict))}</Badge>" " })
        .collect_view();
    let shown = payments.len();
    view! {
        <Title text=row.file_name.clone()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.orders_crumb()>
                <a href="/orders/statements">{t.orders_statements()}</a><span aria-hidden="true">"/"</span>
            </nav>
            <h1 class="cut">{row.file_name.clone()}</h1>
            {state_badge(t, row.state)}
            <span class="push"></span>
            {match (taken, takes) {
                (true, _) => view! { <Button busy on_press=settle>{t.orders_statement_undo()}</Button> }.into_any(),
                (false, 0) => ().into_any(),
                (false, takes) => view! {
                    <Button look=Look::Primary busy on_press=settle>{t.orders_statement_take(takes)}</Button>
                }.into_any(),
            }}
        </header>
        {move || problem.get().map(|problem| view! {
            <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{problem}</Banner>
        })}
        <div class="listview">
            <div class="rows">
                <p class="intro" id="verdicts">{if all == 0 { t.orders_statement_empty().into_any() } else { summary.into_any() }}</p>
                {(all > 0).then(|| view! {
                    <Table label=t.orders_statement_payments() cards=true head>
                        {payments.into_iter().map(|line| view! { <Line t line/> }).collect_view()}
                    </Table>
                })}
                {(shown == MOST_SHOWN).then(|| view! { <p class="faint t-13">{t.orders_statement_first(MOST_SHOWN)}</p> })}
            </div>
        </div>
    }
}

#[component]
fn Line(t: T, line: PaymentLine) -> impl IntoView {
    let amount = match &line.amount {
        Some(amount) => formats::money(t.figures(), amount.value, &amount.currency),
        None => line.written,
    };
    view! {
        <tr>
            <td class="c-note">{formats::date(t.figures(), line.booked_on)}</td>
            <th scope="row" class="c-title" dir="auto">{line.payer}</th>
            <td class="c-sub" dir="auto">{line.says}</td>
            <td class="num c-end">{amount}</td>
            <td><Badge tone=tone(line.verdict)>{words(t, line.verdict)}</Badge></td>
            <td>{line.order.map(|order| view! { <a href=format!("/orders/{}", order.id)>{order.number}</a> })}</td>
        </tr>
    }
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Pays => Tone::Positive,
        Verdict::PaysPartly
        | Verdict::PaysMore
        | Verdict::PaidBefore
        | Verdict::OtherCurrency
        | Verdict::NotedByHand
        | Verdict::Reversal => Tone::Amber,
        Verdict::UnknownReference | Verdict::NoReference => Tone::Plain,
        Verdict::TakenBefore | Verdict::Outgoing => Tone::Off,
    }
}

fn words(t: T, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pays => t.orders_verdict_pays(),
        Verdict::PaysPartly => t.orders_verdict_partly(),
        Verdict::PaysMore => t.orders_verdict_more(),
        Verdict::PaidBefore => t.orders_verdict_paid_before(),
        Verdict::TakenBefore => t.orders_verdict_taken_before(),
        Verdict::UnknownReference => t.orders_verdict_unknown(),
        Verdict::NoReference => t.orders_verdict_none(),
        Verdict::NotedByHand => t.orders_verdict_by_hand(),
        Verdict::Reversal => t.orders_verdict_reversal(),
        Verdict::OtherCurrency => t.orders_verdict_currency(),
        Verdict::Outgoing => t.orders_verdict_outgoing(),
    }
}
