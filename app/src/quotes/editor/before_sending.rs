//! What is looked at before sending, each with the way to mend it, and the button that sends.
use super::{
    delivering::Standing,
    desk::Desk,
    keyboard::{Keyboard, focus_on},
    keys::{Column, Kind},
    preflight::{Finding, Looked, Moved, Weight, look, to_mend},
};
use crate::live::on_change;
use crate::quotes::{api::preflight, language_name};
use crate::ui::{Badge, Button, Icon, IconName, Look, Tone};
use domain::{formats, ids::LineId, lang::Lang, quotes::state::QuoteEvent};
use i18n::T;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use std::time::Duration;
use wire::preflight::Preflight;

/// Milliseconds of rest after a saving before the server is asked.
const REST: u64 = 600;

/// All findings of the page, kept up with each key.
pub fn findings(desk: Desk) -> Memo<Vec<Finding>> {
    let today = crate::frame::today();
    let lines = Memo::new(move |_| {
        desk.tick.track();
        desk.rows.with(|rows| {
            let products = rows.iter().filter(|row| row.kind == Kind::Product);
            products
                .filter_map(|row| {
                    row.data.with_untracked(|data| {
                        (!data.name.is_empty() && !data.role.is_combo()).then(|| (data.id, data.unit_price.get()))
                    })
                })
                .collect::<Vec<(LineId, Decimal)>>()
        })
    });
    let needed = Memo::new(move |_| {
        desk.sums
            .with(|sums| sums.totals.taxes.iter().filter_map(|tax| tax.note).any(|note| note.needs_both_vat_numbers()))
    });
    let delivery = Memo::new(move |_| match desk.delivery_standing() {
        Some(Standing::Differs { .. } | Standing::ByHand { .. }) if desk.delivery_elsewhere() => Moved::Address,
        Some(Standing::Differs { .. }) => Moved::Price,
        Some(Standing::Unfit { .. }) => Moved::Unfit,
        _ => Moved::Not,
    });
    let discount_moved =
        Memo::new(move |_| desk.discounting.standing.with(|one| one.as_ref().is_some_and(|one| !one.right)));
    let found = looked_at(desk);
    Memo::new(move |_| {
        let wrong = desk.sums.with(|sums| sums.wrong) + desk.head.wrong();
        let valid_until = desk.head.valid_until.get();
        lines.with(|prices| {
            desk.view.with(|view| {
                let open_questions =
                    view.comments.iter().filter(|comment| comment.by_customer && !comment.answered).count();
                look(&Looked {
                    prices,
                    wrong,
                    valid_until,
                    email: &view.party_email,
                    open_questions,
                    vat_numbers_needed: needed.get(),
                    vat_numbers: (&view.seller_vat_number, &view.fiscal.vat_number),
                    blocks: &view.blocks,
                    language: Lang::parse(&desk.head.language.get()).unwrap_or_default(),
                    delivery: delivery.get(),
                    discount_moved: discount_moved.get(),
                    found: &found.get(),
                    today,
                })
            })
        })
    })
}

/// What the server finds in the draft as it is stored, after each saving and when products, lists or taxes change.
fn looked_at(desk: Desk) -> RwSignal<Preflight> {
    let found = desk.preflight;
    let version = Memo::new(move |_| desk.view.with(|view| view.version));
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let ask = move || {
        if !desk.view.try_with_untracked(|view| view.state.allows(QuoteEvent::Send)).unwrap_or_default() {
            return;
        }
        spawn_local(async move {
            if let Ok(answer) = preflight(desk.id).await {
                let _ = found.try_set(answer);
            }
        });
    };
    Effect::new(move |before: Option<()>| {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        version.get();
        let wait = if before.is_some() { REST } else { 0 };
        let handle = set_timeout_with_handle(ask, Duration::from_millis(wait)).ok();
        if let Some(Some(before)) = timer.try_update_value(|timer| std::mem::replace(timer, handle)) {
            before.clear();
        }
    });
    for subject in ["product", "price_list", "tax"] {
        on_change(subject, None, ask);
    }
    found
}

/// The list, and the button under it.
#[component]
pub fn BeforeSending(
    /// The keyboard of the grid.
    keyboard: Keyboard,
    /// All findings.
    findings: Memo<Vec<Finding>>,
    /// Whether the sending dialog is shown.
    sending: RwSignal<bool>,
) -> impl IntoView {
    let desk = keyboard.desk;
    let t = desk.t;
    let count = Memo::new(move |_| findings.with(|findings| to_mend(findings)));
    let next = Memo::new(move |_| desk.next_sent());
    let can_send = Memo::new(move |_| desk.view.with(|view| view.state.allows(QuoteEvent::Send)));
    let held = Signal::derive(move || desk.held_back());
    let consequence = move || match (next.get(), desk.view.with(|view| view.sent_version)) {
        _ if held.get() => t.approvals_needed().to_owned(),
        ((_, true), _) => t.quotes_send_same().to_owned(),
        (_, Some(sent)) => t.quotes_send_supersedes(sent),
        (_, None) => t.quotes_send_consequence().to_owned(),
    };
    view! {
        <Show when=move || can_send.get()>
            <section class="panel" aria-labelledby="before-sending">
                <header>
                    <h2 id="before-sending">{t.quotes_before_sending()}</h2>
                    <span class="push"></span>
                    {move || match count.get() {
                        0 => view! { <Badge tone=Tone::Positive icon=IconName::Check>{t.quotes_all_right()}</Badge> }.into_any(),
                        count => view! { <Badge tone=Tone::Amber>{t.quotes_to_look_at(count)}</Badge> }.into_any(),
                    }}
                </header>
                <ul class="preflight">
                    {move || findings.get().into_iter().map(|finding| view! { <Found finding keyboard sending/> }).collect_view()}
                </ul>
            </section>
            <section class="panel">
                {move || {
                    let (version, again) = next.get();
                    let look = if again { Look::Normal } else { Look::Primary };
                    let words = if again { t.quotes_send_again(version) } else { t.quotes_send_version(version) };
                    view! {
                        <Button look block=true icon=IconName::Send disabled=held on_press=move |()| sending.set(true)>{words}</Button>
                    }
                }}
                <p class="faint t-12 gap-s">{consequence}</p>
            </section>
        </Show>
    }
}

#[component]
fn Found(finding: Finding, keyboard: Keyboard, sending: RwSignal<bool>) -> impl IntoView {
    let t = keyboard.desk.t;
    let weight = finding.weight();
    let (icon, class, spoken) = match weight {
        Weight::Must => (IconName::Alert, "t-danger", t.quotes_must_fix()),
        Weight::Should => (IconName::Alert, "t-amber", t.quotes_should_fix()),
        Weight::Passed => (IconName::Check, "t-positive", t.quotes_passed()),
    };
    let words = words(t, &finding);
    let mend = mend(finding, keyboard, sending);
    view! {
        <li>
            <span class=class><Icon name=icon/><span class="sr">{spoken}</span></span>
            <span class=(weight == Weight::Passed).then_some("muted")>{words}</span>
            {mend}
        </li>
    }
}

/// A finding as a sentence.
pub fn words(t: T, finding: &Finding) -> String {
    match finding {
        Finding::SomethingToSell => t.quotes_check_lines().to_owned(),
        Finding::NothingToSell => t.quotes_check_no_lines().to_owned(),
        Finding::FieldsToCorrect(count) => t.quotes_check_fields(*count),
        Finding::FreeLines(count, _) => t.quotes_check_free_lines(*count),
        Finding::EveryLinePriced => t.quotes_check_priced().to_owned(),
        Finding::ValidityOver(day) => t.quotes_check_validity_over(formats::date(t.figures(), *day)),
        Finding::ValidityRight(Some(day)) => t.quotes_check_valid_until(formats::date(t.figures(), *day)),
        Finding::ValidityRight(None) => t.quotes_check_usual_validity().to_owned(),
        Finding::NoEmail => t.quotes_check_no_email().to_owned(),
        Finding::EmailKnown => t.quotes_check_email().to_owned(),
        Finding::OpenQuestions(count) => t.quotes_check_questions(*count),
        Finding::DeliveryMoved => t.delivery_check_stale().to_owned(),
        Finding::DeliveryElsewhere => t.delivery_check_elsewhere().to_owned(),
        Finding::DeliveryUnfit => t.delivery_check_unfit().to_owned(),
        Finding::DiscountMoved => t.discount_check().to_owned(),
        Finding::NoSellerVatNumber => t.fiscal_check_no_seller_number().to_owned(),
        Finding::NoBuyerVatNumber => t.fiscal_check_no_buyer_number().to_owned(),
        Finding::PricesMoved(count) => t.quotes_check_prices_moved(*count),
        Finding::TaxesMoved(count) => t.quotes_check_taxes_moved(*count),
        Finding::RateMoves(rate) => {
            let percent = |rate| formats::percent(t.figures(), rate);
            t.quotes_check_rate(percent(rate.then), formats::date(t.figures(), rate.day), percent(rate.today))
        }
        Finding::Wordless(count, lang, _) => t.quotes_check_wordless(*count, language_name(t, *lang)),
        Finding::TemplateUntold(template, lang) => t.quotes_check_template(&template.name, language_name(t, *lang)),
        Finding::NobodySigns => t.quotes_check_nobody_signs().to_owned(),
        Finding::Undescribed(count, lang) => t.content_check_description(*count, language_name(t, *lang)),
        Finding::Untold(count, lang) => t.content_check_text(*count, language_name(t, *lang)),
    }
}

/// The way to mend a finding.
fn mend(finding: Finding, keyboard: Keyboard, sending: RwSignal<bool>) -> Option<AnyView> {
    let desk = keyboard.desk;
    let t = desk.t;
    let link = |label: &'static str, act: Box<dyn Fn() + Send + Sync>| {
        Some(view! { <button type="button" class="link" on:click=move |_| act()>{label}</button> }.into_any())
    };
    match finding {
        Finding::NothingToSell => link(t.quotes_mend_add(), Box::new(move || keyboard.add(Kind::Product, None))),
        Finding::FieldsToCorrect(_) => link(
            t.quotes_mend_show(),
            Box::new(move || {
                let wrong = desk.rows.with_untracked(|rows| {
                    rows.iter().find_map(|row| {
                        row.data.with_untracked(|data| {
                            let column = data.wrong.first().map(|wrong| wrong.column);
                            column.or_else(|| data.lacks_name().then_some(Column::Name)).map(|column| (*row, column))
                        })
                    })
                });
                match wrong {
                    Some((row, column)) => keyboard.focus(row, column),
                    None => focus_on(".heads [aria-invalid=true], .cols-2 [aria-invalid=true]"),
                };
            }),
        ),
        Finding::FreeLines(_, line) => link(
            t.quotes_mend_show(),
            Box::new(move || {
                let row = desk.rows.with_untracked(|rows| rows.iter().find(|row| row.id == line).copied());
                if let Some(row) = row {
                    keyboard.focus(row, Column::Price);
                }
            }),
        ),
        Finding::ValidityOver(_) => link(
            t.quotes_mend_set(),
            Box::new(|| {
                focus_on("#head-valid");
            }),
        ),
        Finding::DeliveryMoved | Finding::DeliveryElsewhere => {
            link(t.delivery_update(), Box::new(move || desk.update_delivery()))
        }
        Finding::DeliveryUnfit => link(t.delivery_choose_other(), Box::new(move || desk.delivering.choosing.set(true))),
        Finding::DiscountMoved => link(t.delivery_update(), Box::new(move || desk.update_discount())),
        Finding::NoSellerVatNumber => {
            Some(view! { <a class="link" href="/settings">{t.quotes_mend_add()}</a> }.into_any())
        }
        Finding::NoEmail | Finding::NoBuyerVatNumber => {
            let href = desk.view.with_untracked(|view| format!("/customers/{}", view.party.id));
            Some(view! { <a class="link" href=href>{t.quotes_mend_add()}</a> }.into_any())
        }
        Finding::Undescribed(_, lang) | Finding::Untold(_, lang) => {
            let href = format!("/quotations/{}/content?lang={}", desk.id, lang.code());
            Some(view! { <a class="link" href=href>{t.content_write()}</a> }.into_any())
        }
        Finding::PricesMoved(_) => link(t.quotes_mend_prices(), Box::new(move || desk.offer_prices(|| {}))),
        Finding::TaxesMoved(_) => link(t.quotes_mend_taxes(), Box::new(move || desk.offer_moved_taxes())),
        Finding::RateMoves(_) => link(
            t.quotes_mend_day(),
            Box::new(|| {
                focus_on("#head-delivery");
            }),
        ),
        Finding::Wordless(_, _, product) => {
            Some(view! { <a class="link" href=format!("/products/{product}")>{t.content_write()}</a> }.into_any())
        }
        Finding::TemplateUntold(template, _) => {
            let href = format!("/settings/templates/{}", template.id);
            Some(view! { <a class="link" href=href>{t.content_write()}</a> }.into_any())
        }
        Finding::NobodySigns => link(t.quotes_mend_recipients(), Box::new(move || sending.set(true))),
        Finding::OpenQuestions(_) => link(
            t.quotes_mend_answer(),
            Box::new(|| {
                focus_on("#answer");
            }),
        ),
        _ => None,
    }
}
