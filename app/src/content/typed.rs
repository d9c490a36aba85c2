//! Blocks while they are written.
use domain::{
    files::KeptFile,
    ids::BlockId,
    lang::Lang,
    quotes::{
        blocks::{Block, COLUMNS, Cell, Column, PictureSize, Row, Shows},
        template::Words,
    },
};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Rich text.
    Text,
    /// Conditions in small print.
    Terms,
    /// A picture.
    Picture,
    /// Cards of the lines' products.
    Products,
    /// A card that leads elsewhere.
    Link,
    /// Alternatives side by side.
    Comparison,
    /// Files to take along.
    Files,
    /// A film.
    Film,
}

impl Kind {
    /// All, in the order they are offered.
    pub(super) const ALL: [Kind; 8] =
        [Kind::Text, Kind::Picture, Kind::Comparison, Kind::Files, Kind::Film, Kind::Products, Kind::Link, Kind::Terms];

    /// What it is called.
    pub(super) fn name(self, t: T) -> &'static str {
        match self {
            Kind::Text => t.content_text(),
            Kind::Terms => t.content_terms(),
            Kind::Picture => t.content_picture(),
            Kind::Products => t.content_products(),
            Kind::Link => t.content_link(),
            Kind::Comparison => t.content_comparison(),
            Kind::Files => t.content_files(),
            Kind::Film => t.content_film(),
        }
    }
}

/// A block as it is typed: its words by [`Lang::ALL`].
#[derive(Clone, Copy, PartialEq)]
pub(super) struct TypedBlock {
    pub id: BlockId,
    pub kind: Kind,
    /// Heading; a picture's caption.
    pub heading: [RwSignal<String>; 3],
    /// Text; a picture's description.
    pub text: [RwSignal<String>; 3],
    pub address: RwSignal<String>,
    pub sizes: RwSignal<Vec<PictureSize>>,
    /// Files to take along; the film alone where it is one.
    pub files: RwSignal<Vec<KeptFile>>,
    pub columns: RwSignal<Vec<Column>>,
    pub rows: RwSignal<Vec<Row>>,
}

impl TypedBlock {
    fn of(block: Block) -> TypedBlock {
        let none = Words::default;
        let (mut files, mut columns, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        let (kind, heading, text, address, sizes) = match block.shows {
            Shows::Comparison { heading, columns: across, rows: along } => {
                (columns, rows) = (across, along);
                (Kind::Comparison, heading, none(), String::new(), Vec::new())
            }
            Shows::Files { heading, files: kept } => {
                files = kept;
                (Kind::Files, heading, none(), String::new(), Vec::new())
            }
            Shows::Film { file, sizes, description, caption } => {
                files.extend(file);
                (Kind::Film, caption, description, String::new(), sizes)
            }
            Shows::Text { heading, text } => (Kind::Text, heading, text, String::new(), Vec::new()),
            Shows::Terms { heading, text } => (Kind::Terms, heading, text, String::new(), Vec::new()),
            Shows::Picture { sizes, description, caption } => {
                (Kind::Picture, caption, description, String::new(), sizes)
            }
            Shows::Products { heading } => (Kind::Products, heading, none(), String::new(), Vec::new()),
            Shows::Link { address, heading, text } => (Kind::Link, heading, text, address, Vec::new()),
        };
        let each = |words: &Words| Lang::ALL.map(|lang| RwSignal::new(words.get(lang).to_owned()));
        TypedBlock {
            id: block.id,
            kind,
            heading: each(&heading),
            text: each(&text),
            address: RwSignal::new(address),
            sizes: RwSignal::new(sizes),
            files: RwSignal::new(files),
            columns: RwSignal::new(columns),
            rows: RwSignal::new(rows),
        }
    }

    /// The block with what was typed. Tracked.
    pub(super) fn typed(self) -> Block {
        let words = |typed: [RwSignal<String>; 3]| {
            let mut words = Words::default();
            for (lang, typed) in Lang::ALL.into_iter().zip(typed) {
                typed.with(|typed| words.set(lang, typed));
            }
            words
        };
        let (heading, text) = (words(self.heading), words(self.text));
        let shows = match self.kind {
            Kind::Text => Shows::Text { heading, text },
            Kind::Terms => Shows::Terms { heading, text },
            Kind::Picture => Shows::Picture { sizes: self.sizes.get(), description: text, caption: heading },
            Kind::Products => Shows::Products { heading },
            Kind::Link => Shows::Link { address: self.address.get(), heading, text },
            Kind::Comparison => Shows::Comparison { heading, columns: self.columns.get(), rows: self.rows.get() },
            Kind::Files => Shows::Files { heading, files: self.files.get() },
            Kind::Film => Shows::Film {
                file: self.files.with(|files| files.first().cloned()),
                sizes: self.sizes.get(),
                description: text,
                caption: heading,
            },
        };
        Block { id: self.id, shows }
    }
}

/// The words of a language among those by [`Lang::ALL`].
pub(super) fn of_lang(typed: [RwSignal<String>; 3], lang: Lang) -> RwSignal<String> {
    let [fi, sv, en] = typed;
    match lang {
        Lang::Fi => fi,
        Lang::Sv => sv,
        Lang::En => en,
    }
}

/// All blocks of a page while they are written.
#[derive(Clone, Copy)]
pub struct TypedBlocks {
    pub(super) list: RwSignal<Vec<TypedBlock>>,
    owner: StoredValue<Owner>,
}

impl TypedBlocks {
    /// Lays out stored blocks.
    pub fn new(blocks: Vec<Block>) -> TypedBlocks {
        let list = RwSignal::new(blocks.into_iter().map(TypedBlock::of).collect());
        TypedBlocks { list, owner: StoredValue::new(Owner::current().unwrap_or_default()) }
    }

    /// The blocks with what was typed. Tracked.
    pub fn typed(self) -> Vec<Block> {
        self.list.get().into_iter().map(TypedBlock::typed).collect()
    }

    /// Puts an empty block at the end; answers its identity.
    pub(super) fn add(self, kind: Kind) -> BlockId {
        let none = Words::default;
        let shows = match kind {
            Kind::Text => Shows::Text { heading: none(), text: none() },
            Kind::Terms => Shows::Terms { heading: none(), text: none() },
            Kind::Picture => Shows::Picture { sizes: Vec::new(), description: none(), caption: none() },
            Kind::Products => Shows::Products { heading: none() },
            Kind::Link => Shows::Link { address: String::new(), heading: none(), text: none() },
            Kind::Comparison => {
                let row = Row { cells: vec![Cell::default(); COLUMNS.0], ..Row::default() };
                Shows::Comparison { heading: none(), columns: vec![Column::default(); COLUMNS.0], rows: vec![row] }
            }
            Kind::Files => Shows::Files { heading: none(), files: Vec::new() },
            Kind::Film => Shows::Film { file: None, sizes: Vec::new(), description: none(), caption: none() },
        };
        let id = BlockId(Uuid::new_v4());
        // Its signals live as long as the page, not as long as the press of a button.
        let block = self.owner.with_value(|owner| owner.with(|| TypedBlock::of(Block { id, shows })));
        self.list.update(|list| list.push(block));
        id
    }

    /// Takes a block out; answers where it stood.
    pub(super) fn remove(self, id: BlockId) -> Option<(usize, TypedBlock)> {
        let at = self.place(id)?;
        let mut taken = None;
        self.list.update(|list| taken = (at < list.len()).then(|| list.remove(at)));
        taken.map(|block| (at, block))
    }

    /// Puts a block back.
    pub(super) fn put_back(self, at: usize, block: TypedBlock) {
        self.list.update(|list| list.insert(at.min(list.len()), block));
    }

    /// Moves a block to a place.
    pub(super) fn shift(self, id: BlockId, to: usize) {
        let Some(at) = self.place(id).filter(|at| *at != to) else { return };
        self.list.update(|list| {
            if to < list.len() {
                let block = list.remove(at);
                list.insert(to, block);
            }
        });
    }

    /// Where a block stands.
    pub(super) fn place(self, id: BlockId) -> Option<usize> {
        self.list.with_untracked(|list| list.iter().position(|block| block.id == id))
    }
}
