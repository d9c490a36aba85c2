//! The expected delivery: the day, where it comes from, and what the delivery times of the products suggest.
use super::{
    desk::{Desk, Row},
    why_figure::named,
};
use crate::ui::{Button, DateInput, Field};
use domain::{delivery::lead::Expected, formats};
use leptos::prelude::*;

impl Desk {
    /// What the delivery times of the products suggest, as the server said last. Tracked.
    fn expected(self) -> Option<Expected> {
        self.delivering.answer.with(|answer| answer.as_ref().and_then(|found| found.expected))
    }

    /// What the suggested day is made of: `Delivery time 12 days (3. Pump) + own handling 2 days`. Tracked.
    fn because(self, expected: &Expected) -> String {
        let t = self.t;
        let slowest = expected
            .slowest
            .and_then(|line| self.rows.with(|rows| rows.iter().find(|row| row.id == line).map(|row| named(*row))));
        let slowest = slowest.map(|name| t.quotes_lead_slowest(expected.days, name));
        let own = (expected.own > 0).then(|| t.quotes_lead_own(expected.own));
        slowest.into_iter().chain(own).collect::<Vec<_>>().join(" + ")
    }
}

/// The field, and below it the suggestion where another day, or none, stands there.
#[component]
pub fn DeliveryDay() -> impl IntoView {
    let desk = Desk::here();
    let (t, head) = (desk.t, desk.head);
    let error = Signal::derive(move || head.refusal("delivery_on").map(|why| i18n::problem::refusal_sentence(t, &why)));
    let hint = Signal::derive(move || {
        Some(match (head.delivery_on.get(), desk.expected()) {
            (Some(day), Some(expected)) if day == expected.on => {
                format!("{}: {}", t.quotes_from_products(), desk.because(&expected))
            }
            (Some(_), _) => t.quotes_from_hand().to_owned(),
            (None, _) => t.fiscal_delivery_on_what().to_owned(),
        })
    });
    let offered = Memo::new(move |_| desk.expected().filter(|expected| head.delivery_on.get() != Some(expected.on)));
    let take = move |()| {
        if let Some(expected) = offered.get_untracked() {
            head.delivery_on.set(Some(expected.on));
            desk.left();
        }
    };
    view! {
        <Field id="head-delivery" label=t.fiscal_delivery_on() hint error>
            <DateInput value=head.delivery_on today=crate::frame::today() on_leave=move |_| desk.left()/>
        </Field>
        {move || offered.get().map(|expected| {
            let day = formats::date(t.figures(), expected.on);
            view! {
                <div class="span-all t-13" id="delivery-suggested">
                    {move || t.quotes_lead_suggested(&day, desk.because(&expected))}" "
                    <Button small=true on_press=take>{t.quotes_lead_take()}</Button>
                </div>
            }
        })}
    }
}

/// In the drawer of a line: the days its product takes, where it takes any.
#[component]
pub fn LeadTime(
    /// The line.
    row: Row,
) -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let days = Memo::new(move |_| {
        desk.delivering.answer.with(|answer| {
            let mut leads = answer.iter().flat_map(|found| &found.load.leads);
            leads.find(|(line, _)| *line == row.id).map(|(_, days)| *days)
        })
    });
    move || {
        days.get().map(|days| {
            view! { <span>{t.products_lead_days()}</span><span id="sheet-lead">{format!("{days}\u{a0}{}", t.products_days())}</span> }
        })
    }
}
