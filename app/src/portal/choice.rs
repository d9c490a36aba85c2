//! What the customer may choose: boxes, circles, quantities. They belong to the form that accepts, so that what is ticked
//! is what is signed; a button adds up anew where no script does it at once.
use super::{icon, slots::Slot, view::View, words};
use domain::{
    formats,
    ids::LineId,
    quotes::{
        content::ContentLine,
        group::{Grouping, Part, What, groups},
        picks::{self, Picks},
        recipient::Act,
    },
    refusal::FieldRefusal,
};
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::portal::{PortalPage, PortalStanding};

/// The form every box belongs to: the one that accepts.
const FORM: &str = "sign-form";

/// What there is to choose, and what the fields hold.
pub(super) struct Choosing {
    parts: Vec<Part>,
    groups: Vec<Option<(usize, Grouping)>>,
    picks: Picks,
    refusals: Vec<FieldRefusal>,
}

impl Choosing {
    /// Nothing where nothing can be chosen, or not any more.
    pub(super) fn of(page: &PortalPage) -> Option<Choosing> {
        let choice = page.choice.as_ref().filter(|_| {
            page.standing == PortalStanding::Open && !page.fixed && page.turn.allows(Act::Negotiate).is_ok()
        })?;
        let parts = page.content.parts();
        let (accept, choose) = (&page.forms.accept, &page.forms.choose);
        let posted = [(&choose.typed.picks, &choose.refusals), (&accept.typed.picks, &accept.refusals)];
        // What was typed stands there again, right or wrong.
        let typed = posted.into_iter().find(|(_, refusals)| !refusals.is_empty());
        let typed = typed.filter(|_| !choose.refusals.is_empty() || accept.typed.choosing == "yes");
        let (picks, refusals) = match typed {
            Some((picks, refusals)) => (picks.clone(), refusals.clone()),
            None => (Picks::of(&parts, choice), Vec::new()),
        };
        Some(Choosing { groups: groups(&parts), parts, picks, refusals })
    }

    /// How the line at a place is chosen, with its heading; nothing where it is sold in any case.
    pub(super) fn group(&self, at: usize) -> Option<(LineId, Grouping)> {
        let product = matches!(self.parts.get(at)?.what, What::Product { .. });
        let (heading, grouping) = self.groups.get(at).copied().flatten().filter(|_| product)?;
        Some((self.parts.get(heading)?.id, grouping))
    }

    /// The least and the most one may take of a line, where one may take more or less.
    fn range(&self, at: usize) -> Option<(Option<Decimal>, Option<Decimal>)> {
        match self.parts.get(at)?.what {
            What::Product { offer, .. } if offer.has_range() => Some((offer.least, offer.most)),
            _ => None,
        }
    }

    fn refusal(&self, id: LineId) -> Option<&domain::refusal::Refusal> {
        self.refusals.iter().find(|refusal| refusal.field == id.to_string()).map(|refusal| &refusal.refusal)
    }

    fn holds(&self, name: &str) -> Option<&String> {
        self.picks.0.get(name)
    }
}

/// What a heading says of what stands under it.
pub(super) fn invitation(view: &View<'_>, grouping: Grouping) -> Option<&'static str> {
    view.choosing.as_ref()?;
    match grouping {
        Grouping::Plain => None,
        Grouping::Optional => Some(view.t.portal_choose_some()),
        Grouping::ChooseOne => Some(view.t.portal_choose_one()),
        Grouping::OneOrNone => Some(view.t.portal_choose_one_or_none()),
    }
}

/// The box that takes a line of an optional group.
pub(super) fn tick(view: &View<'_>, id: LineId, name: &str) -> Option<AnyView> {
    let choosing = view.choosing.as_ref()?;
    let field = picks::take(id);
    let on = choosing.holds(&field).is_some();
    Some(
        view! {
            <label class="hit">
                <input class="tick" type="checkbox" form=FORM name=field value="1" checked=on data-pick="" />
                <span class="sr">{view.t.portal_choose_take(name)}</span>
            </label>
        }
        .into_any(),
    )
}

/// How much is taken of a line, where one may take more or less.
pub(super) fn quantity(view: &View<'_>, at: usize, line: &ContentLine) -> Option<AnyView> {
    let choosing = view.choosing.as_ref()?;
    let (least, most) = choosing.range(at)?;
    let ContentLine::Product { id, name, quantity, .. } = line else { return None };
    let t = view.t;
    let field = picks::much(*id);
    let typed = choosing.holds(&field).cloned();
    // Figures that could be read are shown in the reader's form.
    let value = match typed.map(|typed| (domain::figures::parse_amount(&typed), typed)) {
        Some((Ok(amount), _)) => formats::quantity(view.lang, amount),
        Some((Err(_), typed)) => typed,
        None => formats::quantity(view.lang, *quantity),
    };
    let said = choosing.refusal(*id).map(|refusal| words::refusal(t, refusal));
    let (input, error) = (format!("f-{id}"), format!("e-{id}"));
    let bound = |bound: Option<Decimal>| bound.map(|bound| bound.normalize().to_string());
    let step = |by: &'static str, drawing: &'static str, label: String| {
        view! {
            <button type="button" data-step=by aria-label=label>
                {icon::icon(drawing)}
            </button>
        }
    };
    Some(
        view! {
            <div class="qty" data-least=bound(least) data-most=bound(most)>
                {step("-1", "minus", t.portal_choose_less(name))}
                <input
                    id=input
                    form=FORM
                    name=field
                    value=value
                    inputmode="decimal"
                    autocomplete="off"
                    maxlength="20"
                    aria-label=t.portal_choose_much(name)
                    aria-invalid=said.as_ref().map(|_| "true")
                    aria-describedby=said.as_ref().map(|_| error.clone())
                    autofocus=said.is_some()
                    data-pick=""
                />
                {step("1", "plus", t.portal_choose_more(name))}
            </div>
            {said
                .map(|said| {
                    view! {
                        <p class="error" id=error>
                            {icon::icon("warn")}
                            <span>{said}</span>
                        </p>
                    }
                })}
        }
        .into_any(),
    )
}

/// The bounds of a quantity in words: `voit valita 8–20 kpl`.
pub(super) fn bounds(view: &View<'_>, at: usize, unit: &str) -> Option<String> {
    let (least, most) = view.choosing.as_ref()?.range(at)?;
    let figure = |value| formats::quantity(view.lang, value);
    let unit = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
    match (least, most) {
        (Some(least), Some(most)) => {
            Some(view.t.portal_choose_between(figure(least), format!("{}{unit}", figure(most))))
        }
        (Some(least), None) => Some(view.t.portal_choose_least(format!("{}{unit}", figure(least)))),
        (None, Some(most)) => Some(view.t.portal_choose_most(format!("{}{unit}", figure(most)))),
        (None, None) => None,
    }
}

/// A line of which one of several is taken, as a card beside the others.
pub(super) fn card(
    view: &View<'_>,
    (at, whole): (usize, Option<Decimal>),
    line: &ContentLine,
    price: String,
    within: Option<AnyView>,
) -> Option<AnyView> {
    let choosing = view.choosing.as_ref()?;
    let (heading, _) = choosing.group(at)?;
    let ContentLine::Product { id, name, description, net, offer, .. } = line else { return None };
    let field = picks::one(heading);
    let on = choosing.holds(&field).is_some_and(|picked| picked.parse() == Ok(*id));
    let tag = offer.recommended.then(|| {
        view! { <span class="tag">{view.t.portal_choose_recommended(view.salesperson())}</span> }
    });
    Some(
        view! {
            <label id=format!("l-{id}")>
                <input type="radio" form=FORM name=field value=id.to_string() checked=on data-pick="" />
                <b dir="auto" lang=view.foreign_line(*id)>{name.clone()}</b>
                <span class="num"><b data-net=view.live(id)>{view.amount(whole.unwrap_or(*net))}</b></span>
                {(!price.is_empty()).then(|| view! { <small>{price}</small> })}
                {told(*id, view, description)}
                {within}
                {tag}
            </label>
        }
        .into_any(),
    )
}

/// How much is taken of a line on a card, below the cards: a card is one big circle to press.
pub(super) fn below_card(view: &View<'_>, at: usize, line: &ContentLine) -> Option<AnyView> {
    let quantity = quantity(view, at, line)?;
    let name = line.text().to_owned();
    Some(
        view! { <div class="much"><b dir="auto" lang=view.foreign_line(line.id())>{name}</b> {quantity}</div> }
            .into_any(),
    )
}

/// The card that takes nothing.
pub(super) fn none(view: &View<'_>, heading: LineId) -> Option<AnyView> {
    let choosing = view.choosing.as_ref()?;
    let field = picks::one(heading);
    let on = choosing.holds(&field).is_none_or(String::is_empty);
    Some(
        view! {
            <label>
                <input type="radio" form=FORM name=field value="" checked=on data-pick="" />
                <b>{view.t.portal_choose_none()}</b>
            </label>
        }
        .into_any(),
    )
}

/// What a card says: a list where there are several lines. One that begins with a dash says what is not in it.
fn told(id: LineId, view: &View<'_>, description: &str) -> Option<AnyView> {
    let foreign = view.foreign_more(id);
    let lines: Vec<&str> = description.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let dash = |line: &str| line.strip_prefix(['-', '–', '−']).map(|rest| rest.trim().to_owned());
    let items: Vec<AnyView> = lines
        .iter()
        .map(|line| match dash(line) {
            Some(rest) => view! { <li class="no">{icon::icon("minus")}<span dir="auto">{rest}</span></li> }.into_any(),
            None => view! { <li>{icon::icon("check")}<span dir="auto">{(*line).to_owned()}</span></li> }.into_any(),
        })
        .collect();
    match lines.as_slice() {
        [] => None,
        [one] => Some(view! { <small dir="auto" lang=foreign>{(*one).to_owned()}</small> }.into_any()),
        _ => Some(view! { <ul lang=foreign>{items}</ul> }.into_any()),
    }
}

/// What was refused of a group as a whole: nothing is taken where one must be.
pub(super) fn refused(view: &View<'_>, heading: LineId) -> Option<AnyView> {
    let said = view.choosing.as_ref()?.refusal(heading).map(|_| view.t.portal_choose_one())?;
    Some(view! { <p class="error">{icon::icon("warn")}<span>{said}</span></p> }.into_any())
}

/// The button that adds up anew where no script does it, out of sight where one does.
pub(super) fn update(view: &View<'_>) -> Option<AnyView> {
    view.choosing.as_ref()?;
    Some(
        view! {
            <div class="update" id="update">
                <button class="btn" form=FORM formaction=view.path("/choose") formnovalidate>
                    {view.t.portal_choose_update()}
                </button>
            </div>
        }
        .into_any(),
    )
}

/// What the form posts of the choice besides its boxes: whose figures are on the screen.
pub(super) fn hidden(view: &View<'_>) -> Option<AnyView> {
    let choice = view.page.choice.as_ref()?.canonical();
    if view.choosing.is_none() {
        // Nothing more to choose: what is taken is signed as it was approved.
        return Some(view! { <input type="hidden" name="choice" value=choice /> }.into_any());
    }
    Some(
        view! {
            <input type="hidden" name="choosing" value="yes" />
            <input
                type="hidden"
                name="choice"
                id="choice"
                value=choice
                data-choose=view.path("/choose")
                data-name=view.mark(Slot::Visitor)
                data-facts=view.facts().map(str::to_owned)
            />
        }
        .into_any(),
    )
}
