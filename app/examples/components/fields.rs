//! Buttons and everything that is filled in.
use app::ui::*;
use chrono::NaiveDate;
use leptos::prelude::*;
use rust_decimal::Decimal;

#[component]
pub fn Buttons() -> impl IntoView {
    let margin = RwSignal::new(true);
    let busy = RwSignal::new(false);
    view! {
        <div class="row wrap">
            <Button>"Preview"</Button>
            <Button look=Look::Primary icon=IconName::Send busy busy_label="Sending…" on_press=move || busy.set(true)>
                "Send version 4…"
            </Button>
            <Button look=Look::Ghost>"Cancel"</Button>
            <Button look=Look::Danger>"Delete 14 lines"</Button>
            <Button icon=IconName::Percent pressed=margin on_press=move || margin.update(|on| *on = !*on)>"Margin"</Button>
            <Button disabled=true>"Send"</Button>
            <Button look=Look::Primary busy=true busy_label="Sending…">"Send"</Button>
        </div>
        <div class="row wrap">
            <Button small=true>"Small"</Button>
            <IconButton icon=IconName::Undo label="Undo" keys="Ctrl Z"/>
            <IconButton icon=IconName::More label="More" look=Look::Normal/>
            <Kbd>"Ctrl K"</Kbd>
            <a class="link" href="#top">"A link"</a>
        </div>
    }
}

#[component]
pub fn Fields() -> impl IntoView {
    let title = RwSignal::new("Öljystä ilmalämpöön".to_owned());
    let id = RwSignal::new("1234567-8".to_owned());
    let empty = RwSignal::new(String::new());
    let number = RwSignal::new("T-2026-0417".to_owned());
    let note = RwSignal::new("Two lines\nof <b>text</b>".to_owned());
    let lang = RwSignal::new("sv".to_owned());
    view! {
        <div class="cols-2">
            <Field id="reference" label="Customer reference"><TextInput value=empty placeholder="Shown on the quotation"/></Field>
            <Field id="title" label="Title" aside=|| view! { <a class="link t-13" href="#top">"Translate"</a> }><TextInput value=title/></Field>
            <Field id="business" label="Business id" error="Check digit should be 1."><TextInput value=id/></Field>
            <Field id="number" label="Number" hint="Given when first sent"><TextInput value=number read_only=true/></Field>
            <Field id="find" label="Find"><TextInput value=empty kind="search" icon=IconName::Search placeholder="Number, customer"/></Field>
            <Field id="lang" label="Language">
                <Select value=lang options=vec![("fi".to_owned(), "Suomi".to_owned()), ("sv".to_owned(), "Svenska".to_owned()), ("en".to_owned(), "English".to_owned())]/>
            </Field>
            <Field id="note" label="Note"><TextArea value=note/></Field>
        </div>
    }
}

#[component]
pub fn Figures() -> impl IntoView {
    let price = RwSignal::new(Some(Decimal::new(984_000, 2)));
    let discount = RwSignal::new(Some(Decimal::new(50, 1)));
    let day = RwSignal::new(NaiveDate::from_ymd_opt(2026, 12, 11));
    let none = RwSignal::new(None);
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
    view! {
        <div class="cols-2">
            <Field id="price" label="Unit price" hint="Accepts 3*12,5 and 9840.00"><NumberInput value=price decimals=2 unit="€ / kpl"/></Field>
            <Field id="discount" label="Discount"><NumberInput value=discount unit="%"/></Field>
            <Field id="valid" label="Valid until"><DateInput value=day today/></Field>
            <Field id="delivery" label="Delivery"><DateInput value=none today/></Field>
        </div>
        <p class="faint t-13" id="price-is">{move || price.get().map(|price| price.to_string())}</p>
    }
}

#[component]
pub fn Comboboxes() -> impl IntoView {
    let customer = RwSignal::new(None::<Choice>);
    let product = RwSignal::new(None::<Choice>);
    let said = RwSignal::new(String::new());
    let all = vec![
        Choice::new("1", "Härmän Konepaja Oy").fact("Härmä").face(Face::Org),
        Choice::new("2", "Härkösen Maatila Ay").fact("Lapua").face(Face::Org),
        Choice::new("3", "Pehr Åkerblom").note("Villa on Aura riverside").fact("Turku").face(Face::Person),
    ];
    let goods = vec![
        Choice::new("p1", "Puskurivaraaja 500 l").fact("1 490,00"),
        Choice::new("p2", "Invertteri 5 kW").fact("1 350,00"),
    ];
    view! {
        <div class="cols-2">
            <Field id="customer" label="Customer">
                <Combobox chosen=customer options=all
                    extras=|typed: String| {
                        let words = if typed.is_empty() { "Create a customer".to_owned() } else { format!("Create “{typed}”") };
                        vec![Extra { key: "create", words, icon: IconName::Plus }]
                    }
                    on_extra=move |key, typed| said.set(format!("{key} {typed}"))/>
            </Field>
            <Field id="product" label="Product, asked for">
                <Combobox chosen=product icon=IconName::Search
                    search=move |typed: String| {
                        let goods = goods.clone();
                        found(async move {
                            goods.into_iter().filter(|one| one.words.to_lowercase().contains(&typed.to_lowercase())).collect()
                        })
                    }/>
            </Field>
        </div>
        <p class="faint t-13" id="chosen">
            {move || customer.get().map(|one| one.words)} " " {move || product.get().map(|one| one.words)} " " {said}
        </p>
    }
}

#[component]
pub fn Choices() -> impl IntoView {
    let view = RwSignal::new("board".to_owned());
    let on = RwSignal::new(true);
    let off = RwSignal::new(false);
    view! {
        <div class="row wrap">
            <Segmented id="view" label="View" value=view small=true
                options=vec![Segment::new("board", "Board").icon(IconName::Board), Segment::new("list", "List").icon(IconName::List)]/>
            <Segmented id="density" label="Density" value=RwSignal::new("normal".to_owned())
                options=vec![Segment::new("compact", "Compact"), Segment::new("normal", "Normal"), Segment::new("roomy", "Roomy")]/>
        </div>
        <div class="row wrap wide-gap">
            <Check value=on>"Optional"</Check>
            <Check value=off>"Recommended"</Check>
            <Check value=on switch=true>"Buy to order"</Check>
            <Check value=off switch=true disabled=true>"Not yet"</Check>
        </div>
    }
}
