//! The files of a block: chosen or dropped, put in order, taken out; and the film of a block.
use super::{bring, picture::PictureField, typed::TypedBlock};
use crate::{
    i18n::use_t,
    ui::{Icon, IconButton, IconName},
};
use domain::{
    files::{FileKind, KeptFile},
    formats,
    quotes::blocks::MOST_FILES,
};
use leptos::{html, prelude::*, task::spawn_local};

/// The files to take along, and the place for more.
#[component]
pub(super) fn FilesField(block: TypedBlock, error: Signal<Option<String>>) -> impl IntoView {
    let t = use_t();
    let files = block.files;
    let taken = move |more: Vec<KeptFile>| {
        let _ = files.try_update(|files| {
            for file in more {
                if !files.iter().any(|other| other.sha256 == file.sha256) && files.len() < MOST_FILES {
                    files.push(file);
                }
            }
        });
    };
    let shift = move |at: usize, down: bool| {
        files.update(|files| {
            let other = if down { at + 1 } else { at.wrapping_sub(1) };
            if at < files.len() && other < files.len() {
                files.swap(at, other);
            }
        });
    };
    let row = move |at: usize, file: KeptFile, count: usize| {
        let size = formats::size(t.figures(), file.size);
        view! {
            <li class="row">
                <Icon name=IconName::Document/>
                <a class="cut" href=format!("/files/content/{}", file.sha256) download=file.name.clone()>{file.name.clone()}</a>
                <span class="push faint t-12 nowrap">{size}</span>
                <IconButton small=true icon=IconName::Up label=t.content_file_up(&file.name) disabled=Signal::stored(at == 0) on_press=move |()| shift(at, false)/>
                <IconButton small=true icon=IconName::Down label=t.content_file_down(&file.name) disabled=Signal::stored(at + 1 == count) on_press=move |()| shift(at, true)/>
                <IconButton small=true icon=IconName::Trash label=t.content_file_remove(&file.name) on_press=move |()| files.update(|files| drop(files.remove(at)))/>
            </li>
        }
    };
    let rows = move || {
        let all = files.get();
        let count = all.len();
        (count > 0).then(|| {
            let rows = all.into_iter().enumerate().map(|(at, file)| row(at, file, count)).collect_view();
            view! { <ul class="file-list">{rows}</ul> }
        })
    };
    view! {
        <div class="files-field">
            {rows}
            <Drop id=format!("files-{}", block.id) films=false words=t.content_choose_files() limits=t.content_file_limits() error on_kept=taken/>
        </div>
    }
}

/// The film, and the picture that stands for it.
#[component]
pub(super) fn FilmField(
    block: TypedBlock,
    error: Signal<Option<String>>,
    poster: Signal<Option<String>>,
) -> impl IntoView {
    let t = use_t();
    let files = block.files;
    let taken = move |more: Vec<KeptFile>| {
        if let Some(film) = more.into_iter().next_back() {
            let _ = files.try_set(vec![film]);
        }
    };
    let shown = move || {
        let film = files.with(|files| files.first().cloned());
        film.map(|film| {
            let size = formats::size(t.figures(), film.size);
            view! {
                <p class="row">
                    <Icon name=IconName::Play/>
                    <span class="cut">{film.name}</span>
                    <span class="push faint t-12 nowrap">{size}</span>
                </p>
            }
        })
    };
    view! {
        <div class="files-field">
            {shown}
            <Drop id=format!("film-{}", block.id) films=true words=t.content_choose_film() limits=t.content_film_limits() error on_kept=taken/>
            <p class="faint t-13">{t.content_poster()}</p>
            <PictureField id=block.id.to_string() sizes=block.sizes error=poster/>
        </div>
    }
}

/// A place for files.
#[component]
fn Drop(
    id: String,
    films: bool,
    words: &'static str,
    limits: &'static str,
    error: Signal<Option<String>>,
    #[prop(into)] on_kept: Callback<Vec<KeptFile>>,
) -> impl IntoView {
    let t = use_t();
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let node = NodeRef::<html::Input>::new();
    let described = format!("{id}-limits");
    let chosen = move |_| {
        let Some(input) = node.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let (kept, refused) = bring::bring(&input, films).await;
            let _ = busy.try_set(false);
            input.set_value("");
            if !kept.is_empty() {
                on_kept.try_run(kept);
            }
            let _ = wrong.try_set(refused.map(|refused| bring::sentence(t, &refused)));
        });
    };
    let words = move || if busy.get() { t.content_file_bringing() } else { words };
    let told = move || wrong.get().or_else(|| error.get());
    view! {
        <div class="drop" aria-busy=move || busy.get().then_some("true")>
            <input type="file" id=id.clone() node_ref=node class="over" disabled=busy multiple=!films
                aria-describedby=described.clone() accept=FileKind::accept(films) on:change=chosen/>
            <Icon name=IconName::Upload/>
            <label for=id><b>{words}</b></label>
            <span class="faint t-12" id=described>{limits}</span>
        </div>
        {move || told().map(|told| view! { <p class="error" role="alert">{told}</p> })}
    }
}
