//! VAT by rate, and the totals.

use crate::band::Band;
use crate::fonts::Face;
use crate::input::{QuoteDocument, VatRow};
use crate::measure::{Ink, MM, RIGHT, STOP_1, size};
use crate::press::Press;
use crate::table::{Below, Cell, Role, Table, columns, widest};
use crate::tags::{Mark, Tags};
use crate::text::{Para, Style, UNBROKEN};
use domain::formats;
use krilla::tagging::Tag;
use std::rc::Rc;

const TABLE: Style = Style::new(size::TABLE);
const BETWEEN: f32 = 12.0 * MM;
/// So far below the caption of the VAT table the totals begin: their first rule meets its head's.
const LEVEL: f32 = (2.0 * size::SMALL - size::TABLE) * 1.4 - 1.0 * MM;
/// The totals are at least this wide.
const TOTALS: f32 = 70.0 * MM;

/// Puts VAT and totals side by side, or one below the other where the figures are too wide.
pub fn sums(press: &mut Press<'_>, document: &QuoteDocument) {
    press.flow.skip(5.0 * MM);
    let rates: Vec<[Rc<Para>; 4]> = document.vat.iter().map(|row| rate(press, document, row)).collect();
    let t = press.t;
    let totals = [
        (t.paper_total_net(), document.net),
        (t.paper_total_vat(), document.tax),
        (t.paper_total_gross(), document.gross),
    ];
    let mut rows = Vec::with_capacity(totals.len());
    for (at, (label, amount)) in totals.into_iter().enumerate() {
        let large = at + 1 == totals.len();
        let style = if large { Style::new(size::LARGE).face(Face::Strong) } else { TABLE };
        let amount = formats::money(document.lang, amount, &document.currency);
        rows.push([press.para(label, style, UNBROKEN), press.para(&amount, style, UNBROKEN)]);
    }
    let needed = widest(rows.iter().map(|row| &row[0])) + widest(rows.iter().map(|row| &row[1]));
    let left = RIGHT - TOTALS.max(needed + 8.0 * MM);

    let titles = [t.paper_vat_rate(), t.paper_net(), t.paper_vat(), t.paper_gross()];
    let mut widths = [0.0_f32; 4];
    for (at, title) in titles.iter().enumerate() {
        let title = press.para(title, Style::new(size::SMALL), UNBROKEN).width;
        let figures = widest(rates.iter().filter_map(|row| row.get(at)));
        if let Some(width) = widths.get_mut(at) {
            *width = title.max(figures);
        }
    }
    let vat_width = widths.iter().sum::<f32>() + 3.0 * crate::table::GAP;
    let beside = STOP_1 + vat_width + BETWEEN <= left;
    let right = if beside { left - BETWEEN } else { RIGHT.min(STOP_1 + vat_width.max(93.0 * MM)) };

    let mut band = Band::default();
    if !rates.is_empty() {
        band = vat(press, &titles, &widths, &rates, right);
    }
    let totals = total_rows(press, &rows, left);
    let top = match (rates.is_empty(), beside) {
        (true, _) => 0.0,
        (false, true) => LEVEL,
        (false, false) => band.height + 4.0 * MM,
    };
    stack(&mut band, totals, top);
    press.flow.keep(band);
}

/// About how high the sums are, so that the last line can stay with them.
pub fn room(document: &QuoteDocument) -> f32 {
    5.0 * MM + 14.0 * MM + 8.0 * MM * document.vat.len().clamp(2, 10) as f32
}

fn rate(press: &mut Press<'_>, document: &QuoteDocument, row: &VatRow) -> [Rc<Para>; 4] {
    let decimals = document.currency.decimals();
    let mut amount = |value| press.para(&formats::figure(document.lang, value, decimals), TABLE, UNBROKEN);
    let (net, tax, gross) = (amount(row.net), amount(row.tax), amount(row.gross));
    let name = if row.name.is_empty() { formats::percent(document.lang, row.percent) } else { row.name.clone() };
    [press.para(&name, TABLE, UNBROKEN), net, tax, gross]
}

fn vat(press: &mut Press<'_>, titles: &[&str; 4], widths: &[f32; 4], rates: &[[Rc<Para>; 4]], right: f32) -> Band {
    let caption = press.t.paper_vat_by_rate();
    // The three amounts share the room evenly, so that they stand apart alike.
    let even = (right - STOP_1 - widths[0].max(18.0 * MM) - 3.0 * crate::table::GAP) / 3.0;
    let wide = |at: usize| (Some(even.max(widths[at])), true);
    let fits = (1..4).all(|at| widths[at] <= even);
    let places: Vec<_> = if fits {
        vec![(None, false), wide(1), wide(2), wide(3)]
    } else {
        let own = |at: usize| (Some(widths[at]), true);
        vec![(None, false), own(1), own(2), own(3)]
    };
    let table = Table::new(press, Tags::ROOT, columns(STOP_1, right, &places), caption);
    let style = Style::new(size::SMALL).ink(Ink::Faint);
    let para = press.para(caption, style, right - STOP_1);
    // A caption inside the table would be read after its summary: it is the same sentence.
    let mut band = Band::default();
    let mark = Mark::Artifact(krilla::tagging::ArtifactType::Layout);
    let top = band.text(&para, STOP_1, 0.0, mark) - 0.5 * MM;
    let mut top = stack(&mut band, table.head(press, titles), top);
    for row in rates {
        let cells = row
            .iter()
            .enumerate()
            .map(|(at, para)| Cell {
                role: if at == 0 { Role::RowHead } else { Role::Value },
                ..Cell::value(at, vec![Rc::clone(para)])
            })
            .collect();
        top = stack(&mut band, table.row(press, cells, 0.0, Below::Hairline), top);
    }
    band
}

fn total_rows(press: &mut Press<'_>, rows: &[[Rc<Para>; 2]], left: f32) -> Band {
    let figures = widest(rows.iter().map(|row| &row[1]));
    let places = columns(left, RIGHT, &[(None, false), (Some(figures), true)]);
    let part = press.flow.tags.child(Tags::ROOT, Tag::Div);
    let summary = press.t.paper_totals();
    let table = Table::headless(press, part, places, summary);
    let mut band = Band::default();
    let mut top = 0.0;
    for (at, [label, amount]) in rows.iter().enumerate() {
        let last = at + 1 == rows.len();
        let label = Cell { role: Role::RowHead, ..Cell::value(0, vec![Rc::clone(label)]) };
        let cells = vec![label, Cell::value(1, vec![Rc::clone(amount)])];
        let (above, below) = if last { (1.0 * MM, Below::Nothing) } else { (0.0, Below::Hairline) };
        top = stack(&mut band, table.row(press, cells, above, below), top);
    }
    band
}

/// Adds a band to another from `top`; gives back where it ends.
fn stack(band: &mut Band, other: Band, top: f32) -> f32 {
    for mut item in other.items {
        item.top += top;
        band.items.push(item);
    }
    band.reach(top + other.height)
}
