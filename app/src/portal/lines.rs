//! The lines: what is sold under its headings, what each costs, and what was asked about it.
use super::{choice, icon, sums, talk, view::View};
use domain::{
    formats,
    ids::LineId,
    quotes::{
        choice::counted,
        combo,
        content::ContentLine,
        group::{Grouping, Printing, Shape, Shown, printed},
        role::LineMark,
    },
};
use leptos::prelude::*;
use rust_decimal::Decimal;

#[path = "combo_items.rs"]
mod combo_items;

/// A heading with what stands under it.
struct Group<'a> {
    /// With what it comes to, where that is shown.
    heading: Option<(LineId, &'a str, Option<Decimal>, Shape)>,
    lines: Vec<Item<'a>>,
}

/// A line that is no heading.
struct Item<'a> {
    /// Its place in the version.
    at: usize,
    line: &'a ContentLine,
    /// Whether it is shown without its price.
    unpriced: bool,
    /// Whether it is in the total.
    counts: bool,
    /// What the items of a combo come to.
    whole: Option<Decimal>,
    /// The items of a combo, under its line.
    items: Vec<Item<'a>>,
}

fn groups<'a>(view: &View<'a>) -> Vec<Group<'a>> {
    let mut groups = vec![Group { heading: None, lines: Vec::new() }];
    let content = view.content();
    let parts = content.parts();
    let combos = combo::sums(&content.lines);
    let shown = content.lines.iter().zip(printed(&parts)).zip(counted(&parts)).enumerate();
    for (at, ((line, shown), counts)) in shown.filter(|(_, ((_, shown), _))| *shown != Shown::Hidden) {
        match line {
            ContentLine::Section { id, title, net, shape } => {
                let net = (shown != Shown::WithoutPrices).then_some(*net);
                groups.push(Group { heading: Some((*id, title, net, *shape)), lines: Vec::new() });
            }
            line => {
                let whole = combos.get(&line.id()).copied();
                let item = Item { at, line, unpriced: shown == Shown::WithoutPrices, counts, whole, items: Vec::new() };
                let Some(group) = groups.last_mut() else { continue };
                match group.lines.last_mut().filter(|above| above.whole.is_some() && is_combo_item(line)) {
                    Some(combo) => combo.items.push(item),
                    None => group.lines.push(item),
                }
            }
        }
    }
    groups.retain(|group| group.heading.is_some() || !group.lines.is_empty());
    groups
}

const fn is_combo_item(line: &ContentLine) -> bool {
    matches!(line, ContentLine::Product { mark: LineMark::ComboItem, .. })
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
            let heading = group.heading.map(|(id, title, net, shape)| {
                let class = if shape.subsection { "lh within" } else { "lh" };
                let title = title.to_owned();
                let words = if shape.subsection {
                    view! { <h4 dir="auto" lang=view.foreign_line(id)>{title}</h4> }.into_any()
                } else {
                    view! { <h3 dir="auto" lang=view.foreign_line(id)>{title}</h3> }.into_any()
                };
                view! {
                    <div class=class>
                        {words}
                        {choice::invitation(view, shape.grouping).map(|words| view! { <small>{words}</small> })}
                        {note.take()}
                        {net.filter(|_| several || shape.printing != Printing::All).map(|net| sum(view, id, net))}
                    </div>
                }
            });
            let headed = group.heading.is_some();
            view! {
                {heading}
                {listed(view, &group.lines, usual, headed)}
                {cards(view, group, usual, headed)}
            }
            .into_any()
        })
        .collect();
    view! {
        <section aria-labelledby="lines" data-part="prices">
            {head}
            {groups}
            {choice::update(view)}
            {sums::totals(view)}
        </section>
    }
    .into_any()
}

/// Lines one below the other: all but those of which one is taken.
fn listed(view: &View<'_>, lines: &[Item<'_>], usual: Option<Decimal>, headed: bool) -> Option<AnyView> {
    let lines: Vec<AnyView> =
        lines.iter().filter(|item| !is_card(view, item)).filter_map(|one| item(view, one, usual, headed)).collect();
    (!lines.is_empty()).then(|| view! { <ul class="lines">{lines}</ul> }.into_any())
}

fn is_card(view: &View<'_>, item: &Item<'_>) -> bool {
    let group = view.choosing.as_ref().and_then(|choosing| choosing.group(item.at));
    group.is_some_and(|(_, grouping)| grouping.single())
}

/// Lines of which one is taken, side by side; what was asked about them below.
fn cards(view: &View<'_>, group: &Group<'_>, usual: Option<Decimal>, headed: bool) -> Option<AnyView> {
    let items: Vec<&Item<'_>> = group.lines.iter().filter(|item| is_card(view, item)).collect();
    let (heading, grouping) = view.choosing.as_ref()?.group(items.first()?.at)?;
    let (id, title) = group.heading.map(|(id, title, ..)| (id, title.to_owned()))?;
    // Under several subsections the card for nothing stands once.
    let none = (grouping == Grouping::OneOrNone && id == heading).then(|| choice::none(view, heading)).flatten();
    let cards: Vec<AnyView> = items
        .iter()
        .filter_map(|item| {
            choice::card(
                view,
                (item.at, item.whole),
                item.line,
                price(view, item, usual),
                combo_items::listed(view, item, usual),
            )
        })
        .collect();
    let much: Vec<AnyView> = items.iter().filter_map(|item| choice::below_card(view, item.at, item.line)).collect();
    let talks: Vec<AnyView> = items.iter().filter_map(|item| talk::under_line(view, item.line.id(), headed)).collect();
    Some(
        view! {
            <fieldset class="choose">
                <legend class="sr">{title} ", " {choice::invitation(view, grouping)}</legend>
                {cards}
                {none}
            </fieldset>
            {choice::refused(view, heading)}
            {much}
            {talks}
        }
        .into_any(),
    )
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
fn sum(view: &View<'_>, id: LineId, net: Decimal) -> AnyView {
    view! {
        <small class="sub">
            <span class="sr">{view.t.portal_section_sum()} " "</span>
            <span data-sum=view.live(&id)>{view.amount(net)}</span>
        </small>
    }
    .into_any()
}

fn item(view: &View<'_>, item: &Item<'_>, usual: Option<Decimal>, headed: bool) -> Option<AnyView> {
    let Item { at, line, unpriced, counts, .. } = *item;
    match line {
        ContentLine::Section { .. } => None,
        ContentLine::Note { id, text } => Some(
            view! {
                <li class="text" dir="auto" lang=view.foreign_line(*id)>
                    {text.clone()}
                </li>
            }
            .into_any(),
        ),
        ContentLine::Product { id, name, description, quantity, unit_price, discount, net, offer, .. } => {
            let text = (!description.trim().is_empty()).then(|| {
                view! {
                    <small class="more" dir="auto" lang=view.foreign_more(*id)>
                        {description.trim().to_owned()}
                    </small>
                }
            });
            // Only a discount has a price before it that differs.
            let before = (!discount.is_zero() && !unpriced && item.whole.is_none()).then(|| {
                let gross = domain::money::round(quantity * unit_price, view.currency().decimals());
                view! {
                    <small>
                        <span class="sr">{view.t.portal_line_before()} " "</span>
                        <s data-before=view.live(id)>{view.amount(gross)}</s>
                    </small>
                }
            });
            let tick = view
                .choosing
                .as_ref()
                .and_then(|choosing| choosing.group(at))
                .and_then(|_| choice::tick(view, *id, name));
            let left = !counts && tick.is_none();
            // A combo has what its items come to.
            let net = item.whole.unwrap_or(*net);
            let within = combo_items::listed(view, item, usual);
            let left_out = left.then(|| view! { <small class="more">{view.t.portal_left_out()}</small> });
            let class = if tick.is_some() { Some("opt") } else { left.then_some("left") };
            let tag = (offer.recommended && tick.is_some())
                .then(|| view! { <small class="tag">{view.t.portal_choose_recommended(view.salesperson())}</small> });
            let ask = view.page.may_comment.then(|| asklink(view, *id, name));
            Some(
                view! {
                    <li id=format!("l-{id}") class=class>
                        {tick}
                        <div class="what">
                            <b dir="auto" lang=view.foreign_line(*id)>{name.clone()}</b>
                            <small>{if unpriced { amount_words(view, line) } else { price(view, item, usual) }}</small>
                            {text}
                            {within}
                            {tag}
                            {choice::quantity(view, at, line)}
                        </div>
                        <div class="amt">
                            {(!unpriced).then(|| view! { <b data-net=view.live(id)>{view.amount(net)}</b> })}
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
fn price(view: &View<'_>, item: &Item<'_>, usual: Option<Decimal>) -> String {
    let ContentLine::Product { quantity, unit, unit_price, discount, tax_percent, tax_included, mark, .. } = item.line
    else {
        return String::new();
    };
    let (t, lang) = (view.t, view.lang);
    let amount = format!("{}\u{a0}{unit}", formats::quantity(lang, *quantity));
    let bounds = choice::bounds(view, item.at, unit);
    let mut words = if item.whole.is_some() {
        // Its items have prices.
        bounds.unwrap_or_else(|| amount.trim_end().to_owned())
    } else if let Some(bounds) = bounds {
        let each = formats::unit_price(lang, *unit_price, view.currency());
        let each = if unit.is_empty() { each } else { t.portal_line_each(each, unit) };
        format!("{each}, {bounds}")
    } else if *quantity == Decimal::ONE {
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
    if !mark.is_sold() && item.whole.is_none() && *quantity == Decimal::ONE {
        words.clear();
    }
    // A combo bears the taxes of its items.
    if usual != Some(*tax_percent) && item.whole.is_none() {
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
