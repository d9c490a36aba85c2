//! What stands above the lines, for paper: alternatives as a table, files and films by name, size and hash.
use domain::{
    files::KeptFile,
    quotes::{
        blocks::{Block, Cell, Shows},
        content::Content,
        template::Words,
    },
};
use i18n::T;
use paper::{Above, ListedFile};

/// The parts in their order.
pub(super) fn above(content: &Content) -> Vec<Above> {
    content.blocks.iter().filter_map(|block| part(content, block)).collect()
}

fn part(content: &Content, block: &Block) -> Option<Above> {
    let t = T::new(content.language);
    let words = |words: &Words| words.pick(content.language, content.language).to_owned();
    let titled = |heading: &Words, else_called: &str| match words(heading) {
        heading if heading.is_empty() => else_called.to_owned(),
        heading => heading,
    };
    let listed = |file: &KeptFile, about: String| ListedFile {
        about,
        name: file.name.clone(),
        size: file.size,
        sha256: file.sha256.clone(),
    };
    match &block.shows {
        Shows::Comparison { heading, columns, rows } => {
            let cell = |cell: &Cell| match cell {
                Cell::Yes => t.content_compare_yes().to_owned(),
                Cell::No => "–".to_owned(),
                Cell::Words { text } => words(text),
            };
            let name = |name: &Words, best: bool| match best {
                true => format!("{} ({})", words(name), t.content_compare_recommended()),
                false => words(name),
            };
            Some(Above::Comparison {
                title: titled(heading, t.content_comparison()),
                columns: columns.iter().map(|column| name(&column.name, column.best)).collect(),
                rows: rows.iter().map(|row| (words(&row.name), row.cells.iter().map(cell).collect())).collect(),
            })
        }
        Shows::Files { heading, files } => Some(Above::Files {
            title: titled(heading, t.content_files()),
            files: files.iter().map(|file| listed(file, String::new())).collect(),
        }),
        Shows::Film { file, description, caption, .. } => {
            let file = file.as_ref()?;
            let title = titled(caption, t.content_film());
            Some(Above::Files { title, files: vec![listed(file, words(description))] })
        }
        Shows::Text { .. }
        | Shows::Terms { .. }
        | Shows::Picture { .. }
        | Shows::Products { .. }
        | Shows::Link { .. } => None,
    }
}
