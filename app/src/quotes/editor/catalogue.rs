//! The catalogue beside the lines: products by category and word, each with this customer's price and how many of it are
//! on the quotation; plus and minus change that.
use super::{
    combo_rows::Place,
    desk::{Desk, Row},
    keyboard::Keyboard,
    keys::{Column, Kind},
    row_data::RowData,
    why_offered::WhyOffered,
};
use crate::{
    catalog::api::category_choices,
    products::api::list_tags,
    quotes::{
        account::{AnswerBelow, AskBelow},
        api::offer_products,
    },
    ui::{Badge, Banner, Button, Drawer, Field, IconButton, IconName, Select, TextInput, Tone},
};
use domain::{
    categories::Categories,
    formats,
    ids::{CategoryId, ProductId},
    lang::Lang,
    quotes::quantity_from::QuantityFrom,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use std::time::Duration;
use wire::offers::{CataloguePage, OfferProducts, Offered};

/// Milliseconds of rest before what is typed is searched.
const REST: u64 = 150;

/// The drawer; its list goes on for as long as one asks for more.
#[component]
pub fn Catalogue(
    /// The keyboard of the grid.
    keyboard: Keyboard,
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let t = keyboard.desk.t;
    view! {
        <Drawer id="catalogue" open title=t.quotes_catalogue()>
            <Shelves keyboard/>
        </Drawer>
    }
}

/// What is searched, and what was found of it.
#[derive(Clone, Copy)]
struct Search {
    text: RwSignal<String>,
    category: RwSignal<String>,
    tag: RwSignal<String>,
    found: RwSignal<Vec<Offered>>,
    /// Whether there is more than what was found.
    more: RwSignal<bool>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
    /// Counts the searches: an answer to an earlier one is dropped.
    asked: StoredValue<u32>,
}

impl Search {
    fn ask(self, desk: Desk, page: u32) {
        self.asked.update_value(|asked| *asked += 1);
        let number = self.asked.get_value();
        let question = OfferProducts {
            quote: desk.id,
            list: untrack(|| desk.price_list()),
            language: desk.head.language.with_untracked(|code| Lang::parse(code)).unwrap_or_default(),
            quantity: Decimal::ONE,
            text: self.text.get_untracked(),
            beside: None,
            chosen: None,
            shelf: Some(CataloguePage {
                category: self.category.with_untracked(|id| id.parse().ok()),
                tag: self.tag.with_untracked(|id| id.parse().ok()),
                page,
            }),
        };
        self.busy.set(true);
        spawn_local(async move {
            let answer = offer_products(question).await;
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(offered) => {
                    self.wrong.set(None);
                    self.more.set(offered.len() == CataloguePage::SIZE);
                    self.found.update(|found| {
                        if page == 0 {
                            found.clear();
                        }
                        found.extend(offered);
                    });
                }
                Err(error) => self.wrong.set(Some(error.sentence(desk.t))),
            }
        });
    }

    /// The next page.
    fn go_on(self, desk: Desk) {
        let pages = self.found.with_untracked(Vec::len) / CataloguePage::SIZE;
        self.ask(desk, u32::try_from(pages).unwrap_or_default());
    }
}

#[component]
fn Shelves(keyboard: Keyboard) -> impl IntoView {
    let desk = keyboard.desk;
    let t = desk.t;
    let search = Search {
        text: RwSignal::new(String::new()),
        category: RwSignal::new(String::new()),
        tag: RwSignal::new(String::new()),
        found: RwSignal::new(Vec::new()),
        more: RwSignal::new(false),
        busy: RwSignal::new(false),
        wrong: RwSignal::new(None),
        asked: StoredValue::new(0),
    };
    let tree = RwSignal::new(Categories::default());
    spawn_local(async move {
        if let Ok(found) = category_choices().await {
            let _ = tree.try_set(found);
        }
    });
    let tags = RwSignal::new(Vec::new());
    spawn_local(async move {
        if let Ok(found) = list_tags().await {
            let _ = tags.try_set(found);
        }
    });
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<()>| {
        search.text.track();
        search.category.track();
        search.tag.track();
        if before.is_none() {
            search.ask(desk, 0);
            return;
        }
        let later = set_timeout_with_handle(move || search.ask(desk, 0), Duration::from_millis(REST)).ok();
        if let Some(Some(before)) = timer.try_update_value(|timer| std::mem::replace(timer, later)) {
            before.clear();
        }
    });
    let categories = Signal::derive(move || {
        let all = (String::new(), t.quotes_catalogue_all().to_owned());
        let known = tree.with(Categories::paths);
        let known = known.into_iter().map(|(id, path): (CategoryId, String)| (id.to_string(), path));
        std::iter::once(all).chain(known).collect::<Vec<_>>()
    });
    let tag_choices = Signal::derive(move || {
        let all = (String::new(), t.tags_any().to_owned());
        let known = tags.get().into_iter().map(|tag| (tag.id.to_string(), tag.name));
        std::iter::once(all).chain(known).collect::<Vec<_>>()
    });
    let none = move || !search.busy.get() && search.found.with(Vec::is_empty) && search.wrong.with(Option::is_none);
    view! {
        <div class="stack">
            <div class="cols-2">
                <Field id="catalogue-search" label=t.quotes_catalogue_search()><TextInput value=search.text longest=100/></Field>
                <Field id="catalogue-category" label=t.quotes_catalogue_category()><Select value=search.category options=categories/></Field>
                <Show when=move || tags.with(|tags| !tags.is_empty())>
                    <Field id="catalogue-tag" label=t.products_tags()><Select value=search.tag options=tag_choices/></Field>
                </Show>
            </div>
            {move || search.wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
            <ul class="catalogue" aria-label=t.quotes_catalogue() aria-busy=move || search.busy.get().then_some("true")>
                <For each=move || search.found.get() key=|offered| offered.product.id let:offered><Shelf keyboard offered/></For>
            </ul>
            <p class="faint t-13" role="status">{move || none().then(|| t.quotes_catalogue_none())}</p>
            <Show when=move || search.more.get()>
                <div class="row"><Button busy=search.busy on_press=move |()| search.go_on(desk)>{t.quotes_catalogue_more()}</Button></div>
            </Show>
        </div>
    }
}

/// The lines of a product; what is in a combo goes with that.
fn lines_of(desk: Desk, product: ProductId) -> Vec<Row> {
    desk.rows.with(|rows| {
        rows.iter()
            .filter(|row| row.data.with(|data| data.product == Some(product) && !data.role.is_combo_item()))
            .copied()
            .collect()
    })
}

/// How many of a product are on the quotation, all its lines together.
fn count(desk: Desk, product: ProductId) -> Decimal {
    lines_of(desk, product).iter().map(|row| row.data.with(|data| data.quantity.get())).sum()
}

/// One more: on its last line, else on a line of its own at the end.
fn add(keyboard: Keyboard, offered: &Offered) {
    let desk = keyboard.desk;
    let known = untrack(|| lines_of(desk, offered.product.id)).pop();
    match known {
        Some(row) if !offered.product.choosy => step(desk, row, Decimal::ONE),
        _ if offered.product.combo => keyboard.combos.ask(keyboard, Place::At(usize::MAX), offered.product.id),
        _ => {
            let mut data = RowData { price_by_hand: false, ..desk.empty(Kind::Product) };
            data.take_offered(offered, &desk.tax_of(&offered.product));
            data.quantity_from = QuantityFrom::Catalogue;
            let added = desk.insert(usize::MAX, vec![data]);
            added.iter().for_each(|row| desk.pricing.settled(*row));
            desk.left();
            if let (true, Some(row)) = (offered.product.choosy, added.first()) {
                keyboard.picker.ask(keyboard, *row, offered.product.id);
            }
        }
    }
}

/// One less: the last one takes the line with it.
fn less(desk: Desk, product: ProductId) {
    let Some(row) = untrack(|| lines_of(desk, product)).pop() else { return };
    if row.data.with_untracked(|data| data.quantity.get()) > Decimal::ONE {
        step(desk, row, -Decimal::ONE);
    } else {
        desk.remove(row);
        desk.left();
    }
}

fn step(desk: Desk, row: Row, by: Decimal) {
    let text = formats::quantity(Lang::En, row.data.with_untracked(|data| data.quantity.get()) + by);
    desk.change(row, |data| {
        let before = data.quantity;
        data.take(Column::Quantity, &text);
        if data.quantity != before {
            data.quantity_from = QuantityFrom::Catalogue;
        }
    });
    desk.follow();
    desk.left();
}

#[component]
fn Shelf(keyboard: Keyboard, offered: Offered) -> impl IntoView {
    let desk = keyboard.desk;
    let (t, lang) = (desk.t, desk.t.figures());
    let id = offered.product.id;
    let name = offered.product.name.clone();
    let price = formats::money(lang, offered.net, &desk.currency);
    let price = match offered.product.unit.as_str() {
        "" => price,
        unit => t.quotes_price_per(price, unit),
    };
    let (plus, minus) = (t.quotes_catalogue_plus(&name), t.quotes_catalogue_minus(&name));
    let code = (!offered.product.code.is_empty())
        .then(|| view! { <small class="faint">{offered.product.code.clone()}</small> });
    let tags = offered.product.tags.clone().into_iter().map(|tag| view! { <Badge>{tag}</Badge> }).collect_view();
    let offered = StoredValue::new(offered);
    let here = Memo::new(move |_| count(desk, id));
    let asked = RwSignal::new(None::<ProductId>);
    let place = format!("why-offered-{id}");
    let account = Callback::new(move |product| view! { <WhyOffered desk product quantity=Decimal::ONE/> }.into_any());
    view! {
        <li class:on=move || !here.get().is_zero()>
            <span class="words"><span>{name}</span>{code}{tags}</span>
            <span class="num"><AskBelow which=id open=asked place=place.clone() words=Signal::stored(price)/></span>
            <span class="steps">
                <IconButton small=true icon=IconName::Minus label=minus disabled=Signal::derive(move || here.get().is_zero())
                    on_press=move |()| less(desk, id)/>
                <output aria-live="polite">{move || formats::quantity(lang, here.get())}</output>
                <IconButton small=true icon=IconName::Plus label=plus on_press=move |()| offered.with_value(|offered| add(keyboard, offered))/>
            </span>
            <AnswerBelow id=place open=asked account/>
        </li>
    }
}
