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
    text::clean_line,
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    products::{ProductPicture, SetProductPicture},
    shared::IdempotencyKey,
};

/// What is kept, and what is to be kept next.
#[derive(Default)]
struct Saving {
    kept: Option<ProductPicture>,
    wanted: Option<Option<ProductPicture>>,
    busy: bool,
}

impl Saving {
    /// What is saved next, after what is kept; nothing where they are the same.
    fn due(&mut self) -> Option<(Option<ProductPicture>, Option<ProductPicture>)> {
        let wanted = self.wanted.take().filter(|wanted| *wanted != self.kept);
        self.busy = wanted.is_some();
        wanted.map(|wanted| (self.kept.clone(), wanted))
    }
}

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
    let sizes = RwSignal::new(Vec::<PictureSize>::new());
    let words = Lang::ALL.map(|lang| (lang, RwSignal::new(String::new())));
    let wrong = RwSignal::new(None::<String>);
    let show = move |picture: Option<ProductPicture>| {
        let picture = picture.unwrap_or_default();
        words.iter().for_each(|(lang, text)| drop(text.try_set(picture.description.get(*lang).to_owned())));
        let _ = sizes.try_set(picture.sizes);
    };
    show(first.clone());
    // It outlives the page: what waits for its turn is saved though somebody goes on to another one.
    let saving = StoredValue::new(ArcStoredValue::new(Saving { kept: first, ..Saving::default() }));
    let save = move |picture: Option<ProductPicture>| {
        let Some(saving) = saving.try_get_value() else { return };
        let busy = saving.try_update_value(|saving| {
            saving.wanted = Some(picture);
            std::mem::replace(&mut saving.busy, true)
        });
        if busy != Some(false) {
            return;
        }
        spawn_local(async move {
            while let Some(Some((before, picture))) = saving.try_update_value(Saving::due) {
                let _ = wrong.try_set(None);
                let key = IdempotencyKey(Uuid::new_v4());
                match set_picture(SetProductPicture { key, id, before, picture: picture.clone() }).await {
                    Ok(()) => {
                        toasts.say(t.products_picture_kept().to_owned());
                        let gone = picture.is_none();
                        let last = saving.try_update_value(|saving| {
                            saving.kept = picture;
                            saving.wanted.is_none()
                        });
                        // What was typed meanwhile stays; only a picture that is gone takes its words along.
                        if gone && last == Some(true) {
                            show(None);
                        }
                    }
                    Err(error) => {
                        let _ = wrong.try_set(Some(error.sentence(t)));
                        // Somebody else's picture is shown with the sentence; else what was typed stays.
                        if error.is_stale()
                            && let Ok(view) = read_product(id).await
                        {
                            saving.update_value(|saving| (saving.kept, saving.wanted) = (view.picture.clone(), None));
                            show(view.picture);
                        }
                    }
                }
            }
        });
    };
    let typed = move || {
        let mut description = Words::default();
        words.iter().for_each(|(lang, text)| text.with_untracked(|text| description.set(*lang, &clean_line(text))));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_meanwhile_follows_what_was_kept() {
        let said = |text: &str| Some(ProductPicture { sizes: Vec::new(), description: Words::one(Lang::Fi, text) });
        let mut saving = Saving { wanted: Some(said("Pumppu")), ..Saving::default() };
        assert_eq!(saving.due(), Some((None, said("Pumppu"))));
        saving.wanted = Some(said("Pumppu seinällä"));
        saving.kept = said("Pumppu");
        assert_eq!(saving.due(), Some((said("Pumppu"), said("Pumppu seinällä"))));
        assert!(saving.busy);
        saving.kept = said("Pumppu seinällä");
        saving.wanted = Some(said("Pumppu seinällä"));
        assert_eq!(saving.due(), None, "the same again");
        assert!(!saving.busy);
    }
}
