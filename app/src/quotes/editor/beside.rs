//! Products that go with the one that was just put on a line: offered under the grid, taken with one key.
use super::{combo_rows::Place, desk::Row, keyboard::Keyboard, keys::Kind, row_data::RowData, why_offered::WhyOffered};
use crate::{
    quotes::{
        account::{AnswerBelow, AskBelow},
        api::offer_products,
    },
    ui::{Button, IconButton, IconName, keys::Kbd},
};
use domain::{formats, ids::ProductId, lang::Lang, quotes::quantity_from::QuantityFrom};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use wire::offers::{OfferProducts, Offered};

/// What is offered, and beside which line.
#[derive(Clone, Copy)]
pub struct Beside {
    offer: RwSignal<Option<Offer>>,
}

#[derive(Clone)]
struct Offer {
    row: Row,
    name: String,
    products: Vec<Offered>,
    /// Lines that were taken already stand before the next one.
    taken: usize,
}

impl Beside {
    /// Nothing yet.
    pub fn new() -> Beside {
        Beside { offer: RwSignal::new(None) }
    }

    /// Asks what goes with a product that was put on a line; what stands on the quotation already is left out.
    pub fn ask(self, keyboard: Keyboard, row: Row, product: ProductId, name: String) {
        let desk = keyboard.desk;
        self.offer.set(None);
        let question = OfferProducts {
            quote: desk.id,
            list: untrack(|| desk.price_list()),
            language: desk.head.language.with_untracked(|code| Lang::parse(code)).unwrap_or_default(),
            quantity: Decimal::ONE,
            text: String::new(),
            beside: Some(product),
            chosen: None,
            shelf: None,
        };
        spawn_local(async move {
            let Ok(mut products) = offer_products(question).await else { return };
            let Some(rows) = desk.rows.try_get_untracked() else { return };
            let there = |id: ProductId| rows.iter().any(|row| row.data.with_untracked(|data| data.product == Some(id)));
            products.retain(|one| !there(one.product.id));
            if !products.is_empty() {
                let _ = self.offer.try_set(Some(Offer { row, name, products, taken: 0 }));
            }
        });
    }

    /// Whether something is offered.
    pub fn any(self) -> bool {
        self.offer.with_untracked(Option::is_some)
    }

    /// Takes one of what is offered: a line of one after the product it goes with.
    pub fn take(self, keyboard: Keyboard, at: usize) {
        let desk = keyboard.desk;
        let Some(mut offer) = self.offer.get_untracked().filter(|offer| at < offer.products.len()) else { return };
        let product = offer.products.remove(at);
        let mut data = RowData { price_by_hand: false, ..desk.empty(Kind::Product) };
        data.take_offered(&product, &desk.tax_of(&product.product));
        data.quantity_from = QuantityFrom::Beside;
        if product.product.combo {
            let place = desk.place(offer.row.id).map_or(usize::MAX, |place| place + 1 + offer.taken);
            self.offer.set(Some(offer).filter(|offer| !offer.products.is_empty()));
            keyboard.combos.ask(keyboard, Place::At(place), product.product.id);
            return;
        }
        let choosy = product.product.choosy.then_some(product.product.id);
        let place = desk.place(offer.row.id).map_or(usize::MAX, |place| place + 1 + offer.taken);
        let added = desk.insert(place, vec![data]);
        added.iter().for_each(|row| desk.pricing.settled(*row));
        offer.taken += added.len();
        self.offer.set(Some(offer).filter(|offer| !offer.products.is_empty() && !added.is_empty()));
        desk.left();
        if let (Some(product), Some(row)) = (choosy, added.first()) {
            keyboard.picker.ask(keyboard, *row, product);
        }
    }
}

/// The row of what is offered; empty while nothing is.
#[component]
pub fn BesideRow(
    /// The keyboard of the grid.
    keyboard: Keyboard,
) -> impl IntoView {
    let desk = keyboard.desk;
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let offer = keyboard.beside.offer;
    let why = RwSignal::new(None::<ProductId>);
    let button = move |(at, one): (usize, Offered)| {
        let price = formats::money(lang, one.net, &currency);
        let take = move |()| keyboard.beside.take(keyboard, at);
        let which = one.product.id;
        view! {
            <span class="row">
                <Button small=true icon=IconName::Plus on_press=take>
                    {one.product.name}
                    {(at == 0).then(|| view! { <span class="wide">" "<Kbd>"Ctrl ↵"</Kbd></span> })}
                </Button>
                <span class="t-13"><AskBelow which open=why place="why-beside" words=Signal::stored(price)/></span>
            </span>
        }
    };
    // What was asked of one offer says nothing of the next.
    Effect::new(move |_| {
        offer.track();
        why.set(None);
    });
    let account = Callback::new(move |product| view! { <WhyOffered desk product quantity=Decimal::ONE/> }.into_any());
    view! {
        <div role="status">
            {move || offer.get().map(|offer| view! {
                <div class="gridtools" id="beside" role="group" aria-label=t.quotes_goes_with(&offer.name)>
                    <span class="muted t-13">{t.quotes_goes_with(&offer.name)}</span>
                    {offer.products.into_iter().enumerate().map(button).collect_view()}
                    <IconButton small=true icon=IconName::Cross label=t.quotes_goes_with_not()
                        on_press=move |()| keyboard.beside.offer.set(None)/>
                </div>
            })}
        </div>
        <AnswerBelow id="why-beside" open=why account/>
    }
}
