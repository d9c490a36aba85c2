//! What a customer proposes, weighed and answered: each change with its effect, all answers in one press.
mod item;
mod side;

use super::{
    account::{AccountPopover, Accounts},
    api::{answer_proposal, read_proposal},
};
use crate::{
    frame::{ProblemPage, today},
    i18n::use_t,
    live::on_change,
    ui::{Avatar, Badge, Banner, Button, Icon, IconName, Look, Skeleton, Tone, use_toasts},
    wire::AppError,
};
use chrono::NaiveDate;
use domain::{
    formats,
    ids::{LineId, ProposalId, QuoteId},
    margin::Margin,
    quotes::proposal::{Answer, Ask, Outcome, apply, outcome},
    refusal::Refusal,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_params_map};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use uuid::Uuid;
use wire::{
    problem::Problem,
    proposals::{AnswerProposal, ItemAnswer, ProposalItem, ProposalView},
    shared::IdempotencyKey,
};

/// What the seller says to one change: the code of the answer, empty while undecided, and the reply.
#[derive(Clone, Copy)]
struct Said {
    answer: RwSignal<String>,
    reply: RwSignal<String>,
    /// What is offered instead: a figure as it is typed, or a day.
    instead: RwSignal<String>,
    day: RwSignal<Option<NaiveDate>>,
}

impl Said {
    /// The answer; tracked.
    fn given(self) -> Option<Answer> {
        self.answer.with(|code| Answer::parse(code))
    }

    /// What is offered instead, as it is sent; tracked.
    fn typed(self) -> String {
        self.day.get().map_or_else(|| self.instead.get(), |day| day.format("%Y-%m-%d").to_string())
    }

    /// What is agreed to of what was asked for; an error where what is offered instead cannot be read, or is nothing else.
    /// Tracked.
    fn agreed(self, item: &ProposalItem) -> Result<Option<Ask>, Refusal> {
        match self.given() {
            Some(Answer::Accepted) => Ok(Some(item.ask)),
            Some(Answer::Countered) => {
                item.ask.between(&self.typed(), (item.before, item.before_on), today()).map(Some)
            }
            Some(Answer::Refused) | None => Ok(None),
        }
    }
}

/// The proposal on the page, with what is said to it.
#[derive(Clone, Copy)]
struct Weighed {
    view: StoredValue<ProposalView>,
    said: StoredValue<Vec<Said>>,
}

impl Weighed {
    /// What the working version comes to with these changes.
    fn with(self, asks: &[Ask]) -> Option<Outcome> {
        self.view.with_value(|view| {
            let later = asks.iter().any(|ask| matches!(ask, Ask::Delivery { .. }));
            let book = view.book_then.as_ref().filter(|_| later).unwrap_or(&view.book);
            let costs = view.costs.clone().map(|costs| costs.into_iter().collect::<BTreeMap<LineId, Decimal>>());
            let lines = apply(&view.lines, asks, &view.currency, book).ok()?;
            outcome(&lines, &view.currency, book, costs.as_ref()).ok()
        })
    }

    fn agreed(self) -> Vec<Result<Option<Ask>, Refusal>> {
        self.view.with_value(|view| {
            self.said.with_value(|said| view.items.iter().zip(said).map(|(item, said)| said.agreed(item)).collect())
        })
    }

    /// What was accepted so far, or is offered instead; tracked.
    fn accepted(self) -> Vec<Ask> {
        self.agreed().into_iter().filter_map(|agreed| agreed.ok().flatten()).collect()
    }

    /// How many wait for an answer, or for a figure that can be read; tracked.
    fn undecided(self) -> usize {
        let unreadable = self.agreed().iter().filter(|agreed| agreed.is_err()).count();
        unreadable + self.said.with_value(|said| said.iter().filter(|said| said.given().is_none()).count())
    }
}

/// A margin in percent of the net; nothing where nothing is sold.
fn percent(margin: &Margin) -> Option<Decimal> {
    (!margin.net.is_zero()).then(|| margin.ratio().ok())?.map(|ratio| (ratio * Decimal::ONE_HUNDRED).round_dp(1))
}

/// The page.
#[component]
pub fn ProposalPage() -> impl IntoView {
    let parameters = use_params_map();
    let asked = Memo::new(move |_| parameters.with(|parameters| parameters.get("id")?.parse::<QuoteId>().ok()));
    let found = Resource::new(
        move || asked.get(),
        |asked| async move {
            match asked {
                Some(asked) => read_proposal(asked).await.map(|found| (asked, found)),
                None => Err(AppError::from(Problem::NotFound)),
            }
        },
    );
    on_change("quote", asked.get_untracked().map(|asked| asked.0), move || found.refetch());
    // What was decided stays when the page is read again.
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let kept: StoredValue<Option<(ProposalId, Vec<Said>)>> = StoredValue::new(None);
    let said = move |view: &ProposalView| {
        let known =
            kept.with_value(|kept| kept.clone().filter(|(id, said)| *id == view.id && said.len() == view.items.len()));
        known.map(|(_, said)| said).unwrap_or_else(|| {
            let text = || RwSignal::new(String::new());
            let one = |_| Said { answer: text(), reply: text(), instead: text(), day: RwSignal::new(None) };
            let said: Vec<Said> = owner.with_value(|owner| owner.with(|| view.items.iter().map(one).collect()));
            kept.set_value(Some((view.id, said.clone())));
            said
        })
    };
    view! {
        <Transition fallback=move || view! { <Skeleton rows=8/> }>
            {move || found.get().map(|answer| match answer {
                Ok((_, Some(view))) => {
                    let said = said(&view);
                    view! { <Weigh view said again=Callback::new(move |()| found.refetch())/> }.into_any()
                }
                Ok((id, None)) => view! { <Nothing id/> }.into_any(),
                Err(error) => view! { <ProblemPage error/> }.into_any(),
            })}
        </Transition>
    }
}

/// Nothing waits: it was answered, or a newer version was sent.
#[component]
fn Nothing(id: QuoteId) -> impl IntoView {
    let t = use_t();
    let editor = format!("/quotations/{id}");
    view! {
        <Title text=t.proposals_title()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.quotes_crumb()>
                <a href="/quotations">{t.quotes_title()}</a><span aria-hidden="true">"/"</span>
            </nav>
            <h1>{t.proposals_title()}</h1>
        </header>
        <div class="editor"><div class="work">
            <p class="t-18 told">{t.proposals_none()}</p>
            <p><a class="btn" href=editor><Icon name=IconName::Document/>{t.versions_open()}</a></p>
        </div></div>
    }
}

#[component]
fn Weigh(view: ProposalView, said: Vec<Said>, again: Callback<()>) -> impl IntoView {
    let t = use_t();
    Accounts::provide();
    let editor = format!("/quotations/{}", view.quote);
    let heading =
        t.proposals_from(view.items.len(), &view.author, formats::moment(t.lang(), t.figures(), view.at.local));
    let who = format!("{}, {}", view.author, view.party);
    let why = (!view.why.is_empty()).then(|| view! { <q dir="auto" lang=view.language.code()>{view.why.clone()}</q> });
    let number: String = view.phone.0.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let call = (number.len() >= 5).then(|| {
        let words = t.crm_call(&view.phone.1);
        view! { <a class="btn" href=format!("tel:{number}") title=view.phone.0.clone()><Icon name=IconName::Phone/>{words}</a> }
    });
    let unsent = view.unsent_changes.then(|| {
        view! {
            <Banner tone=Tone::Amber icon=IconName::Edit page=true>{t.proposals_unsent()}</Banner>
        }
    });
    let (on, number, author) = (view.on_version, view.number.clone(), view.author.clone());
    let count = view.items.len();
    let weighed = Weighed { view: StoredValue::new(view), said: StoredValue::new(said) };
    let accept_all = move |()| {
        weighed
            .said
            .with_value(|said| said.iter().for_each(|said| said.answer.set(Answer::Accepted.code().to_owned())));
    };
    let items = (0..count).map(|at| view! { <item::Item weighed at/> }).collect_view();
    view! {
        <Title text=format!("{} {number}", t.proposals_title())/>
        <header class="top wraps">
            <nav class="crumb wide" aria-label=t.quotes_crumb()>
                <a href="/quotations">{t.quotes_title()}</a><span aria-hidden="true">"/"</span>
                <a href=editor>{number.clone()}</a><span aria-hidden="true">"/"</span>
            </nav>
            <h1>{t.proposals_title()}</h1>
            <Badge tone=Tone::Amber icon=IconName::Scale>{heading}</Badge>
            <span class="push"></span>
            <Button on_press=accept_all>{t.proposals_accept_all()}</Button>
            {call}
        </header>
        {unsent}
        <div class="editor">
            <div class="work">
                <div class="said-by"><Avatar name=author silent=true/><p><b>{who}</b>{why}</p></div>
                <ol class="offers">{items}</ol>
                <p class="faint t-12">{t.proposals_effect_hint(on)}</p>
            </div>
            <aside aria-label=t.proposals_result()>
                <side::Side weighed/>
                <Decide weighed again/>
            </aside>
        </div>
        <AccountPopover/>
    }
}

/// What is left to decide, and the one press.
#[component]
fn Decide(weighed: Weighed, again: Callback<()>) -> impl IntoView {
    let t = use_t();
    let (toasts, navigate) = (use_toasts(), use_navigate());
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let busy = RwSignal::new(false);
    let (next, unsent) = weighed.view.with_value(|view| (view.next_version, view.unsent_changes));
    let undecided = Memo::new(move |_| weighed.undecided());
    let agrees = Memo::new(move |_| !weighed.accepted().is_empty());
    let blocked = Signal::derive(move || undecided.get() > 0 || (unsent && agrees.get()));
    let answer = Callback::new(move |()| {
        let command = weighed.view.with_value(|view| AnswerProposal {
            key: key.get_value(),
            quote: view.quote,
            version: view.version,
            id: view.id,
            answers: weighed.said.with_value(|said| {
                let one = |said: &Said| {
                    let answer = said.answer.with_untracked(|code| Answer::parse(code)).unwrap_or(Answer::Refused);
                    let instead = if answer == Answer::Countered { untrack(|| said.typed()) } else { String::new() };
                    ItemAnswer { answer, instead, reply: said.reply.get_untracked() }
                };
                said.iter().map(one).collect()
            }),
        });
        let (quote, navigate) = (command.quote, navigate.clone());
        busy.set(true);
        spawn_local(async move {
            let done = answer_proposal(command).await;
            let _ = busy.try_set(false);
            match done {
                Ok(done) => {
                    toasts.say(match (done.made, done.mailed) {
                        (Some(made), _) => t.proposals_made(made),
                        (None, true) => t.proposals_answer_mailed().to_owned(),
                        (None, false) => t.proposals_answer_shown().to_owned(),
                    });
                    // The page may have been told already that nothing waits any more.
                    navigate(&format!("/quotations/{quote}"), Default::default());
                }
                Err(error) => {
                    if error.0 != Problem::Unavailable {
                        let _ = key.try_set_value(IdempotencyKey(Uuid::new_v4()));
                    }
                    toasts.say(error.sentence(t));
                    again.run(());
                }
            }
        });
    });
    let hint = move || match (undecided.get(), agrees.get()) {
        (0, true) if unsent => t.proposals_unsent(),
        (0, false) => t.proposals_refuse_hint(),
        _ => t.proposals_make_hint(),
    };
    view! {
        <section class="panel stack">
            {move || match undecided.get() {
                0 => None,
                left => Some(view! { <p class="t-13"><Badge tone=Tone::Amber>{t.proposals_to_decide(left)}</Badge></p> }),
            }}
            {move || {
                let words = if undecided.get() == 0 && !agrees.get() {
                    t.proposals_send_answer().to_owned()
                } else {
                    t.proposals_make(next)
                };
                view! { <Button look=Look::Primary block=true busy disabled=blocked on_press=answer>{words}</Button> }
            }}
            <p class="faint t-12" role="status">{hint}</p>
        </section>
    }
}
