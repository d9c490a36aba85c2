//! The lines: what is sold under its headings, what each costs, and what was asked about it.
use super::{icon, sums, talk, view::View};
use domain::{
    formats,
    ids::LineId,
    quotes::{
        choice::counted,
        content::ContentLine,
        group::{Printing, Shape, Shown, printed},
    },
};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// A heading with what stands under it.
struct Group<'a> {
    /// With what it comes to, where that is shown.
    heading: Option<(&'a str, Option<Decimal>, Shape)>,
    /// With whether each is shown without its price, and whether it counts.
    lines: Vec<(&'a ContentLine, bool, bool)>,
}

fn groups<'a>(view: &View<'a>) -> Vec<Group<'a>> {
    let mut groups = vec![Group { heading: None, lines: Vec::new() }];
    let content = view.content();
    let parts = content.parts();
    let shown = content.lines.iter().zip(printed(&parts)).zip(counted(&parts));
    for ((line, shown), counts) in shown.filter(|((_, shown), _)| *shown != Shown::Hidden) {
        match line {
            ContentLine::Section { title, net, shape, .. } => {
                let net = (shown != Shown::WithoutPrices).then_some(*net);
                groups.push(Group { heading: Some((title, net, *shape)), lines: Vec::new() });
            }
            line => {
                if let Some(group) = groups.last_mut() {
                    group.lines.push((line, shown == Shown::WithoutPrices, counts));
                }
            }
        }
    }
    groups.retain(|group| group.heading.is_some() || !group.lines.is_empty());
    groups
}

/// All lines and what they come to. The note on prices stands beside the first heading there is.
pub(super) fn lines(view: &View<'_>) -> AnyView {
    let t = view.t;
    let usual = usual_rate(view);
    let groups = groups(view);
    let several = groups.iter().filter(|group| group.heading.is_some()).count() > 1;
    let headed = groups.first().is_some_and(|group| group.heading.is_some());
    let mut note = Some(note(view));
    let head = if headed {
        view! {
            <h2 class="sr" id="lines">
                {t.portal_lines()}
            </h2>
        }
        .into_any()
    } else {
        view! {
            <div class="lh">
                <h2 id="lines">{t.portal_lines()}</h2>
                {note.take()}
            </div>
        }
        .into_any()
    };
    let groups: Vec<AnyView> = groups
        .iter()
        .map(|group| {
            let heading = group.heading.map(|(title, net, shape)| {
                let class = if shape.subsection { "lh within" } else { "lh" };
                let title = title.to_owned();
                let words = if shape.subsection {
                    view! { <h4 dir="auto" lang=view.foreign()>{title}</h4> }.into_any()
                } else {
                    view! { <h3 dir="auto" lang=view.foreign()>{title}</h3> }.into_any()
                };
                view! {
                    <div class=class>
                        {words}
                        {note.take()}
                        {net.filter(|_| several || shape.printing != Printing::All).map(|net| sum(view, net))}
                    </div>
                }
            });
            let headed = group.heading.is_some();
            let lines: Vec<AnyView> = group
                .lines
                .iter()
                .filter_map(|(line, unpriced, counts)| item(view, line, usual, (headed, *unpriced, *counts)))
                .collect();
            view! {
                {heading}
                {(!lines.is_empty()).then(|| view! { <ul class="lines">{lines}</ul> })}
            }
            .into_any()
        })
        .collect();
    view! {
        <section aria-labelledby="lines">
            {head}
            {groups}
            {sums::totals(view)}
        </section>
    }
    .into_any()
}

/// In which currency prices are, and that they are without tax.
fn note(view: &View<'_>) -> AnyView {
    let (t, code) = (view.t, view.currency().code());
    let prices = if code == "EUR" { t.portal_prices_eur().to_owned() } else { t.portal_prices_in(code) };
    view! { <small>{prices}</small> }.into_any()
}

/// The rate most of the money is taxed at; only lines with another one name theirs.
fn usual_rate(view: &View<'_>) -> Option<Decimal> {
    view.content().totals.taxes.iter().max_by_key(|tax| tax.base.abs()).map(|tax| tax.percent)
}

/// What a section comes to, at the right of its heading.
fn sum(view: &View<'_>, net: Decimal) -> AnyView {
    view! {
        <small class="sub">
            <span class="sr">{view.t.portal_section_sum()} " "</span>
            {view.amount(net)}
        </small>
    }
    .into_any()
}

fn item(
    view: &View<'_>,
    line: &ContentLine,
    usual: Option<Decimal>,
    (headed, unpriced, counts): (bool, bool, bool),
) -> Option<AnyView> {
    match line {
        ContentLine::Section { .. } => None,
        ContentLine::Note { text, .. } => Some(
            view! {
                <li class="text" dir="auto" lang=view.foreign()>
                    {text.clone()}
                </li>
            }
            .into_any(),
        ),
        ContentLine::Product { id, name, description, quantity, unit_price, discount, net, .. } => {
            let text = (!description.trim().is_empty()).then(|| {
                view! {
                    <small class="more" dir="auto">
                        {description.trim().to_owned()}
                    </small>
                }
            });
            // Only a discount has a price before it that differs.
            let before = (!discount.is_zero() && !unpriced).then(|| {
                let gross = domain::money::round(quantity * unit_price, view.currency().decimals());
                view! {
                    <small>
                        <span class="sr">{view.t.portal_line_before()} " "</span>
                        <s>{view.amount(gross)}</s>
                    </small>
                }
            });
            let left_out = (!counts).then(|| view! { <small class="more">{view.t.portal_left_out()}</small> });
            let class = (!counts).then_some("left");
            let ask = view.page.may_comment.then(|| asklink(view, *id, name));
            Some(
                view! {
                    <li id=format!("l-{id}") class=class>
                        <div class="what" lang=view.foreign()>
                            <b dir="auto">{name.clone()}</b>
                            <small lang=view.foreign().map(|_| view.lang.code())>{if unpriced { amount_words(view, line) } else { price(view, line, usual) }}</small>
                            {text}
                        </div>
                        <div class="amt">
                            {(!unpriced).then(|| view! { <b>{view.amount(*net)}</b> })}
                            {before}
                            {left_out}
                        </div>
                        {ask}
                        {talk::under_line(view, *id, headed)}
                    </li>
                }
                .into_any(),
            )
        }
    }
}

/// How much alone, where the heading hides prices.
fn amount_words(view: &View<'_>, line: &ContentLine) -> String {
    let ContentLine::Product { quantity, unit, .. } = line else { return String::new() };
    format!("{}\u{a0}{unit}", formats::quantity(view.lang, *quantity)).trim_end().to_owned()
}

/// Quantity, unit price, discount, and the rate where it is not the usual one: `32 h × 68,00, alennus 5 %`.
fn price(view: &View<'_>, line: &ContentLine, usual: Option<Decimal>) -> String {
    let ContentLine::Product { quantity, unit, unit_price, discount, tax_percent, tax_included, mark, .. } = line
    else {
        return String::new();
    };
    let (t, lang) = (view.t, view.lang);
    let amount = format!("{}\u{a0}{unit}", formats::quantity(lang, *quantity));
    let mut words = if *quantity == Decimal::ONE {
        amount.trim_end().to_owned()
    } else {
        t.portal_line_times(amount.trim_end(), formats::unit_price(lang, *unit_price, view.currency()))
    };
    if !discount.is_zero() {
        words = format!("{words}, {}", t.portal_line_discount(formats::percent(lang, *discount)));
    }
    if *tax_included {
        words = format!("{words}. {}", t.legal_price_with_tax());
    }
    // How many there are of a delivery or a discount says nothing.
    if !mark.is_sold() && *quantity == Decimal::ONE {
        words.clear();
    }
    if usual != Some(*tax_percent) {
        let rate = t.portal_line_vat(formats::percent(lang, *tax_percent));
        words = if words.is_empty() { rate } else { format!("{words}, {rate}") };
    }
    words
}

/// Leads to the form below with this line chosen; a link, so that it works without scripts.
fn asklink(view: &View<'_>, id: LineId, name: &str) -> AnyView {
    view! {
        <a
            class="asklink"
            href=format!("{}?line={id}#ask", view.path(""))
            data-ask=id.to_string()
            aria-label=view.t.portal_ask_line(name)
        >
            {icon::icon("ask")}
        </a>
    }
    .into_any()
}
