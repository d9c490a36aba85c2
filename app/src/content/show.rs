//! How blocks look: one drawing for the customer's page and for the preview beside the form.
mod compare;
mod files;

use domain::{
    lang::Lang,
    quotes::{
        blocks::{Block, PictureSize, Shows},
        template::Words,
    },
    richtext::{self, Inline, Piece},
};
use i18n::T;
use leptos::prelude::*;

/// Where and for whom blocks are drawn.
#[derive(Clone)]
pub struct Place {
    /// The texts of the page.
    pub t: T,
    /// The language of the page, and the one the document was written in.
    pub langs: (Lang, Lang),
    /// The address of a picture up to its hash.
    pub pictures: String,
    /// The addresses of a file and of a film up to their hash.
    pub files: String,
    /// See `files`.
    pub films: String,
    /// Products that have something to show on a card.
    pub cards: Vec<Card>,
    /// Whether the block is seen at once: its picture is then fetched before others.
    pub first: bool,
}

/// A product on a card.
#[derive(Clone)]
pub struct Card {
    /// What it is called, and its language where it is not the page's.
    pub name: (Option<&'static str>, String),
    /// More about it, likewise; may be empty.
    pub about: (Option<&'static str>, String),
    /// The sizes of its picture, the smallest first; none without one.
    pub sizes: Vec<PictureSize>,
    /// What is seen on the picture.
    pub description: Words,
}

/// A text in the reader's language or the nearest, and its language where it is not the page's.
fn words<'a>(place: &Place, words: &'a Words) -> (Option<&'static str>, &'a str) {
    let (lang, text) = words.picked(place.langs.0, place.langs.1);
    ((lang != place.langs.0).then(|| lang.code()), text)
}

/// One block; nothing where it has nothing to say yet.
pub fn block(place: &Place, block: &Block) -> Option<AnyView> {
    match &block.shows {
        Shows::Text { heading, text } => text_block(place, heading, text),
        Shows::Terms { heading, text } => terms(place, heading, text),
        Shows::Picture { sizes, description, caption } => picture(place, sizes, description, caption),
        Shows::Products { heading } => products(place, heading),
        Shows::Link { address, heading, text } => link(place, address, heading, text),
        Shows::Comparison { heading, columns, rows } => compare::comparison(place, heading, columns, rows),
        Shows::Files { heading, files: kept } => files::files(place, heading, kept),
        Shows::Film { file, sizes, description, caption } => {
            files::film(place, file.as_ref(), sizes, (description, caption))
        }
    }
}

fn text_block(place: &Place, heading: &Words, text: &Words) -> Option<AnyView> {
    let ((lang, heading), (text_lang, text)) = (words(place, heading), words(place, text));
    let pieces = richtext::read(text);
    if heading.is_empty() && pieces.is_empty() {
        return None;
    }
    let headed = !heading.is_empty();
    let heading = headed.then(|| view! { <h2 lang=lang dir="auto">{heading.to_owned()}</h2> });
    let pieces: Vec<AnyView> = pieces.iter().map(|one| piece(one, headed)).collect();
    let class = if headed { "hang" } else { "said" };
    Some(
        view! { <section class=class>{heading}<div class="prose rich" lang=text_lang dir="auto">{pieces}</div></section> }
            .into_any(),
    )
}

/// Conditions in small print, under a heading in any case.
fn terms(place: &Place, heading: &Words, text: &Words) -> Option<AnyView> {
    let ((lang, heading), (text_lang, text)) = (words(place, heading), words(place, text));
    let pieces: Vec<AnyView> = richtext::read(text).iter().map(|one| piece(one, true)).collect();
    if pieces.is_empty() {
        return None;
    }
    let heading = match heading {
        "" => view! { <h2>{place.t.content_terms()}</h2> }.into_any(),
        heading => view! { <h2 lang=lang dir="auto">{heading.to_owned()}</h2> }.into_any(),
    };
    Some(
        view! {
            <section class="hang">{heading}<div class="prose rich fine" lang=text_lang dir="auto">{pieces}</div></section>
        }
        .into_any(),
    )
}

fn piece(piece: &Piece, headed: bool) -> AnyView {
    match piece {
        // Under a heading of the block the text's own are of the next rank.
        Piece::Heading(first, line) if *first && !headed => view! { <h2>{inline(line)}</h2> }.into_any(),
        Piece::Heading(_, line) => view! { <h3>{inline(line)}</h3> }.into_any(),
        Piece::Paragraph(line) => view! { <p>{inline(line)}</p> }.into_any(),
        Piece::List(numbered, items) => {
            let items: Vec<AnyView> = items.iter().map(|line| view! { <li>{inline(line)}</li> }.into_any()).collect();
            match numbered {
                true => view! { <ol>{items}</ol> }.into_any(),
                false => view! { <ul>{items}</ul> }.into_any(),
            }
        }
        Piece::Table(head, rows) => {
            let head: Vec<AnyView> =
                head.iter().map(|cell| view! { <th scope="col">{inline(cell)}</th> }.into_any()).collect();
            let rows: Vec<AnyView> = rows.iter().map(|row| table_row(row)).collect();
            view! {
                <div class="wide-table" tabindex="0" role="group">
                    <table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
                </div>
            }
            .into_any()
        }
    }
}

fn table_row(row: &[Vec<Inline>]) -> AnyView {
    let cell = |(at, cell): (usize, &Vec<Inline>)| match at {
        0 => view! { <th scope="row">{inline(cell)}</th> }.into_any(),
        _ => view! { <td>{inline(cell)}</td> }.into_any(),
    };
    let cells: Vec<AnyView> = row.iter().enumerate().map(cell).collect();
    view! { <tr>{cells}</tr> }.into_any()
}

fn inline(line: &[Inline]) -> Vec<AnyView> {
    let one = |part: &Inline| match part {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Strong(inner) => view! { <strong>{inline(inner)}</strong> }.into_any(),
        Inline::Stressed(inner) => view! { <em>{inline(inner)}</em> }.into_any(),
        Inline::Link(address, inner) => view! {
            <a class="link" href=address.clone() target="_blank" rel="noopener noreferrer nofollow">{inline(inner)}</a>
        }
        .into_any(),
        Inline::Break => view! { <br/> }.into_any(),
    };
    line.iter().map(one).collect()
}

/// A picture in the size that fits; its room is kept before it comes.
pub fn picture(place: &Place, sizes: &[PictureSize], description: &Words, caption: &Words) -> Option<AnyView> {
    let largest = sizes.last()?;
    let address = |size: &PictureSize| format!("{}{}", place.pictures, size.sha256);
    let all: Vec<String> = sizes.iter().map(|size| format!("{} {}w", address(size), size.width)).collect();
    let middle = sizes.get(1).unwrap_or(largest);
    let ((alt_lang, alt), (lang, caption)) = (words(place, description), words(place, caption));
    let caption =
        (!caption.is_empty()).then(|| view! { <figcaption lang=lang dir="auto">{caption.to_owned()}</figcaption> });
    Some(
        view! {
            <figure class="cover">
                <img
                    src=address(middle)
                    srcset=all.join(", ")
                    sizes="(min-width: 1120px) 720px, 100vw"
                    width=largest.width.to_string()
                    height=largest.height.to_string()
                    loading=(!place.first).then_some("lazy")
                    decoding="async"
                    lang=alt_lang
                    alt=alt.to_owned()
                />
                {caption}
            </figure>
        }
        .into_any(),
    )
}

/// The picture of a card, in the size that fits; its room is kept before it comes. Without words it only goes with the name.
fn card_picture(place: &Place, card: &Card) -> Option<AnyView> {
    let (smallest, largest) = (card.sizes.first()?, card.sizes.last()?);
    let address = |size: &PictureSize| format!("{}{}", place.pictures, size.sha256);
    let all: Vec<String> = card.sizes.iter().map(|size| format!("{} {}w", address(size), size.width)).collect();
    let (lang, alt) = words(place, &card.description);
    Some(
        view! {
            <img
                src=address(smallest)
                srcset=all.join(", ")
                sizes="(min-width: 700px) 340px, 100vw"
                width=largest.width.to_string()
                height=largest.height.to_string()
                loading="lazy"
                decoding="async"
                lang=lang
                alt=alt.to_owned()
            />
        }
        .into_any(),
    )
}

fn products(place: &Place, heading: &Words) -> Option<AnyView> {
    let (lang, heading) = words(place, heading);
    let card = |card: &Card| {
        let ((name_lang, name), (about_lang, about)) = (card.name.clone(), card.about.clone());
        let about = (!about.is_empty()).then(|| view! { <p dir="auto" lang=about_lang>{about}</p> });
        view! {
            <li class="card">{card_picture(place, card)}<b dir="auto" lang=name_lang>{name}</b>{about}</li>
        }
        .into_any()
    };
    let cards: Vec<AnyView> = place.cards.iter().map(card).collect();
    let heading = (!heading.is_empty()).then(|| view! { <h2 lang=lang dir="auto">{heading.to_owned()}</h2> });
    (!cards.is_empty())
        .then(|| view! { <section class="said">{heading}<ul class="product-cards">{cards}</ul></section> }.into_any())
}

fn link(place: &Place, address: &str, heading: &Words, text: &Words) -> Option<AnyView> {
    let address = richtext::safe_link(address)?.to_owned();
    let ((lang, heading), (text_lang, text)) = (words(place, heading), words(place, text));
    let host = host(&address).to_owned();
    let heading = if heading.is_empty() { host.clone() } else { heading.to_owned() };
    let text = (!text.is_empty()).then(|| view! { <span lang=text_lang>{text.to_owned()}</span> });
    Some(
        view! {
            <section class="said">
                <a class="link-card" href=address target="_blank" rel="noopener noreferrer nofollow">
                    <b lang=lang dir="auto">{heading}</b>
                    {text}
                    <small>{place.t.content_opens(host)}</small>
                </a>
            </section>
        }
        .into_any(),
    )
}

/// Where an address leads, as a reader recognises it.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").or_else(|| address.split_once(':')).map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    // What stands before an @ of a web address is no host.
    if address.starts_with("mailto") { host } else { host.rsplit('@').next().unwrap_or(host) }
}
