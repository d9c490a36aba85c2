//! Why a line has the price it has: the list's account, beside the price or in the line's drawer.
use super::{
    desk::{Desk, Row},
    keyboard::Keyboard,
    keys::Column,
    pricing::ask,
    role_notes::has_role,
    why_pop::WhyPop,
    why_role::RoleAccount,
};
use crate::{
    prices::Account,
    ui::{Banner, Button, IconName, Tone},
};
use domain::formats;
use leptos::{prelude::*, task::spawn_local};
use wire::prices::LinePrices;

/// The popover beside the price; Esc or a press outside closes it, and the focus goes back to the price.
#[component]
pub fn WhyPopover(
    /// The keyboard of the grid.
    keyboard: Keyboard,
) -> impl IntoView {
    let desk = keyboard.desk;
    let asked = desk.pricing.why;
    let label = Signal::derive(move || asked.get().map(|row| desk.t.prices_why(shown(desk, row))).unwrap_or_default());
    let explain = |row, desk, on_filled, on_taken| view! { <Explained row desk on_filled on_taken/> }.into_any();
    view! { <WhyPop keyboard id="why-price" column=Column::Price asked label explain/> }
}

fn shown(desk: Desk, row: Row) -> String {
    let price = row.data.with(|data| data.unit_price.get());
    formats::money(desk.t.figures(), price, &desk.currency)
}

/// The account of a line's price, and the way back to the list's.
#[component]
pub fn Explained(
    /// The line.
    row: Row,
    /// The desk.
    desk: Desk,
    /// Told when the answer is there.
    #[prop(optional, into)]
    on_filled: Option<Callback<()>>,
    /// Told when the list's price was taken.
    #[prop(optional, into)]
    on_taken: Option<Callback<()>>,
) -> impl IntoView {
    if has_role(&row) {
        return view! { <RoleAccount row desk/> }.into_any();
    }
    let t = desk.t;
    if row.data.with_untracked(|data| data.product.is_none()) {
        return view! { <p class="t-13 gap">{t.quotes_why_price_typed()}</p> }.into_any();
    }
    let answer = RwSignal::new(None::<Option<LinePrices>>);
    let question = row.data.with_untracked(ask);
    spawn_local(async move {
        let found = match question {
            Some(question) => desk.prices(vec![question]).await,
            None => None,
        };
        if answer.try_set(Some(found)).is_none()
            && let Some(on_filled) = on_filled
        {
            on_filled.run(());
        }
    });
    let closed = desk.closed.get_untracked();
    let account = move || match answer.get() {
        None => view! { <p class="faint t-13" role="status">"…"</p> }.into_any(),
        Some(found) => {
            match found.and_then(|found| Some((found.lines.first()?.clone(), found.lists, found.categories))) {
                None => view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{t.problem_unavailable()}</Banner>
                }
                .into_any(),
                Some((price, lists, categories)) => {
                    let (by_hand, currency) = (row.data.with_untracked(|data| data.price_by_hand), desk.currency);
                    let words = match (by_hand, price.differs) {
                        (true, _) => Some(t.prices_by_hand_what()),
                        (false, true) => Some(t.prices_differs()),
                        (false, false) => None,
                    };
                    let (why, net) = (price.why.clone(), price.net);
                    let price = StoredValue::new(price);
                    let take = move |()| {
                        price.with_value(|price| desk.take_list_price(row, price));
                        if let Some(on_taken) = on_taken {
                            on_taken.run(());
                        }
                    };
                    view! {
                        <Account t currency lists categories why net/>
                        {words.map(|words| view! {
                            <p class="faint t-12 gap">{words}</p>
                            {(!closed).then(|| view! {
                                <div class="row gap"><Button small=true on_press=take>{t.prices_take()}</Button></div>
                            })}
                        })}
                    }
                    .into_any()
                }
            }
        }
    };
    account.into_any()
}

/// In the drawer of a line: the account on demand.
#[component]
pub fn WhyInSheet(
    /// The line.
    row: Row,
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let t = desk.t;
    let open = RwSignal::new(false);
    view! {
        <div class="gap">
            <Button small=true icon=IconName::Ask pressed=open on_press=move |()| open.update(|open| *open = !*open)>
                {t.prices_why_ask()}
            </Button>
            <Show when=move || open.get()>
                <Explained row desk on_taken=Callback::new(move |()| open.set(false))/>
            </Show>
        </div>
    }
}
