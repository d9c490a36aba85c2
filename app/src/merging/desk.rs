//! The page of two: what merging them would do, what is chosen, and what becomes of it.
use super::{after::after, table::choices, words::reasons};
use crate::{
    frame::ProblemPage,
    live::on_change,
    ui::{Banner, Button, IconName, Look, Skeleton, Toasts, Tone, use_toasts},
    wire::AppError,
};
use domain::crm::duplicates::Reason;
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::BTreeSet, fmt::Display, future::Future, str::FromStr};
use uuid::Uuid;
use wire::{merge::MergeField, problem::Problem, shared::IdempotencyKey};

/// One of the two.
pub(crate) struct Side<I> {
    /// Which.
    pub id: I,
    /// The same, as it is announced.
    pub row: Uuid,
    /// The version that was read.
    pub version: i64,
    /// What it is called.
    pub name: String,
    /// What else tells it from the other.
    pub about: String,
}

/// What merging two of a kind would do, and how they are merged.
pub(crate) trait Merging: Clone + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Which record.
    type Id: Copy + Display + FromStr + PartialEq + Send + Sync + 'static;
    /// What takes a merge back.
    type Back: Clone + Send + Sync + 'static;
    /// What is announced when one of them changes.
    const KIND: &'static str;
    /// Whether what neither knows is left out.
    const QUIET: bool;

    /// The one that stays, and the one that is merged into it.
    fn sides(&self, t: T) -> [Side<Self::Id>; 2];
    /// Every field of both.
    fn fields(&self) -> &[MergeField];
    /// Why they are taken for the same.
    fn reasons(&self) -> &[Reason];
    /// What moves along, with its name.
    fn counts(&self, t: T) -> Vec<(&'static str, i64)>;
    /// What a field is called, and what stands in it on both sides; empty for nothing.
    fn words(t: T, field: &MergeField) -> [String; 3];
    /// The address of a record's page.
    fn page(id: Self::Id) -> String;
    /// What is said when a merge was taken back: fields that stay as they are, by name.
    fn taken_apart(t: T, name: &str, kept: &[String]) -> String;

    /// Asks what merging would do.
    fn preview(stays: Self::Id, goes: Self::Id) -> impl Future<Output = Result<Self, AppError>> + Send;
    /// Merges the two, each with the version that was read.
    fn merge(
        stays: (Self::Id, i64),
        goes: (Self::Id, i64),
        key: IdempotencyKey,
        taken: Vec<String>,
    ) -> impl Future<Output = Result<Self::Back, AppError>> + Send;
    /// Takes a merge back; answers the fields that stay as they are, by code.
    fn take_back(back: Self::Back) -> impl Future<Output = Result<Vec<String>, AppError>> + Send;
}

/// The page at an address that names both: `id` stays, `other` is merged into it.
pub(crate) fn of_two<V: Merging>(show: fn(V) -> AnyView) -> impl IntoView {
    let params = use_params_map();
    let id = move |name: &str| params.with(|params| params.get_str(name).and_then(|id| id.parse::<V::Id>().ok()));
    let two = Memo::new(move |_| id("id").zip(id("other")));
    let found = Resource::new_blocking(
        move || two.get(),
        |two| async move {
            match two {
                Some((stays, goes)) => V::preview(stays, goes).await,
                None => Err(AppError::from(Problem::NotFound)),
            }
        },
    );
    view! {
        <Transition fallback=move || view! { <div class="page"><Skeleton rows=8/></div> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(first) => show(first),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// Two records that are compared. Cheap to copy.
pub(crate) struct Desk<V: Merging> {
    /// The reader's texts.
    pub t: T,
    /// What merging would do.
    pub view: RwSignal<V>,
    /// Fields taken from the one that is merged, by code.
    pub taken: RwSignal<BTreeSet<String>>,
    /// Something is under way.
    pub busy: RwSignal<bool>,
    /// To say what became of it; outlives the page.
    pub toasts: Toasts,
    /// Goes to an address.
    pub go: Callback<String>,
    two: (V::Id, V::Id),
    problem: RwSignal<Option<String>>,
    key: StoredValue<IdempotencyKey>,
}

impl<V: Merging> Clone for Desk<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: Merging> Copy for Desk<V> {}

impl<V: Merging> Desk<V> {
    /// Begins with what is taken by the rule; reads again when one of the two changes elsewhere.
    pub(crate) fn new(t: T, first: V) -> Desk<V> {
        let navigate = use_navigate();
        let by_rule = first.fields().iter().filter(|field| field.takes).map(|field| field.code.clone()).collect();
        let [stays, goes] = first.sides(t);
        let desk = Desk {
            t,
            view: RwSignal::new(first),
            taken: RwSignal::new(by_rule),
            busy: RwSignal::new(false),
            toasts: use_toasts(),
            go: Callback::new(move |to: String| navigate(&to, NavigateOptions::default())),
            two: (stays.id, goes.id),
            problem: RwSignal::new(None),
            key: StoredValue::new(IdempotencyKey(Uuid::new_v4())),
        };
        on_change(V::KIND, Some(stays.row), move || desk.read());
        on_change(V::KIND, Some(goes.row), move || desk.read());
        desk
    }

    /// What was chosen stays when something changed elsewhere.
    fn read(self) {
        spawn_local(async move {
            let fresh = V::preview(self.two.0, self.two.1).await;
            if self.view.is_disposed() || self.busy.get_untracked() {
                return;
            }
            match fresh {
                Ok(fresh) => self.view.set(fresh),
                Err(error) => self.problem.set(Some(error.sentence(self.t))),
            }
        });
    }

    /// Begins something with this key; none while something is under way.
    pub(crate) fn begin(self) -> Option<IdempotencyKey> {
        if self.busy.get_untracked() {
            return None;
        }
        self.busy.set(true);
        self.problem.set(None);
        Some(self.key.get_value())
    }

    /// Says why it was not done: on the page, or beside whatever is there by now.
    pub(crate) fn failed(self, error: AppError) {
        if self.view.is_disposed() {
            self.toasts.warn(error.sentence(self.t));
            return;
        }
        // Another try is another command: what it is based on differs.
        self.key.set_value(IdempotencyKey(Uuid::new_v4()));
        self.busy.set(false);
        self.problem.set(Some(error.sentence(self.t)));
        if error.is_stale() {
            self.read();
        }
    }

    /// Merges, with a way back for a moment, and goes to the one that stayed.
    fn merge(self) {
        let Some(key) = self.begin() else { return };
        let (t, toasts) = (self.t, self.toasts);
        // Of the fields that were chosen those that differ.
        let ([stays, goes], taken) = self.view.with_untracked(|view| {
            let differ =
                |code: &String| view.fields().iter().any(|field| field.code == *code && field.stays != field.goes);
            let taken = self.taken.get_untracked().into_iter().filter(differ).collect::<Vec<_>>();
            (view.sides(t), taken)
        });
        let name = goes.name;
        let (stays, goes) = ((stays.id, stays.version), (goes.id, goes.version));
        spawn_local(async move {
            match V::merge(stays, goes, key, taken).await {
                Ok(back) => {
                    toasts.undo(t.merge_said(&name), move || {
                        let (back, name) = (back.clone(), name.clone());
                        spawn_local(async move {
                            match V::take_back(back).await {
                                Ok(kept) => toasts.say(V::taken_apart(t, &name, &kept)),
                                Err(error) => toasts.warn(error.sentence(t)),
                            }
                        });
                    });
                    if !self.view.is_disposed() {
                        self.go.run(V::page(self.two.0));
                    }
                }
                Err(error) => self.failed(error),
            }
        });
    }

    /// Why the two are taken for the same.
    pub(crate) fn why(self) -> String {
        self.view.with_untracked(|view| match view.reasons() {
            [] => self.t.merge_no_reason().to_owned(),
            found => reasons(self.t, found),
        })
    }

    /// Below the page's head, which is called `title`: both in a table, and beside it what stands there afterwards, what
    /// moves along (with `more` of it), and the button that merges, with `below` under it.
    pub(crate) fn body(self, title: &'static str, more: AnyView, below: AnyView) -> impl IntoView {
        let t = self.t;
        let why = self.why();
        view! {
            <div class="mergeview">
                <section aria-label=title>
                    <p class="why">{why}</p>
                    {choices(self)}
                </section>
                <aside aria-label=t.merge_after()>
                    {after(self, more)}
                    {move || self.problem.get().map(|problem| view! {
                        <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{problem}</Banner>
                    })}
                    <Button look=Look::Primary block=true icon=IconName::Merge busy=self.busy busy_label=t.merge_merging() on_press=move |()| self.merge()>
                        {t.merge_verb()}
                    </Button>
                    {below}
                </aside>
            </div>
        }
    }
}
