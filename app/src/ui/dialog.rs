//! Dialog: one decision or one short form over the page; on a phone a sheet from below.
use super::button::IconButton;
use super::icon::IconName;
use super::modal::follow;
use super::words::words;
use leptos::{html, prelude::*};

/// A modal dialog. Esc and the cross close it, the focus goes back to where it was. Its content exists only
/// while it is open. With `on_submit` it is a form, and Enter sends it.
///
/// ```ignore
/// let open = RwSignal::new(false);
/// view! {
///     <Button on_press=move || open.set(true)>{t.mark_as_lost()}</Button>
///     <Dialog id="lost" open title=t.mark_as_lost() lead="12 cottages · Ähtärin Lomamökit Oy"
///         footer=move || view! {
///             <Button on_press=move || open.set(false)>{t.keep_open()}</Button>
///             <Button look=Look::Danger submit=true busy=saving>{t.mark_as_lost()}</Button>
///         }
///         on_submit=move || lose()>
///         <Field id="reason" label=t.why()>…</Field>
///     </Dialog>
/// }
/// ```
#[component]
pub fn Dialog(
    /// Once per page.
    #[prop(into)]
    id: String,
    /// Whether it is shown, in both directions.
    open: RwSignal<bool>,
    /// What it is about, as its heading.
    #[prop(into)]
    title: Signal<String>,
    /// One line under the heading.
    #[prop(optional, into)]
    lead: Signal<Option<String>>,
    /// Up to 1040 px wide instead of 560.
    #[prop(optional)]
    broad: bool,
    /// Asks before something is destroyed: spoken as an alert.
    #[prop(optional)]
    alert: bool,
    /// Between body and foot, full width: the result of checks.
    #[prop(optional, into)]
    checked: Option<ViewFn>,
    /// Buttons, the primary one last.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// Makes it a form; told when it is sent.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
    /// Told when it has closed, however.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// The body.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    follow(node, open);
    let heading = format!("{id}-title");
    let children = StoredValue::new(children);
    let checked = StoredValue::new(checked);
    let footer = StoredValue::new(footer);
    let heading_id = StoredValue::new(heading.clone());
    let parts = move || {
        view! {
            <header>
                <div>
                    <h2 id=heading_id.get_value()>{title}</h2>
                    {move || lead.get().map(|lead| view! { <p class="muted t-13">{lead}</p> })}
                </div>
                <IconButton icon=IconName::Cross label=words().ui_close() keys="Esc" on_press=move || open.set(false)/>
            </header>
            <div class="body">{children.with_value(|children| children())}</div>
            {checked.with_value(|checked| checked.as_ref().map(|checked| view! { <div class="checked">{checked.run()}</div> }))}
            {footer.with_value(|footer| footer.as_ref().map(|footer| view! { <footer>{footer.run()}</footer> }))}
        }
    };
    view! {
        <dialog
            node_ref=node
            id=id
            class=if broad { "dialog broad" } else { "dialog" }
            role=alert.then_some("alertdialog")
            aria-labelledby=heading
            on:close=move |_| {
                open.set(false);
                if let Some(on_close) = on_close {
                    on_close.run(());
                }
            }
        >
            <Show when=move || open.get()>
                {match on_submit {
                    None => parts().into_any(),
                    Some(on_submit) => view! {
                        <form
                            novalidate=true
                            on:submit=move |event| {
                                event.prevent_default();
                                on_submit.run(());
                            }
                        >
                            {parts()}
                        </form>
                    }.into_any(),
                }}
            </Show>
        </dialog>
    }
}
