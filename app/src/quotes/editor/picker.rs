//! The choice of a variant: a dialog that opens when a product with attributes comes onto a line.
use super::{
    desk::Row,
    extras::{Extra, Extras},
    keyboard::Keyboard,
    keys::Column,
    why_offered::WhyOffered,
    why_value::of_value,
};
use crate::{
    products::api::product_attributes,
    quotes::{
        account::{AnswerBelow, AskBelow},
        api::offer_products,
    },
    ui::{Button, Dialog, Field, Look, Select},
};
use domain::{
    formats,
    ids::{ProductId, ValueId},
    lang::Lang,
    pricing::variants::{Attribute, Value},
};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use wire::offers::{OfferProducts, Offered};

/// What is being chosen, for which line.
#[derive(Clone, Copy)]
pub struct Picker {
    asked: RwSignal<Option<Asked>>,
    open: RwSignal<bool>,
    /// What the choice comes to; none while it is asked for, or where it cannot be had.
    found: RwSignal<Option<Offered>>,
}

#[derive(Clone)]
struct Asked {
    row: Row,
    product: ProductId,
    /// Each attribute with the key of the chosen value.
    attributes: Vec<(Attribute, RwSignal<String>)>,
}

/// What is being chosen.
pub(super) struct Choosing {
    /// The product.
    pub product: ProductId,
    /// For how many.
    pub quantity: Decimal,
    /// Each attribute with the chosen value.
    pub chosen: Vec<(Attribute, Option<ValueId>)>,
}

impl Picker {
    /// Nothing asked yet.
    pub fn new() -> Picker {
        Picker { asked: RwSignal::new(None), open: RwSignal::new(false), found: RwSignal::new(None) }
    }

    /// Lets one choose what kind of a product a line is; begins with what the line has, else with the first of each.
    pub fn ask(self, keyboard: Keyboard, row: Row, product: ProductId) {
        let before = row.data.with_untracked(|data| data.choices.clone());
        spawn_local(async move {
            let Ok(attributes) = product_attributes(product).await else { return };
            let with_choice = |attribute: Attribute| {
                let chosen = attribute.values.iter().find(|value| before.contains(&value.id));
                let first = chosen.or(attribute.values.first()).map(|value| value.id.to_string());
                // The dialog outlives this question, the page outlives the dialog.
                (attribute, keyboard.desk.within(|| RwSignal::new(first.unwrap_or_default())))
            };
            let attributes = attributes.into_iter().map(with_choice).collect();
            if self.asked.try_set(Some(Asked { row, product, attributes })).is_none() {
                self.open.set(true);
                self.look(keyboard);
            }
        });
    }

    /// What is chosen about which product, and for how many; nothing while nothing is. Tracked.
    pub(super) fn chosen(self) -> Option<Choosing> {
        self.asked.with(|asked| {
            let asked = asked.as_ref()?;
            let read = |(attribute, key): &(Attribute, RwSignal<String>)| {
                (attribute.clone(), key.with(|key| key.parse().ok()))
            };
            let quantity = asked.row.data.with_untracked(|data| data.quantity.get());
            Some(Choosing { product: asked.product, quantity, chosen: asked.attributes.iter().map(read).collect() })
        })
    }

    fn choices(self) -> Vec<ValueId> {
        self.asked.with_untracked(|asked| {
            let chosen = asked.iter().flat_map(|asked| &asked.attributes);
            chosen.filter_map(|(_, key)| key.with_untracked(|key| key.parse().ok())).collect()
        })
    }

    /// Asks what the choice comes to.
    fn look(self, keyboard: Keyboard) {
        let desk = keyboard.desk;
        let Some(asked) = self.asked.get_untracked() else { return };
        let choices = self.choices();
        let question = OfferProducts {
            quote: desk.id,
            list: untrack(|| desk.price_list()),
            language: desk.head.language.with_untracked(|code| Lang::parse(code)).unwrap_or_default(),
            quantity: asked.row.data.with_untracked(|data| data.quantity.get()),
            text: String::new(),
            beside: None,
            chosen: Some((asked.product, choices.clone())),
            shelf: None,
        };
        self.found.set(None);
        spawn_local(async move {
            let found = offer_products(question).await.ok().and_then(|found| found.into_iter().next());
            // Something else may be chosen by now.
            if self.asked.try_with_untracked(Option::is_some) == Some(true) && self.choices() == choices {
                let _ = self.found.try_set(found);
            }
        });
    }

    fn take(self, keyboard: Keyboard) {
        let desk = keyboard.desk;
        let (Some(asked), Some(found)) = (self.asked.get_untracked(), self.found.get_untracked()) else { return };
        let (row, choices, tax) = (asked.row, self.choices(), desk.tax_of(&found.product));
        desk.change(row, |data| {
            data.take_offered(&found, &tax);
            data.choices = choices;
        });
        desk.pricing.settled(row);
        desk.left();
        self.open.set(false);
        keyboard.beside.ask(keyboard, row, found.product.id, found.product.name);
    }
}

/// The dialog.
#[component]
pub fn VariantPicker(
    /// The keyboard of the grid.
    keyboard: Keyboard,
) -> impl IntoView {
    let desk = keyboard.desk;
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let picker = keyboard.picker;
    let Picker { asked, open, found } = picker;
    let money = move |value: Decimal| formats::money(lang, value, &currency);
    let closed = move |()| {
        if let Some(asked) = asked.try_update(Option::take).flatten() {
            keyboard.focus_soon(asked.row, Column::Quantity);
        }
    };
    let fields = move || {
        let attributes = asked.get().map(|asked| asked.attributes).unwrap_or_default();
        let rate = desk.view.with_untracked(|view| view.rate);
        let field = |(at, (attribute, chosen)): (usize, (Attribute, RwSignal<String>))| {
            let Attribute { name, values, .. } = attribute;
            let extra = |value: Value| Extra::converted(value.id, value.name, value.extra, (rate.as_ref(), &currency));
            let extras: Vec<Extra<ValueId>> = values.into_iter().map(extra).collect();
            let options = extras.iter().map(|extra| (extra.key.to_string(), extra.option(desk.words())));
            let options: Vec<(String, String)> = options.collect();
            let why = Callback::new(move |extra| of_value(keyboard, extra));
            view! {
                <div>
                    <Field id=format!("choice-{at}") label=name.clone()>
                        <Select value=chosen options=Signal::stored(options) on_choose=move |_: String| picker.look(keyboard)/>
                    </Field>
                    <Extras id=format!("choice-{at}") of=name desk extras account=why/>
                </div>
            }
        };
        attributes.into_iter().enumerate().map(field).collect_view()
    };
    let none = Signal::derive(move || found.with(Option::is_none));
    // What was asked of one choice says nothing of the next.
    let why = RwSignal::new(None::<ProductId>);
    Effect::new(move |_| {
        found.track();
        why.set(None);
    });
    let account = Callback::new(move |product| {
        let quantity = asked.with_untracked(|asked| {
            asked.as_ref().map(|asked| asked.row.data.with_untracked(|data| data.quantity.get()))
        });
        view! { <WhyOffered desk product quantity=quantity.unwrap_or(Decimal::ONE) choices=picker.choices()/> }
            .into_any()
    });
    view! {
        <Dialog
            id="variant"
            open
            title=t.quotes_choose_variant()
            on_close=closed
            on_submit=move |()| picker.take(keyboard)
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.quotes_choose_not()}</Button>
                <Button look=Look::Primary submit=true disabled=none>{t.quotes_choose()}</Button>
            }
        >
            <div class="stack">{fields}</div>
            <div class="kv gap" role="status">
                {move || found.get().map(|found| view! {
                    <span>{found.product.name}</span><span>{found.product.code}</span>
                    <span class="sum">{t.quotes_line_price()}</span>
                    <span class="sum">
                        <AskBelow which=found.product.id open=why place="why-variant" words=Signal::stored(money(found.net))/>
                    </span>
                })}
            </div>
            <AnswerBelow id="why-variant" open=why account/>
        </Dialog>
    }
}
