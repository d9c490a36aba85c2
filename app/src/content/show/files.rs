//! Files to take along, and films. Nothing of either is fetched before it is asked for.
use super::{Place, words};
use domain::{
    files::KeptFile,
    formats,
    quotes::{blocks::PictureSize, template::Words},
};
use leptos::prelude::*;

/// The list of files.
pub(super) fn files(place: &Place, heading: &Words, files: &[KeptFile]) -> Option<AnyView> {
    if files.is_empty() {
        return None;
    }
    let (lang, heading) = words(place, heading);
    let (lang, heading) = if heading.is_empty() { (None, place.t.content_files()) } else { (lang, heading) };
    let heading = heading.to_owned();
    let one = |file: &KeptFile| {
        let about = format!("{}, {}", file.kind.ending().to_uppercase(), formats::size(place.langs.0, file.size));
        view! {
            <li>
                <a class="link" href=format!("{}{}", place.files, file.sha256) download=file.name.clone() dir="auto">{file.name.clone()}</a>
                " "<small>{about}</small>
            </li>
        }
        .into_any()
    };
    let files: Vec<AnyView> = files.iter().map(one).collect();
    Some(
        view! { <section class="hang"><h2 lang=lang dir="auto">{heading}</h2><ul class="files">{files}</ul></section> }
            .into_any(),
    )
}

/// A film with the controls of the browser. Its room is kept, whatever its shape turns out to be.
pub(super) fn film(
    place: &Place,
    file: Option<&KeptFile>,
    sizes: &[PictureSize],
    (description, caption): (&Words, &Words),
) -> Option<AnyView> {
    let file = file?;
    let poster = sizes.get(1).or(sizes.last()).map(|size| format!("{}{}", place.pictures, size.sha256));
    let ((about_lang, about), (lang, caption)) = (words(place, description), words(place, caption));
    let label = [about, caption, file.name.as_str()].into_iter().find(|words| !words.is_empty()).unwrap_or_default();
    let label = label.to_owned();
    let saved = format!("{}{}", place.files, file.sha256);
    let size = formats::size(place.langs.0, file.size);
    let caption = (!caption.is_empty()).then(|| view! { <b lang=lang dir="auto">{caption.to_owned()}</b> });
    let about = (!about.is_empty()).then(|| view! { <p lang=about_lang dir="auto">{about.to_owned()}</p> });
    Some(
        view! {
            <figure class="film">
                <video controls=true preload="none" playsinline=true width="16" height="9" poster=poster aria-label=label
                    src=format!("{}{}", place.films, file.sha256)></video>
                <figcaption>
                    {caption} {about}
                    <a class="link" href=saved download=file.name.clone()>{place.t.content_film_save(size)}</a>
                </figcaption>
            </figure>
        }
        .into_any(),
    )
}
