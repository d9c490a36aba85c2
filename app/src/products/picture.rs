//! The picture of a product: what its cards show on the customer's page. Saved at once, beside the form's fields.
use super::api::{read_product, set_picture};
use crate::{
    content::PictureField,
    i18n::use_t,
    quotes::language_name,
    ui::{Button, Field, IconName, TextInput, use_toasts},
};
use domain::{
    ids::ProductId,
    lang::Lang,
    quotes::{
        blocks::{LONGEST_DESCRIPTION, PictureSize},
        template::Words,
    },
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    products::{ProductPicture, SetProductPicture},
    shared::IdempotencyKey,
};

/// The part of the form.
#[component]
pub(super) fn PicturePart(
    /// Which product.
    id: ProductId,
    /// The picture that was read.
    first: Option<ProductPicture>,
    /// Shown, not changed.
    read_only: bool,
) -> impl IntoView {
    let (t, toasts) = (use_t(), use_toasts());
    let kept = RwSignal::new(first);
    let sizes = RwSignal::new(Vec::<PictureSize>::new());
    let words = Lang::ALL.map(|lang| (lang, RwSignal::new(String::new())));
    let wrong = RwSignal::new(None::<String>);
    // What is shown is what was kept last, by whomever.
    Effect::new(move |_| {
        let picture = kept.get().unwrap_or_default();
        words.iter().for_each(|(lang, text)| text.set(picture.description.get(*lang).to_owned()));
        sizes.set(picture.sizes);
    });
    let save = move |picture: Option<ProductPicture>| {
        let before = kept.get_untracked();
        if picture == before {
            return;
        }
        wrong.set(None);
        let command = SetProductPicture { key: IdempotencyKey(Uuid::new_v4()), id, before, picture: picture.clone() };
        spawn_local(async move {
            match set_picture(command).await {
                Ok(()) => {
                    toasts.say(t.products_picture_kept().to_owned());
                    let _ = kept.try_set(picture);
                }
                Err(error) => {
                    let _ = wrong.try_set(Some(error.sentence(t)));
                    // Somebody else's picture is shown with the sentence; else what was typed stays.
                    if error.is_stale()
                        && let Ok(view) = read_product(id).await
                    {
                        let _ = kept.try_set(view.picture);
                    }
                }
            }
        });
    };
    let typed = move || {
        let mut description = Words::default();
        words.iter().for_each(|(lang, text)| text.with_untracked(|text| description.set(*lang, text.trim())));
        let sizes = sizes.get_untracked();
        (!sizes.is_empty()).then_some(ProductPicture { sizes, description })
    };
    let there = Memo::new(move |_| !sizes.with(Vec::is_empty));
    let fields = move || {
        words
            .into_iter()
            .map(|(lang, text)| {
                let label = t.products_picture_seen(language_name(t, lang));
                view! {
                    <Field id=format!("picture-seen-{}", lang.code()) label>
                        <TextInput value=text longest=LONGEST_DESCRIPTION as u32 on_leave=move |_: String| save(typed())/>
                    </Field>
                }
            })
            .collect_view()
    };
    view! {
        <section aria-labelledby="product-picture">
            <h2 id="product-picture">{t.products_picture()}<small>{t.products_picture_what()}</small></h2>
            {if read_only {
                view! { <p class="faint t-13">{move || if there.get() { t.products_picture_there() } else { t.products_picture_none() }}</p> }.into_any()
            } else {
                view! {
                    <div class="stack">
                        <PictureField id="product".to_owned() sizes error=wrong.into() on_change=move |()| save(typed())/>
                        {move || there.get().then(|| view! {
                            {fields()}
                            <div><Button small=true icon=IconName::Trash on_press=move |()| save(None)>{t.products_picture_remove()}</Button></div>
                        })}
                    </div>
                }
                .into_any()
            }}
        </section>
    }
}
