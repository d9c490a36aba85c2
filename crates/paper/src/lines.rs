//! The lines of the quotation.

use crate::band::Band;
use crate::fonts::Face;
use crate::input::{InCombo, Line, ProductLine, QuoteDocument};
use crate::measure::{Ink, MM, RIGHT, STOP_1, TEXT_WIDTH, size};
use crate::press::Press;
use crate::sums::room;
use crate::table::{Below, Cell, Column, GAP, Role, Table, columns, widest};
use crate::tags::Tags;
use crate::text::{Para, Style, UNBROKEN};
use domain::formats;
use domain::lang::Lang;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::rc::Rc;

const TABLE: Style = Style::new(size::TABLE);
/// Quantities with long units break here.
const WIDEST_QUANTITY: f32 = 34.0 * MM;
/// So do positions.
const WIDEST_POSITION: f32 = 20.0 * MM;

/// Columns are at least this wide: number, product, quantity, price, discount, VAT, sum.
const LEAST: [f32; 7] = [6.0 * MM, 0.0, 15.0 * MM, 18.0 * MM, 10.0 * MM, 10.0 * MM, 21.0 * MM];

/// The figures of one product line: position, quantity, unit price, discount, VAT, net.
type Figures = [Rc<Para>; 6];

/// Which figures a document shows, and with how many decimals.
struct Scales {
    discounts: bool,
    discount: u32,
    vat: u32,
}

/// Puts the table of lines; nothing if there are none.
pub fn lines(press: &mut Press<'_>, document: &QuoteDocument) {
    if document.lines.is_empty() {
        return;
    }
    let products: Vec<&ProductLine> = document.lines.iter().filter_map(product).collect();
    let scales = Scales {
        discounts: products.iter().any(|line| !line.discount_percent.is_zero()),
        discount: scale(products.iter().map(|line| line.discount_percent)),
        vat: scale(products.iter().map(|line| line.vat_percent)),
    };
    let mut known = HashMap::new();
    let figures: Vec<Figures> =
        products.iter().map(|line| figures(press, document, line, &scales, &mut known)).collect();
    let t = press.t;
    let total = t.paper_line_total(document.currency.symbol());
    let titles = [
        t.paper_line_number(),
        t.paper_product(),
        t.paper_quantity(),
        t.paper_unit_price(),
        t.paper_discount(),
        t.paper_vat_percent(),
        &total,
    ];
    // Column of the table → its title; the discount is left out where there is none.
    let shown: Vec<usize> = (0..titles.len()).filter(|&at| at != 4 || scales.discounts).collect();
    let mut widths = Vec::with_capacity(shown.len());
    for &at in &shown {
        let title = titles.get(at).copied().unwrap_or_default();
        let title = press.para(title, Style::new(size::SMALL), UNBROKEN).width;
        // The figures have no place for the product's name.
        let figure = match at {
            0 => Some(0),
            1 => None,
            _ => Some(at - 1),
        };
        let least = LEAST.get(at).copied().unwrap_or_default();
        let width = figure.map(|figure| title.max(widest(figures.iter().filter_map(|row| row.get(figure)))).max(least));
        widths.push((width, at > 1));
    }
    let places = columns(STOP_1, RIGHT, &widths);
    let table = Table::new(press, Tags::ROOT, places, t.paper_lines());
    let shown_titles: Vec<&str> = shown.iter().filter_map(|&at| titles.get(at).copied()).collect();
    let head = table.head(press, &shown_titles);
    put(press, document, &table, head, &figures, scales.discounts);
    press.flow.running = None;
}

fn product(line: &Line) -> Option<&ProductLine> {
    match line {
        Line::Product(product) => Some(product),
        _ => None,
    }
}

/// The most decimals any of the values needs.
fn scale(values: impl Iterator<Item = Decimal>) -> u32 {
    values.map(|value| value.normalize().scale()).max().unwrap_or(0).min(6)
}

fn figures(
    press: &mut Press<'_>,
    document: &QuoteDocument,
    line: &ProductLine,
    scales: &Scales,
    known: &mut HashMap<(String, u32), Rc<Para>>,
) -> Figures {
    let (lang, currency) = (document.lang, &document.currency);
    let quantity = formats::quantity(lang, line.quantity);
    let discount = if line.discount_percent.is_zero() {
        String::new()
    } else {
        formats::figure(lang, line.discount_percent, scales.discount)
    };
    // The same few figures stand on line after line: each is set once.
    let mut set = |text: String, width: f32| {
        let para = |key: &(String, u32)| press.para(&key.0, TABLE, width);
        Rc::clone(known.entry((text, width.to_bits())).or_insert_with_key(para))
    };
    // What a combo costs, and how it is taxed, its items say; its own line has the sum.
    let whole = line.combo == InCombo::Whole;
    let priced = |figure: String| if line.unpriced { String::new() } else { figure };
    let own = |figure: String| if whole { String::new() } else { figure };
    [
        set(line.position.clone(), WIDEST_POSITION),
        set(format!("{quantity}\u{a0}{}", line.unit).trim_end().to_owned(), WIDEST_QUANTITY),
        set(own(priced(formats::unit_price(lang, line.unit_price, currency))), UNBROKEN),
        set(own(priced(discount)), UNBROKEN),
        set(own(formats::figure(lang, line.vat_percent, scales.vat)), UNBROKEN),
        set(priced(amount(lang, line.net, document)), UNBROKEN),
    ]
}

fn amount(lang: Lang, value: Decimal, document: &QuoteDocument) -> String {
    formats::figure(lang, value, document.currency.decimals())
}

/// Puts the rows. A section stays with the line below it, the head with the first rows, the last
/// row with the sums.
fn put(
    press: &mut Press<'_>,
    document: &QuoteDocument,
    table: &Table,
    head: Band,
    figures: &[Figures],
    discounts: bool,
) {
    let mut figures = figures.iter();
    let mut waiting = vec![head.clone()];
    let last = document.lines.len() - 1;
    for (at, line) in document.lines.iter().enumerate() {
        let (cells, above) = match line {
            Line::Section { title, subtotal, within } => {
                let above = if *within { 0.5 * MM } else { 2.0 * MM };
                (section_cells(press, document, table, (title, *within), *subtotal), above)
            }
            Line::Note { text } => (note_cells(press, table, text), 0.0),
            Line::Product(product) => {
                let Some(row) = figures.next() else { continue };
                let width = table.columns.get(1).map_or(0.0, Column::width);
                // A combo is a heading over its items; those stand in from it.
                let mut paras = match product.combo {
                    InCombo::Alone => press.paras(&product.name, TABLE, width),
                    InCombo::Whole => press.paras(&product.name, TABLE.face(Face::Strong), width),
                    InCombo::Item => press.paras(&format!("–\u{a0}{}", product.name), TABLE, width),
                };
                let small = Style::new(size::SMALL).ink(Ink::Soft).leading(1.35);
                paras.extend(press.paras(&product.description, small, width));
                (product_cells(row, paras, discounts), 0.0)
            }
        };
        waiting.push(table.row(press, cells, above, Below::Hairline));
        if at == last {
            release(press, &mut waiting, &head, room(document));
        } else if !heads(line) {
            release(press, &mut waiting, &head, 0.0);
        }
    }
}

/// Whether a line stays with the one below it.
fn heads(line: &Line) -> bool {
    match line {
        Line::Section { .. } => true,
        Line::Note { .. } => false,
        Line::Product(product) => product.combo == InCombo::Whole,
    }
}

fn section_cells(
    press: &mut Press<'_>,
    document: &QuoteDocument,
    table: &Table,
    (title, within): (&str, bool),
    subtotal: Option<Decimal>,
) -> Vec<Cell> {
    // A subsection's heading is lighter than the section's.
    let strong = if within { TABLE.face(Face::Italic) } else { TABLE.face(Face::Strong) };
    let last = table.columns.len().saturating_sub(1);
    let end = table.columns.get(last).map_or(RIGHT, |column| column.left);
    let paras = press.paras(title, strong, end - STOP_1 - GAP);
    let title = Cell { paras, at: 0, span: last as u32, role: Role::RowHead };
    let subtotal = subtotal.map(|sum| amount(document.lang, sum, document));
    let subtotal = subtotal.map(|sum| press.para(&sum, strong, UNBROKEN));
    vec![title, Cell::value(last, subtotal.into_iter().collect())]
}

fn note_cells(press: &mut Press<'_>, table: &Table, text: &str) -> Vec<Cell> {
    let style = TABLE.face(Face::Italic).ink(Ink::Soft);
    let width = RIGHT - table.columns.get(1).map_or(STOP_1, |column| column.left);
    let paras = press.paras(text, style, width.min(TEXT_WIDTH));
    let span = table.columns.len().saturating_sub(1) as u32;
    vec![Cell::value(0, Vec::new()), Cell { span, ..Cell::value(1, paras) }]
}

fn product_cells(row: &Figures, name: Vec<Rc<Para>>, discounts: bool) -> Vec<Cell> {
    let one = |at: usize, para: &Rc<Para>| {
        // An empty figure is an empty cell.
        let paras = if para.text.is_empty() { Vec::new() } else { vec![Rc::clone(para)] };
        Cell::value(at, paras)
    };
    let [position, quantity, price, discount, vat, net] = row;
    let mut cells = vec![one(0, position), Cell::value(1, name), one(2, quantity), one(3, price)];
    if discounts {
        cells.push(one(4, discount));
    }
    let at = cells.len();
    cells.push(one(at, vat));
    cells.push(one(at + 1, net));
    cells
}

/// Puts the rows that wait for each other, on a page that has so much room after them; once the
/// head is put, every page repeats it.
fn release(press: &mut Press<'_>, waiting: &mut Vec<Band>, head: &Band, after: f32) {
    press.flow.need(waiting.iter().map(|band| band.height).sum::<f32>() + after);
    for band in waiting.drain(..) {
        press.flow.keep(band);
        press.flow.running.get_or_insert_with(|| head.clone());
    }
}
