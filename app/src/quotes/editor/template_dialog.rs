//! The choice of a template for a quotation that is there already: what it would change, ticked where nobody wrote
//! anything by hand.
use super::{
    deposit,
    desk::Desk,
    templating::{BLOCKS, EXEMPT, FACTS, changes, head_of},
};
use crate::{
    quotes::{
        account::{AnswerBelow, AskBelow, told},
        exempt_words,
    },
    templates::api::{list_templates, offer_template},
    ui::{Banner, Button, Check, Dialog, Field, IconName, Look, Segment, Segmented, Select, Tone, use_toasts},
};
use domain::{formats, ids::TemplateId};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use wire::{
    quotes::QuoteFields,
    templates::{TemplateOffer, TemplateRow},
};

/// Most characters of a text that the dialog repeats.
const SHOWN: usize = 90;
/// The lines that are there stay.
const KEEP: &str = "keep";
/// The lines that are there go.
const REPLACE: &str = "replace";

/// The dialog's state.
#[derive(Clone, Copy)]
struct Asking {
    desk: Desk,
    templates: RwSignal<Vec<TemplateRow>>,
    /// The chosen template, by id; empty for none yet.
    chosen: RwSignal<String>,
    /// What it would change, by the list that is ticked now.
    offer: RwSignal<Option<TemplateOffer>>,
    /// What was answered when it was chosen: the boxes stay while one of them asks again.
    first: RwSignal<Option<TemplateOffer>>,
    lines: RwSignal<String>,
    ticks: [RwSignal<bool>; FACTS.len()],
    busy: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
    /// Counts the questions: an answer to an earlier one is dropped.
    asked: StoredValue<u32>,
}

impl Asking {
    fn begin(self) {
        let Asking { desk, templates, chosen, offer, first, lines, problem, .. } = self;
        offer.set(None);
        first.set(None);
        problem.set(None);
        chosen.set(String::new());
        lines.set(KEEP.to_owned());
        // Read anew each time: another one may have been made since.
        spawn_local(async move {
            match list_templates().await {
                Ok(found) => {
                    let _ = templates.try_set(found.into_iter().filter(|row| row.active).collect());
                }
                Err(error) => drop(problem.try_set(Some(error.sentence(desk.t)))),
            }
        });
    }

    /// Asks what the chosen template would change. The first answer says what is ticked.
    fn ask(self, fresh: bool) {
        let Asking { desk, chosen, offer, first, busy, problem, asked, .. } = self;
        let Some(template) = chosen.with_untracked(|id| id.parse::<TemplateId>().ok()) else {
            offer.set(None);
            first.set(None);
            return;
        };
        asked.update_value(|asked| *asked += 1);
        let number = asked.get_value();
        let list = self.ticks[place("price_list")];
        let question = desk.template_question(template, fresh || list.get_untracked());
        busy.set(true);
        spawn_local(async move {
            let answer = offer_template(question).await;
            if asked.try_get_value() != Some(number) {
                return;
            }
            busy.set(false);
            match answer {
                Ok(found) => {
                    problem.set(None);
                    let untick = fresh && self.tick(&found);
                    if fresh {
                        first.set(Some(found.clone()));
                    }
                    offer.set(Some(found));
                    if untick {
                        // The list that was written by hand stays: its prices are the ones to show.
                        self.ask(false);
                    }
                }
                Err(error) => {
                    offer.set(None);
                    first.set(None);
                    problem.set(Some(error.sentence(desk.t)));
                }
            }
        });
    }

    /// Ticks what nobody wrote by hand; whether the template's price list is left for that reason.
    fn tick(self, found: &TemplateOffer) -> bool {
        let now = untrack(|| self.desk.head.typed());
        for (name, tick) in FACTS.into_iter().zip(self.ticks) {
            tick.set(changes(found, &now, name) && self.desk.nobody_wrote(name, &now));
        }
        found.price_list.is_some()
            && found.price_list != now.price_list
            && !self.ticks[place("price_list")].get_untracked()
    }

    /// The facts that are ticked and would change.
    fn taken(self, found: &TemplateOffer) -> Vec<&'static str> {
        let now = untrack(|| self.desk.head.typed());
        let ticked = FACTS.into_iter().zip(self.ticks).filter(|(_, tick)| tick.get_untracked());
        ticked.map(|(name, _)| name).filter(|name| changes(found, &now, name)).collect()
    }
}

fn place(name: &str) -> usize {
    FACTS.iter().position(|known| *known == name).unwrap_or_default()
}

/// The dialog.
#[component]
pub fn TemplateDialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let desk = Desk::here();
    let (t, toasts) = (desk.t, use_toasts());
    let asking = Asking {
        desk,
        templates: RwSignal::new(Vec::new()),
        chosen: RwSignal::new(String::new()),
        offer: RwSignal::new(None),
        first: RwSignal::new(None),
        lines: RwSignal::new(KEEP.to_owned()),
        ticks: FACTS.map(|_| RwSignal::new(false)),
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
        asked: StoredValue::new(0),
    };
    Effect::new(move |_| {
        if open.get() {
            asking.begin();
        }
    });
    let options = Signal::derive(move || {
        let none = (String::new(), t.templates_choose().to_owned());
        let rows = asking.templates.get().into_iter().map(|row| (row.id.to_string(), row.name));
        std::iter::once(none).chain(rows).collect::<Vec<_>>()
    });
    let not_yet = Signal::derive(move || asking.busy.get() || asking.offer.with(Option::is_none));
    let apply = move |()| {
        let id = asking.chosen.get_untracked();
        let (Some(found), Ok(template)) = (asking.offer.get_untracked(), id.parse::<TemplateId>()) else { return };
        let replace = asking.lines.with_untracked(|lines| lines == REPLACE);
        desk.take_template(template, &found, replace, &asking.taken(&found));
        open.set(false);
        let name = asking.templates.with_untracked(|rows| {
            rows.iter().find(|row| row.id == template).map(|row| row.name.clone()).unwrap_or_default()
        });
        toasts.undo(t.templates_applied(name), move || desk.leave_template());
    };
    view! {
        <Dialog
            id="apply-template"
            open
            title=t.templates_apply_title()
            lead=Some(t.templates_apply_what().to_owned())
            on_submit=apply
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.quotes_not_now()}</Button>
                <Button look=Look::Primary submit=true disabled=not_yet>{t.templates_apply_do()}</Button>
            }
        >
            <div class="stack loose">
                {move || asking.problem.get().map(|problem| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{problem}</Banner>
                })}
                <Field id="apply-which" label=t.templates_one()>
                    <Select value=asking.chosen options on_choose=move |_| asking.ask(true)/>
                </Field>
                {move || asking.first.get().map(|found| view! { <Offered asking found/> })}
            </div>
        </Dialog>
    }
}

/// What the chosen template would change.
#[component]
fn Offered(asking: Asking, found: TemplateOffer) -> impl IntoView {
    let desk = asking.desk;
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let there = desk.rows.with_untracked(Vec::len);
    let now = untrack(|| desk.head.typed());
    let before = desk.sums.with_untracked(|sums| sums.totals.clone());
    let added = found.lines.len();
    let facts: Vec<_> = FACTS
        .into_iter()
        .zip(asking.ticks)
        .filter(|(name, _)| changes(&found, &now, name))
        .map(|(name, tick)| {
            let (label, was, will) = words(desk, name, &now, &found);
            let on_change = move |_| {
                if name == "price_list" {
                    asking.ask(false);
                }
            };
            view! {
                <Check value=tick on_change>
                    <span>{label}": "<span dir="auto">{will}</span>
                    {(!was.is_empty()).then(|| view! { <br/><small class="faint t-12" dir="auto">{t.templates_now(was)}</small> })}</span>
                </Check>
            }
        })
        .collect();
    let other = found.other_currency.map(|other| t.templates_other_currency(other.code()));
    let money = move |value| formats::money(lang, value, &currency);
    let replaces = move || asking.lines.with(|lines| lines == REPLACE);
    let before = StoredValue::new(before);
    let after = Memo::new(move |_| {
        let totals = asking.offer.with(|found| desk.totals_with_template(found.as_ref()?, replaces()));
        totals.unwrap_or_else(|| before.get_value())
    });
    let net_before = before.with_value(|totals| totals.net);
    let net_after = Signal::derive(move || after.with(|totals| money(totals.net)));
    let why = RwSignal::new(None::<bool>);
    let account = Callback::new(move |then: bool| {
        if !then {
            return before.with_value(|totals| told(t, desk.words().net(totals, Vec::new()), money(totals.net)));
        }
        let account = move || {
            let mut rows = vec![(t.prices_update_before().to_owned(), money(net_before))];
            if replaces() {
                rows.push((t.templates_lines_go(there), money(-net_before)));
            }
            let rest = after.with(|totals| totals.net) - if replaces() { Decimal::ZERO } else { net_before };
            rows.push((t.templates_lines_added(added), money(rest)));
            told(t, (rows, None), net_after.get())
        };
        account.into_any()
    });
    view! {
        {(there > 0).then(|| view! {
            <Segmented id="apply-lines" label=t.templates_lines_there() value=asking.lines
                options=vec![Segment::new(KEEP, t.templates_keep_lines()), Segment::new(REPLACE, t.templates_replace_lines())]/>
        })}
        {(!facts.is_empty()).then(|| view! {
            <fieldset class="stack">
                <legend>{t.templates_take_also()}</legend>
                {facts}
                <p class="faint t-12">{t.templates_by_hand()}</p>
            </fieldset>
        })}
        {other.map(|words| view! { <p class="t-13 t-amber">{words}</p> })}
        <div class="kv" role="status">
            <span>{t.templates_lines_added(added)}</span><span>{move || replaces().then(|| t.templates_lines_go(there))}</span>
            <span>{t.prices_update_before()}</span>
            <span><AskBelow which=false open=why place="why-template" words=Signal::stored(money(net_before))/></span>
            <span class="sum">{t.prices_update_after()}</span>
            <span class="sum"><AskBelow which=true open=why place="why-template" words=net_after/></span>
        </div>
        <AnswerBelow id="why-template" open=why account/>
    }
}

/// What a fact is called, what it says, and what it would say.
fn words(desk: Desk, name: &str, now: &QuoteFields, found: &TemplateOffer) -> (&'static str, String, String) {
    let t = desk.t;
    let then = head_of(found, now);
    let short = |text: &str| {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(SHOWN) {
            Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
            None => line,
        }
    };
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| formats::date(t.figures(), day)).unwrap_or_default();
    let list = |fields: &QuoteFields| {
        let named = desk.view.with_untracked(|view| {
            let found = view.price_lists.iter().find(|list| Some(list.id) == fields.price_list);
            found.map(|list| list.name.clone())
        });
        named.unwrap_or_else(|| t.prices_public().to_owned())
    };
    let signing = |fields: &QuoteFields| match fields.unsigned {
        true => t.quotes_unsigned_yes().to_owned(),
        false => t.quotes_unsigned_no().to_owned(),
    };
    let of = |label: &'static str, say: &dyn Fn(&QuoteFields) -> String| (label, say(now), say(&then));
    match name {
        "title" => of(t.quotes_field_title(), &|fields| short(&fields.title)),
        "introduction" => of(t.quotes_field_introduction(), &|fields| short(&fields.introduction)),
        "terms" => of(t.quotes_field_terms(), &|fields| short(&fields.terms)),
        "payment_terms" => of(t.quotes_field_payment_terms(), &|fields| short(&fields.payment_terms)),
        "valid_until" => of(t.quotes_field_valid_until(), &|fields| day(fields.valid_until)),
        "price_list" => of(t.prices_field(), &list),
        "unsigned" => of(t.quotes_unsigned(), &signing),
        "demands" => of(t.quotes_demands(), &|fields| crate::quotes::demands::told(t, fields.demands)),
        EXEMPT => {
            let now = desk.view.with_untracked(|view| view.exempt.clone()).unwrap_or_default();
            let will = found.exempt.clone().unwrap_or_default();
            (t.regret_exempt(), exempt_words(t, &now).to_owned(), exempt_words(t, &will).to_owned())
        }
        BLOCKS => {
            let now = desk.view.with_untracked(|view| view.blocks.len());
            let was = if now == 0 { String::new() } else { t.templates_blocks(now) };
            (t.content_title(), was, t.templates_blocks(found.blocks.len()))
        }
        _ => of(t.quotes_deposit(), &|fields| deposit::told(t, &fields.deposit)),
    }
}
