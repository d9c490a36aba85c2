//! The page: one section per kind of part.
use super::{fields::*, floating::*, lists::*, states::*, talk::*};
use app::ui::*;
use leptos::prelude::*;

#[component]
pub fn Sheet() -> impl IntoView {
    let toasts = provide_toasts();
    toasts.undo("12 cottages moved to Quoted", move || toasts.say("Moved back"));
    view! {
        <header class="top">
            <h1>"Parts"</h1>
            <span class="faint">"every part, every state"</span>
        </header>
        <main class="page">
            <div class="parts">
                <Part title="Button"><Buttons/></Part>
                <Part title="Figures, dates"><Figures/></Part>
                <Part title="Field"><Fields/></Part>
                <Part title="Combobox"><Comboboxes/></Part>
                <Part title="States, marks, chips"><States/></Part>
                <Part title="One of a few, on or off"><Choices/></Part>
                <Part title="Banner"><Banners/></Part>
                <Part title="Menu, dialog, drawer, toast"><Floating/></Part>
                <Part title="Empty and still coming"><Nothing/></Part>
                <Part title="Composers"><Composers/></Part>
                <Part title="Timeline"><Story/></Part>
                <Part title="Tabs"><Parts/></Part>
            </div>
            <Part title="Table"><List/></Part>
            <Part title="Icons"><Icons/></Part>
        </main>
        <ToastHost/>
    }
}

#[component]
fn Part(title: &'static str, children: Children) -> impl IntoView {
    view! { <section class="panel"><header><h2>{title}</h2></header><div class="stack">{children()}</div></section> }
}
