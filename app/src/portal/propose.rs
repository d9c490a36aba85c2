//! Proposing: other quantities, other prices, lines left out, another day; and what was proposed, with what was answered.
//!
//! The form is on the page only when it is asked for: most readers never want it, and it has fields for every line.
use super::{field, slots::Slot, talk, view::View, words};
use domain::{
    formats,
    quotes::{
        decision::LONGEST_COMMENT,
        proposal::{Answer, Ask, DELIVERY, Open, open, out_field, price_field, quantity_field},
        recipient::Act,
    },
    refusal::{FieldRefusal, Refusal},
};
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::proposals::{PortalProposal, ProposalItem};

/// Where the form stands.
pub(super) fn path(view: &View<'_>) -> String {
    view.path("?propose=1#propose")
}

/// A button that leads to the form, while the offer can be answered.
pub(super) fn button(view: &View<'_>) -> AnyView {
    view! {
        <a class="btn" href=path(view)>
            {view.t.proposals_propose()}
        </a>
    }
    .into_any()
}

/// The form to propose with.
pub(super) fn section(view: &View<'_>) -> Option<AnyView> {
    if !view.page.proposing || !view.may(Act::Negotiate) {
        return None;
    }
    let t = view.t;
    let form = &view.page.forms.propose;
    let waits = view.page.proposals.iter().rfind(|proposal| proposal.answered.is_none());
    let replaces = waits.map(|waits| {
        view! { <p>{t.proposals_replaces(formats::date(view.lang, waits.at.local.date()))}</p> }
    });
    let rows: Vec<AnyView> = open(view.content()).iter().map(|line| row(view, line)).collect();
    let (day, why) = (form.at(DELIVERY), form.at("why"));
    let until = view.content().valid_until;
    let now = view.content().delivery_on.map(|day| t.proposals_day_now(formats::date(view.lang, day)));
    let example = t.proposals_day_example(until.format("%-d.%-m.%Y"), formats::week(view.lang, until));
    let described = |said: Option<&Refusal>, more: &str| {
        let error = said.map(|_| if more.is_empty() { "e-why" } else { "e-delivery" });
        let all: Vec<&str> = error.into_iter().chain((!more.is_empty()).then_some(more)).collect();
        (!all.is_empty()).then(|| all.join(" "))
    };
    Some(
        view! {
            <section class="hang" id="propose">
                <h2>{t.proposals_propose()}</h2>
                <form class="act" method="post" action=view.path("/propose") data-form="propose">
                    {field::hidden(view, Slot::ProposeKey)}
                    {talk::whole_refusal(view, form)}
                    <p class="muted">{t.proposals_lead(view.salesperson())}</p>
                    {replaces}
                    <table class="propose">
                        <caption class="sr">{t.proposals_table()}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t.proposals_line()}</th>
                                <th scope="col" class="num">{t.proposals_column_quantity()}</th>
                                <th scope="col" class="num">{t.proposals_column_price(view.currency().symbol())}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <div class="field">
                        <label for="f-delivery">
                            {t.proposals_day()} " " <span class="faint">{t.portal_optional()}</span>
                        </label>
                        <input
                            class="input"
                            id="f-delivery"
                            name=DELIVERY
                            value=typed(view, DELIVERY)
                            maxlength="40"
                            autocomplete="off"
                            aria-invalid=day.map(|_| "true")
                            aria-describedby=described(day, "h-delivery")
                            autofocus=day.is_some()
                        />
                        {field::refusal(view, "delivery", day, None)}
                        <span class="hint" id="h-delivery">{now} " " {example}</span>
                    </div>
                    <div class="field">
                        <label for="f-why">
                            {t.proposals_why()} " " <span class="faint">{t.portal_optional()}</span>
                        </label>
                        <textarea
                            class="input"
                            id="f-why"
                            name="why"
                            rows="3"
                            dir="auto"
                            maxlength=LONGEST_COMMENT.to_string()
                            aria-invalid=why.map(|_| "true")
                            aria-describedby=described(why, "")
                            autofocus=why.is_some()
                            inner_html=words::escaped(&form.typed.why)
                        ></textarea>
                        {field::refusal(view, "why", why, None)}
                    </div>
                    <div class="row wrap">
                        {field::submit("btn primary", None, t.proposals_send(), t.portal_sending())}
                        <a class="btn ghost" href=view.path("")>
                            {t.proposals_back()}
                        </a>
                    </div>
                </form>
            </section>
        }
        .into_any(),
    )
}

/// What stands in a field: as it was typed, right or wrong.
fn typed(view: &View<'_>, name: &str) -> String {
    view.page.forms.propose.typed.fields.0.get(name).cloned().unwrap_or_default()
}

fn row(view: &View<'_>, line: &Open<'_>) -> AnyView {
    let t = view.t;
    let said: Vec<&FieldRefusal> = view.page.forms.propose.refusals.iter().collect();
    let out = out_field(line.line);
    let quantity = cell(
        view,
        quantity_field(line.line),
        Some(format!("{}\u{a0}{}", formats::quantity(view.lang, line.quantity), line.unit).trim_end().to_owned()),
        t.proposals_new_quantity(line.name),
    );
    let price = line.price.map(|price| {
        let now = formats::unit_price(view.lang, price, view.currency());
        cell(view, price_field(line.line), Some(now), t.proposals_new_price(line.name))
    });
    let leaves = line.leaves.then(|| {
        let on = !typed(view, &out).is_empty();
        let wrong = view.page.forms.propose.at(&out).map(|_| "true");
        view! {
            <label class="leave">
                <input
                    type="checkbox"
                    class="tick"
                    id=format!("f-{out}")
                    name=out.clone()
                    value="1"
                    checked=on
                    aria-label=t.proposals_leave(line.name)
                    aria-invalid=wrong
                />
                {t.proposals_column_out()}
            </label>
        }
    });
    let fields = [quantity_field(line.line), price_field(line.line), out_field(line.line)];
    let errors: Vec<AnyView> = fields
        .iter()
        .filter_map(|name| Some((name, said.iter().find(|said| said.field == *name)?)))
        .map(|(name, said)| {
            view! {
                <p class="error" id=format!("e-{name}")>
                    {super::icon::icon("warn")}
                    <span>{words::refusal(t, &said.refusal)}</span>
                </p>
            }
            .into_any()
        })
        .collect();
    let errors = (!errors.is_empty()).then(|| view! { <tr class="said"><td colspan="3">{errors}</td></tr> });
    view! {
        <tr>
            <th scope="row">
                <span dir="auto" lang=view.foreign_line(line.line)>{line.name.to_owned()}</span>
                {leaves}
            </th>
            <td class="num">{quantity}</td>
            <td class="num">{price}</td>
        </tr>
        {errors}
    }
    .into_any()
}

/// What is offered, and a field for what one would rather have.
fn cell(view: &View<'_>, name: String, now: Option<String>, label: String) -> AnyView {
    let wrong = view.page.forms.propose.at(&name).is_some();
    let (id, error) = (format!("f-{name}"), format!("e-{name}"));
    view! {
        <s>{now}</s>
        <input
            class="input"
            id=id
            value=typed(view, &name)
            name=name
            inputmode="decimal"
            autocomplete="off"
            maxlength="40"
            placeholder=view.t.proposals_same()
            aria-label=label
            aria-invalid=wrong.then_some("true")
            aria-describedby=wrong.then_some(error)
            autofocus=wrong
        />
    }
    .into_any()
}

/// What was proposed on this version or answered with it.
pub(super) fn told(view: &View<'_>) -> Option<AnyView> {
    let proposals = &view.page.proposals;
    (!proposals.is_empty()).then(|| {
        let told: Vec<AnyView> = proposals.iter().map(|proposal| one(view, proposal)).collect();
        view! {
            <section class="hang" id="proposal">
                <h2>{view.t.proposals_yours()}</h2>
                <div class="stack">{told}</div>
            </section>
        }
        .into_any()
    })
}

fn one(view: &View<'_>, proposal: &PortalProposal) -> AnyView {
    let t = view.t;
    let (author, day) = (&proposal.author, formats::date(view.lang, proposal.at.local.date()));
    let lead = match &proposal.answered {
        Some((name, at)) => t.proposals_was_answered(author, day, name, formats::date(view.lang, at.local.date())),
        None if view.open() => t.proposals_waits(author, day),
        None => t.proposals_was_made(author, day),
    };
    let items: Vec<AnyView> = proposal.items.iter().map(|item| point(view, item)).collect();
    let why = (!proposal.why.is_empty()).then(|| view! { <p><q dir="auto">{proposal.why.clone()}</q></p> });
    view! {
        <div>
            <p class="muted">{lead}</p>
            {why}
            <ul class="changes">{items}</ul>
        </div>
    }
    .into_any()
}

/// `Pump: 9 kpl 8 kpl, accepted. Reply`: what was offered is struck.
fn point(view: &View<'_>, item: &ProposalItem) -> AnyView {
    let (t, lang) = (view.t, view.lang);
    let much = |figure| format!("{}\u{a0}{}", formats::quantity(lang, figure), item.unit).trim_end().to_owned();
    let each = |figure: Decimal| formats::unit_price(lang, figure, view.currency());
    let name = if item.name.is_empty() { t.proposals_delivery().to_owned() } else { item.name.clone() };
    let (before, after) = match item.ask {
        Ask::Quantity { to, .. } => (item.before.map(much), much(to)),
        Ask::Price { to, .. } => (item.before.map(each), each(to)),
        Ask::LeaveOut { .. } => (item.before.map(|net| view.amount(net)), t.proposals_leave_out().to_owned()),
        Ask::Delivery { on } => (item.before_on.map(|day| formats::date(lang, day)), formats::date(lang, on)),
    };
    let answer = item.answer.map(|answer| {
        let said = match (answer, item.instead) {
            (Answer::Accepted, _) => t.proposals_accepted().to_owned(),
            (Answer::Countered, Some(instead)) => t.proposals_countered(match instead {
                Ask::Quantity { to, .. } => much(to),
                Ask::Price { to, .. } => each(to),
                Ask::LeaveOut { .. } => t.proposals_leave_out().to_owned(),
                Ask::Delivery { on } => formats::date(lang, on),
            }),
            (Answer::Refused | Answer::Countered, _) => t.proposals_refused().to_owned(),
        };
        view! { ", " <b>{said}</b> }
    });
    let reply = (!item.reply.is_empty()).then(|| view! { ": " <q dir="auto">{item.reply.clone()}</q> });
    view! {
        <li>
            <span dir="auto" lang=view.foreign()>{name}</span>
            ": "
            {before.map(|before| view! { <del>{before}</del> " " })}
            <ins>{after}</ins>
            {answer}
            {reply}
        </li>
    }
    .into_any()
}
