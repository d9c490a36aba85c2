//! The choice of what is in a combo: a dialog that opens when a combo comes onto a line.
use super::{
    combo_rows::Place,
    desk::Row,
    extras::{Extra, Extras},
    keyboard::Keyboard,
    keys::Column,
    why_combo::{Names, OfChoice, of_item},
};
use crate::quotes::account::{AnswerBelow, AskBelow};
use crate::ui::{Banner, Button, Dialog, Field, IconName, Look, Select, Tone};
use domain::{
    combos::Share,
    formats,
    ids::{ComboChoiceId, LineId, ProductId},
    money::{self, step::Step},
    refusal::Refusal,
};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::combos::{ComboAsk, ComboOffer};

/// What is being chosen, and where it goes.
#[derive(Clone, Copy)]
pub struct ComboPicker {
    asked: RwSignal<Option<Asked>>,
    open: RwSignal<bool>,
    /// The line that has the focus after the dialog.
    back: StoredValue<Option<Row>>,
}

#[derive(Clone)]
struct Asked {
    place: Place,
    offer: ComboOffer,
    /// Names that the account of the price speaks of.
    names: Names,
    /// Each choice with the key of the chosen item; an empty key where nothing can be had.
    chosen: Vec<(ComboChoiceId, RwSignal<String>)>,
}

impl Asked {
    /// What the items cost that are chosen. Tracked.
    fn shares(&self, step: Step) -> Result<Vec<Share>, Refusal> {
        self.offer.priced.shares(&self.picks(), step)
    }

    /// What is chosen. Tracked.
    fn picks(&self) -> Vec<(ComboChoiceId, ProductId)> {
        let pick = |(id, key): &(ComboChoiceId, RwSignal<String>)| Some((*id, key.with(|key| key.parse().ok())?));
        self.chosen.iter().filter_map(pick).collect()
    }

    /// What an item would cost in the place of the one that is chosen. Tracked.
    fn share_with(&self, (choice, product): (ComboChoiceId, ProductId), step: Step) -> Option<(Share, Decimal)> {
        let picks: Vec<_> =
            self.picks().into_iter().map(|(id, own)| (id, if id == choice { product } else { own })).collect();
        let shares = self.offer.priced.shares(&picks, step).ok()?;
        let whole = shares.iter().map(|share| share.base).sum();
        Some((shares.into_iter().find(|share| share.choice == choice)?, whole))
    }
}

impl ComboPicker {
    /// Nothing asked yet.
    pub fn new() -> ComboPicker {
        ComboPicker { asked: RwSignal::new(None), open: RwSignal::new(false), back: StoredValue::new(None) }
    }

    /// Lets one choose what is in a combo: begins with what the line has, else with what costs least on top.
    pub fn ask(self, keyboard: Keyboard, place: Place, product: ProductId) {
        let desk = keyboard.desk;
        let (id, quantity, before) = match place {
            Place::On(row) => {
                let items = desk.combo_of(row).map(|(_, items)| items).unwrap_or_default();
                (row.id, row.data.with_untracked(|data| data.quantity.get()), desk.combo_picks(&items))
            }
            Place::At(_) => (LineId(Uuid::nil()), Decimal::ONE, Vec::new()),
        };
        self.back.set_value(match place {
            Place::On(row) => Some(row),
            Place::At(_) => None,
        });
        spawn_local(async move {
            let Some(answer) = desk.combo_offers(vec![ComboAsk { id, product, quantity }]).await else { return };
            let names = Names { lists: answer.lists, categories: answer.categories };
            let Some(offer) = answer.combos.into_iter().next() else {
                keyboard.say(desk.t.combos_gone());
                return;
            };
            let on_sale = |product: ProductId| offer.item(product).is_some_and(|item| item.active);
            let preset = offer.priced.preset(on_sale);
            let first = |choice: &domain::combos::PricedChoice| {
                let had = before.iter().find(|(own, product)| {
                    *own == choice.id && choice.items.iter().any(|item| item.product == *product)
                });
                let found = had.or(preset.iter().find(|(own, _)| *own == choice.id));
                let key = found.map(|(_, product)| product.to_string()).unwrap_or_default();
                // The dialog outlives this question, the page outlives the dialog.
                (choice.id, desk.within(|| RwSignal::new(key)))
            };
            let chosen = offer.priced.choices.iter().map(first).collect();
            if self.asked.try_set(Some(Asked { place, offer, names, chosen })).is_none() {
                self.open.set(true);
            }
        });
    }

    fn take(self, keyboard: Keyboard) {
        let desk = keyboard.desk;
        let Some(asked) = self.asked.get_untracked() else { return };
        let Ok(shares) = untrack(|| asked.shares(Step::of(desk.currency))) else { return };
        if let Some(row) = desk.put_combo(asked.place, &asked.offer, &shares) {
            self.back.set_value(Some(row));
            keyboard.beside.ask(keyboard, row, asked.offer.product.id, asked.offer.product.name);
        }
        self.open.set(false);
    }
}

/// The dialog.
#[component]
pub fn ComboDialog(
    /// The keyboard of the grid.
    keyboard: Keyboard,
) -> impl IntoView {
    let desk = keyboard.desk;
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let picker = keyboard.combos;
    let ComboPicker { asked, open, back } = picker;
    let money = move |value: Decimal| formats::money(lang, value, &currency);
    let why = RwSignal::new(None::<()>);
    let closed = move |()| {
        asked.set(None);
        why.set(None);
        if let Some(row) = back.get_value() {
            keyboard.focus_soon(row, Column::Quantity);
        }
    };
    let fields = move || {
        let Some(asked) = asked.get() else { return Vec::new() };
        let offer = &asked.offer;
        let field = |(at, (id, chosen)): (usize, &(ComboChoiceId, RwSignal<String>))| {
            let chosen = *chosen;
            let name = offer.names.iter().find(|(own, _)| own == id).map(|(_, name)| name.clone());
            let label = name.filter(|name| !name.is_empty()).unwrap_or_else(|| t.combos_choice_number(at + 1));
            let choice = offer.priced.choices.iter().find(|choice| choice.id == *id);
            let had = chosen.get_untracked();
            let option = |item: &domain::combos::Item| {
                let product = offer.item(item.product)?;
                // What is off sale may stay where it stands, but is not offered.
                (product.active || product.id.to_string() == had).then_some(())?;
                // The offer is in the quotation's currency already.
                Some(Extra { key: item.product, name: product.name.clone(), amount: Some(item.extra) })
            };
            let extras: Vec<Extra<ProductId>> =
                choice.map(|choice| choice.items.iter().filter_map(option).collect()).unwrap_or_default();
            let options = extras.iter().map(|extra| (extra.key.to_string(), extra.option(desk.words())));
            let options: Vec<(String, String)> = options.collect();
            if options.is_empty() {
                return view! { <Banner tone=Tone::Amber icon=IconName::Alert>{t.combos_none_left(label)}</Banner> }
                    .into_any();
            }
            let id = *id;
            let why = Callback::new(move |extra: Extra<ProductId>| {
                let item = (id, extra.key);
                let share = Signal::derive(move || {
                    picker
                        .asked
                        .with(|asked| asked.as_ref().and_then(|asked| asked.share_with(item, Step::of(currency))))
                });
                of_item(desk, extra, share)
            });
            view! {
                <div>
                    <Field id=format!("combo-choice-{at}") label=label.clone()>
                        <Select value=chosen options=Signal::stored(options)/>
                    </Field>
                    <Extras id=format!("combo-choice-{at}") of=label desk extras account=why/>
                </div>
            }
            .into_any()
        };
        asked.chosen.iter().enumerate().map(field).collect::<Vec<_>>()
    };
    let shares = Signal::derive(move || asked.get().and_then(|asked| asked.shares(Step::of(currency)).ok()));
    let none = Signal::derive(move || shares.with(Option::is_none));
    let title = Signal::derive(move || {
        match asked.with(|asked| asked.as_ref().map(|asked| asked.offer.product.name.clone())) {
            Some(name) => format!("{}: {name}", t.combos_choose()),
            None => t.combos_choose().to_owned(),
        }
    });
    let sum = move || {
        let discount = asked.with(|asked| asked.as_ref().map(|asked| asked.offer.discount)).unwrap_or_default();
        let whole: Decimal = shares.get()?.iter().map(|share| share.unit_price).sum();
        let net = whole.checked_mul(Decimal::ONE_HUNDRED - discount)?.checked_div(Decimal::ONE_HUNDRED)?;
        Some(money(money::round(net, currency.decimals())))
    };
    // Words are a memo, so that the button under the focus stays while the choice is another.
    let sum = Signal::derive(move || sum().unwrap_or_default());
    let account = Callback::new(move |()| {
        view! {
            {move || {
                let shares = shares.get()?;
                let (offer, names) = asked.with(|asked| asked.as_ref().map(|asked| (asked.offer.clone(), asked.names.clone())))?;
                Some(view! { <OfChoice desk names offer shares/> })
            }}
        }
        .into_any()
    });
    view! {
        <Dialog
            id="combo"
            open
            title
            on_close=closed
            on_submit=move |()| picker.take(keyboard)
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.combos_not()}</Button>
                <Button look=Look::Primary submit=true disabled=none>{t.combos_put()}</Button>
            }
        >
            <div class="stack">{fields}</div>
            <div class="kv gap" role="status">
                <Show when=move || !none.get()>
                    <span class="sum">{t.combos_total()}</span>
                    <span class="sum"><AskBelow which=() open=why place="why-combo" words=sum/></span>
                </Show>
            </div>
            <AnswerBelow id="why-combo" open=why account/>
        </Dialog>
    }
}
