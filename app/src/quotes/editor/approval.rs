//! Approval in the side panel: why it is needed, the request, the decision.
use super::{
    desk::{Desk, Row},
    why_figure::whole_margin,
};
use crate::{
    quotes::{
        account::{Account, AnswerBelow, AskBelow, told as account_told},
        api::{ask_approval, decide_approval, read_quote},
    },
    ui::{Banner, Button, Field, Icon, IconName, Look, TextArea, Tone, use_toasts},
    wire::AppError,
};
use domain::{formats, money::Currency};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    approvals::{AskApproval, DecideApproval, ReasonKind, ReasonView, RequestState, RequestView},
    problem::Problem,
    shared::IdempotencyKey,
};

impl Desk {
    /// Whether the reader may not send it before somebody has approved. Tracked.
    pub fn held_back(self) -> bool {
        self.view.with(|view| !view.approval.may_approve && !view.approval.reasons.is_empty())
    }
}

/// The panel; nothing while nothing needs approval and nobody has asked.
#[component]
pub fn Approval() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let approval = Memo::new(move |_| desk.view.with(|view| view.approval.clone()));
    let shown = Memo::new(move |_| approval.with(|approval| !approval.reasons.is_empty() || approval.last.is_some()));
    view! {
        <Show when=move || shown.get()>
            <section class="panel" aria-labelledby="approval">
                <header><h2 id="approval">{t.approvals_title()}</h2></header>
                {move || approval.with(|approval| (!approval.reasons.is_empty()).then(|| {
                    let words = if approval.may_approve { t.approvals_may_yourself() } else { t.approvals_needed() };
                    let reasons = approval.reasons.iter().map(|reason| view! { <Reason desk reason=reason.clone()/> }).collect_view();
                    view! {
                        <p class="t-13 row"><span class="t-amber"><Icon name=IconName::Alert/></span>{words}</p>
                        <ul class="t-13 muted">{reasons}</ul>
                    }
                }))}
                {move || approval.with(|approval| approval.last.clone()).map(|last| view! { <Request t last/> })}
                {move || approval.with(|approval| {
                    if approval.waits() {
                        approval.may_approve.then(|| view! { <Decide desk/> }.into_any())
                    } else {
                        (!approval.may_approve && !approval.reasons.is_empty()).then(|| view! { <Ask desk/> }.into_any())
                    }
                })}
            </section>
        </Show>
    }
}

/// A reason, and what its figures are made of.
#[component]
fn Reason(desk: Desk, reason: ReasonView) -> impl IntoView {
    let t = desk.t;
    let (words, why) = (said(t, &reason, &desk.currency), RwSignal::new(None::<()>));
    let (line, kind) = (reason.line.map_or_else(String::new, |line| line.to_string()), reason.kind);
    let place = format!("why-limit-{}-{line}", if kind == ReasonKind::Discount { "discount" } else { "margin" });
    // Whoever may not see what things cost is told no figures, and there is nothing to ask.
    let Some((given, limit)) = reason.given.zip(reason.limit) else {
        return view! { <li>{words}</li> }.into_any();
    };
    let account =
        Callback::new(move |()| account_told(t, reached(desk, &reason, limit), formats::percent(t.figures(), given)));
    view! {
        <li>
            <AskBelow which=() open=why place=place.clone() words=Signal::stored(words)/>
            <AnswerBelow id=place open=why account/>
        </li>
    }
    .into_any()
}

/// How the figure of a reason comes about, and whose the limit is.
fn reached(desk: Desk, reason: &ReasonView, limit: Decimal) -> Account {
    let (t, words) = (desk.t, desk.words());
    let percent = |figure| formats::percent(t.figures(), figure);
    let row: Option<Row> = desk.rows.with(|rows| rows.iter().find(|row| Some(row.id) == reason.line).copied());
    let (mut rows, rule) = match (reason.kind, row) {
        (ReasonKind::Discount, Some(row)) => {
            let price = row.data.with(|data| formats::unit_price(t.figures(), data.unit_price.get(), &desk.currency));
            let discount = row.data.with(|data| percent(data.discount.get()));
            let listed = reason.list_price.map(|price| {
                (t.approvals_list_price().to_owned(), formats::unit_price(t.figures(), price, &desk.currency))
            });
            let typed = [(t.quotes_line_price().to_owned(), price), (t.quotes_line_discount().to_owned(), discount)];
            let rule = listed.is_some().then(|| t.approvals_why_list().to_owned());
            (listed.into_iter().chain(typed).collect(), rule)
        }
        (ReasonKind::Discount, None) => {
            let totals = desk.sums.with(|sums| sums.totals.clone());
            let rows = vec![
                (t.quotes_before_discounts().to_owned(), words.money(totals.before_discounts)),
                (t.quotes_discounts().to_owned(), words.money(-totals.discounts)),
            ];
            (rows, Some([t.approvals_why_list(), t.approvals_why_worst()].join(" ")))
        }
        (ReasonKind::Margin, Some(row)) => {
            let margin = row.data.with(|data| desk.book.with(|book| data.margin(&desk.currency, book)));
            (words.margin(&margin).0, None)
        }
        (ReasonKind::Margin, None) => (words.margin(&whole_margin(desk).0).0, Some(t.approvals_why_worst().to_owned())),
    };
    let named = match (reason.kind, reason.line.is_some()) {
        (ReasonKind::Discount, true) => t.approvals_line_discount(),
        (ReasonKind::Discount, false) => t.approvals_total_discount(),
        (ReasonKind::Margin, true) => t.approvals_line_margin(),
        (ReasonKind::Margin, false) => t.approvals_total_margin(),
    };
    rows.push((named.to_owned(), percent(limit)));
    let note = [Some(t.approvals_why_limit().to_owned()), rule].into_iter().flatten().collect::<Vec<_>>().join(" ");
    (rows, Some(note))
}

/// A reason as a sentence.
fn said(t: T, reason: &ReasonView, currency: &Currency) -> String {
    let percent = |figure| formats::percent(t.figures(), figure);
    let line = &reason.line_name;
    match (reason.kind, reason.line.is_some(), reason.given.zip(reason.limit)) {
        (ReasonKind::Discount, true, Some((given, limit))) => match reason.list_price {
            Some(price) => t.approvals_reason_below_list(
                line,
                percent(given),
                formats::money(t.figures(), price, currency),
                percent(limit),
            ),
            None => t.approvals_reason_line_discount(line, percent(given), percent(limit)),
        },
        (ReasonKind::Discount, _, Some((given, limit))) => {
            t.approvals_reason_total_discount(percent(given), percent(limit))
        }
        (ReasonKind::Margin, true, Some((left, limit))) => {
            t.approvals_reason_line_margin(line, percent(left), percent(limit))
        }
        (ReasonKind::Margin, false, Some((left, limit))) => {
            t.approvals_reason_total_margin(percent(left), percent(limit))
        }
        (_, true, None) => t.approvals_reason_line_margin_low(line),
        (_, false, None) => t.approvals_reason_total_margin_low().to_owned(),
    }
}

/// What was asked and what became of it.
#[component]
fn Request(t: T, last: RequestView) -> impl IntoView {
    let moment = |stamp: domain::days::Stamp| formats::moment(t.lang(), t.figures(), stamp.local);
    let decided = last.decided.map(moment).unwrap_or_default();
    let (words, text) = match last.state {
        RequestState::Asked => (t.approvals_asked(&last.asked_by, moment(last.asked)), last.words),
        RequestState::Approved => (t.approvals_approved(&last.decided_by, decided), last.answer),
        RequestState::Refused => (t.approvals_refused(&last.decided_by, decided), last.answer),
        RequestState::Fallen => (t.approvals_fallen(&last.decided_by, decided), last.answer),
    };
    view! {
        <p class="t-13 gap">{words}</p>
        {(!text.is_empty()).then(|| view! { <p class="t-13 muted" dir="auto">{text}</p> })}
    }
}

/// The request.
#[component]
fn Ask(desk: Desk) -> impl IntoView {
    let t = desk.t;
    let toasts = use_toasts();
    let words = RwSignal::new(String::new());
    let (wrong, at_field) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let busy = RwSignal::new(false);
    let ask = move |()| {
        if busy.get_untracked() {
            return;
        }
        desk.left();
        busy.set(true);
        wrong.set(None);
        at_field.set(None);
        let command = AskApproval { key: key.get_value(), quote: desk.id, words: words.get_untracked() };
        spawn_local(async move {
            let answer = ask_approval(command).await;
            if busy.try_set(false).is_some() {
                return;
            }
            key.set_value(IdempotencyKey(Uuid::new_v4()));
            match answer {
                Ok(()) => {
                    toasts.say(t.approvals_asked_done().to_owned());
                    refresh(desk).await;
                }
                Err(error) => told(t, error, "words", at_field, wrong),
            }
        });
    };
    view! {
        <div class="stack gap">
            {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
            <Field id="approval-words" label=t.approvals_ask_words() error=at_field><TextArea value=words rows=2/></Field>
            <Button block=true icon=IconName::Ask busy on_press=ask>{t.approvals_ask()}</Button>
        </div>
    }
}

/// The decision.
#[component]
fn Decide(desk: Desk) -> impl IntoView {
    let t = desk.t;
    let toasts = use_toasts();
    let answer = RwSignal::new(String::new());
    let (wrong, at_field) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let busy = RwSignal::new(false);
    let decide = move |approve: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        at_field.set(None);
        let command = DecideApproval {
            key: key.get_value(),
            quote: desk.id,
            version: desk.saver.version(),
            approve,
            answer: answer.get_untracked(),
        };
        spawn_local(async move {
            let answer = decide_approval(command).await;
            if busy.try_set(false).is_some() {
                return;
            }
            key.set_value(IdempotencyKey(Uuid::new_v4()));
            match answer {
                Ok(()) => {
                    toasts.say(t.approvals_decided_done().to_owned());
                    refresh(desk).await;
                }
                Err(error) => told(t, error, "answer", at_field, wrong),
            }
        });
    };
    view! {
        <div class="stack gap">
            {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
            <Field id="approval-answer" label=t.approvals_answer() error=at_field><TextArea value=answer rows=2/></Field>
            <div class="row wrap">
                <Button look=Look::Primary icon=IconName::Check busy on_press=move |()| decide(true)>{t.approvals_approve()}</Button>
                <Button look=Look::Danger busy on_press=move |()| decide(false)>{t.approvals_refuse()}</Button>
            </div>
        </div>
    }
}

/// Tells what was refused: at the field it is about, else above it.
fn told(t: T, error: AppError, field: &str, at_field: RwSignal<Option<String>>, wrong: RwSignal<Option<String>>) {
    let found = match &error.0 {
        Problem::Refused { refusals } => refusals.iter().find(|one| one.field == field),
        _ => None,
    };
    match found {
        Some(one) => at_field.set(Some(i18n::problem::refusal_sentence(t, &one.refusal))),
        None => wrong.set(Some(error.sentence(t))),
    }
}

async fn refresh(desk: Desk) {
    if let Ok(view) = read_quote(desk.id).await {
        desk.take_in(view);
    }
}
