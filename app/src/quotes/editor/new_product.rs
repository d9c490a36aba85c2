//! A product made out of what was typed on a line, without leaving the quotation: name, unit, price, tax.
use super::{desk::Row, keyboard::Keyboard, keys::Column, suggestions::Remembered};
use crate::{
    products::api::create_product,
    ui::{Banner, Button, Dialog, Field, IconName, Look, NumberInput, Select, TextInput, Tone},
    wire::AppError,
};
use domain::{
    ids::{ProductId, TaxId},
    lang::Lang,
    refusal::{FieldRefusal, Refusal},
    text::clean_line,
};
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    problem::Problem,
    products::{CreateProduct, ProductFields, ProductKind, ProductRow, TaxView},
    shared::IdempotencyKey,
};

/// Fields that show their own refusal.
const FIELDS: [&str; 4] = ["name", "unit", "unit_price", "tax"];
const GOODS: &str = "goods";
const SERVICE: &str = "service";

/// What is being made, for which line.
#[derive(Clone, Copy)]
pub struct NewProduct {
    row: RwSignal<Option<Row>>,
    open: RwSignal<bool>,
    name: RwSignal<String>,
    kind: RwSignal<String>,
    unit: RwSignal<String>,
    price: RwSignal<Option<Decimal>>,
    tax: RwSignal<String>,
    key: StoredValue<IdempotencyKey>,
    problem: RwSignal<Option<AppError>>,
}

impl NewProduct {
    /// Nothing is made yet.
    pub fn new() -> NewProduct {
        let text = || RwSignal::new(String::new());
        NewProduct {
            row: RwSignal::new(None),
            open: RwSignal::new(false),
            name: text(),
            kind: text(),
            unit: text(),
            price: RwSignal::new(None),
            tax: text(),
            key: StoredValue::new(IdempotencyKey(Uuid::nil())),
            problem: RwSignal::new(None),
        }
    }

    /// Begins with what the line says: its price where that is in the company's currency, its tax where no fiscal
    /// position put it there.
    pub fn ask(self, keyboard: Keyboard, row: Row, typed: &str) {
        let desk = keyboard.desk;
        let own_currency = desk.view.with_untracked(|view| view.rate.is_none());
        let usual = desk.taxes.with_value(|taxes| taxes.first().map(|tax| tax.id));
        let replaced = untrack(|| desk.head.fiscal_position()).is_some();
        row.data.with_untracked(|data| {
            self.name.set(clean_line(typed));
            self.unit.set(if data.unit.is_empty() {
                desk.t.products_unit_usual().to_owned()
            } else {
                data.unit.clone()
            });
            // The product is the company's: its unit is kept as the company writes it, whoever makes it.
            self.unit.update(|unit| desk.write_unit(unit, desk.t.company_lang()));
            let price = data.unit_price.get();
            self.price.set((own_currency && !price.is_zero()).then_some(price));
            let listed = desk.taxes.with_value(|taxes| taxes.iter().any(|tax| tax.id == data.tax));
            let tax = if listed && !replaced { Some(data.tax) } else { usual };
            self.tax.set(tax.map(|tax| tax.to_string()).unwrap_or_default());
        });
        self.kind.set(GOODS.to_owned());
        self.key.set_value(IdempotencyKey(Uuid::new_v4()));
        self.problem.set(None);
        self.row.set(Some(row));
        self.open.set(true);
    }

    fn fields(self) -> Result<ProductFields, Refusal> {
        Ok(ProductFields {
            code: String::new(),
            name: self.name.get_untracked(),
            description: String::new(),
            kind: self.product_kind(),
            unit: self.unit.get_untracked(),
            // Nothing typed is not the same as free of charge.
            unit_price: self.price.get_untracked().ok_or(Refusal::Required)?,
            cost: Decimal::ZERO,
            tax: self.tax.get_untracked().parse().unwrap_or(TaxId(Uuid::nil())),
            active: true,
            facts: Default::default(),
        })
    }

    fn product_kind(self) -> ProductKind {
        if self.kind.with_untracked(|kind| kind == SERVICE) { ProductKind::Service } else { ProductKind::Goods }
    }

    /// Puts the product on its line. A quotation in another currency keeps the price that is typed there; the list says
    /// another.
    fn take(self, keyboard: Keyboard, id: ProductId, fields: ProductFields) {
        let desk = keyboard.desk;
        let Some(row) = self.row.get_untracked() else { return };
        let tax = desk.taxes.with_value(|taxes| taxes.iter().find(|tax| tax.id == fields.tax).cloned());
        let tax = tax.unwrap_or(TaxView { id: fields.tax, name: String::new(), percent: Decimal::ZERO });
        let mut unit = fields.unit;
        let language = desk.head.language.with_untracked(|code| Lang::parse(code)).unwrap_or_default();
        desk.write_unit(&mut unit, language);
        let product = ProductRow {
            id,
            code: fields.code,
            name: fields.name,
            description: fields.description,
            kind: fields.kind,
            unit,
            unit_price: fields.unit_price,
            cost: None,
            tax,
            active: true,
            category: None,
            choosy: false,
            combo: false,
            tags: Vec::new(),
        };
        let tax = desk.tax_of(&product);
        let own_currency = desk.view.with_untracked(|view| view.rate.is_none());
        desk.change(row, |data| {
            let before = data.unit_price;
            data.take_product(&product, &tax);
            if !own_currency {
                data.unit_price = before;
            }
        });
        desk.left();
    }
}

/// The dialog.
#[component]
pub fn NewProductDialog(
    /// The keyboard of the grid.
    keyboard: Keyboard,
) -> impl IntoView {
    let desk = keyboard.desk;
    let t = desk.t;
    let new = keyboard.new_product;
    let NewProduct { row, open, name, kind, unit, price, tax, key, problem } = new;
    let busy = RwSignal::new(false);
    let remembered = use_context::<Remembered>();
    let save = move |()| {
        if busy.get_untracked() {
            return;
        }
        let fields = match new.fields() {
            Ok(fields) => fields,
            Err(why) => {
                problem.set(Some(AppError(Problem::Refused { refusals: vec![FieldRefusal::at("unit_price", why)] })));
                return;
            }
        };
        busy.set(true);
        spawn_local(async move {
            let answer = create_product(CreateProduct { key: key.get_value(), fields: fields.clone() }).await;
            if busy.is_disposed() {
                return;
            }
            busy.set(false);
            match answer {
                Ok(id) => {
                    new.take(keyboard, id, fields);
                    // What was found before does not know it.
                    if let Some(remembered) = remembered {
                        remembered.forget();
                    }
                    keyboard.say(t.quotes_product_created());
                    open.set(false);
                }
                Err(error) => {
                    // Nothing was made: other fields make another command, which needs a key of its own.
                    if matches!(error.0, Problem::Refused { .. }) {
                        key.set_value(IdempotencyKey(Uuid::new_v4()));
                    }
                    problem.set(Some(error));
                }
            }
        });
    };
    let closed = move |()| {
        if let Some(row) = row.try_update(Option::take).flatten() {
            keyboard.focus_soon(row, Column::Quantity);
        }
    };
    let wrong = move |field: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.at(t, field))))
    };
    let beside = move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.beside(t, &FIELDS)));
    let taxes = desk.taxes.with_value(|taxes| {
        taxes.iter().map(|tax| (tax.id.to_string(), tax.name.clone())).collect::<Vec<(String, String)>>()
    });
    let kinds = [(GOODS, t.products_goods()), (SERVICE, t.products_service())];
    let kinds = kinds.map(|(code, words)| (code.to_owned(), words.to_owned())).to_vec();
    let (taxes, kinds) = (Signal::stored(taxes), Signal::stored(kinds));
    let symbol = StoredValue::new(crate::frame::currency().symbol().to_owned());
    view! {
        <Dialog
            id="new-product"
            open
            title=t.products_new()
            on_close=closed
            on_submit=save
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.quotes_choose_not()}</Button>
                <Button look=Look::Primary submit=true busy busy_label=t.products_saving()>{t.quotes_product_create()}</Button>
            }
        >
            <div class="stack loose">
                {move || beside().map(|why| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{why}</Banner>
                })}
                <Field id="new-product-name" label=t.quotes_line_name() error=wrong("name")>
                    <TextInput value=name autofocus=true/>
                </Field>
                <div class="cols-2">
                    <Field id="new-product-price" label=t.quotes_line_price() error=wrong("unit_price")>
                        <NumberInput value=price unit=symbol.get_value()/>
                    </Field>
                    <Field id="new-product-unit" label=t.quotes_line_unit() error=wrong("unit")>
                        <TextInput value=unit longest=20/>
                    </Field>
                </div>
                <div class="cols-2">
                    <Field id="new-product-tax" label=t.quotes_line_tax() error=wrong("tax")>
                        <Select value=tax options=taxes/>
                    </Field>
                    <Field id="new-product-kind" label=t.products_kind()>
                        <Select value=kind options=kinds/>
                    </Field>
                </div>
            </div>
        </Dialog>
    }
}
