//! The working version's lines.
use crate::{
    Conn, StoreError, Unit,
    columns::{decimal, millionths},
    on, run,
};
use domain::{
    ids::{LineId, ProductId, QuoteId, TaxId, ValueId},
    quotes::{
        group::{Grouping, Offer, Printing, Shape},
        line::{Line, LineInput, ProductLineInput},
        quantity_from::QuantityFrom,
        role::LineRole,
    },
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) const LIST: &str = "SELECT id, position, kind, product_id, name, description, quantity, unit, unit_price, \
    discount, tax_id, tax_percent, net, price_by_hand, cost, choices, role, \
    subsection, printing, choosing, left_out, recommended, least, most, quantity_from FROM quote_lines WHERE quote_id = $1 ORDER BY position, id";
pub(crate) const DELETE: &str = "DELETE FROM quote_lines WHERE quote_id = $1 AND id = $2";
const INSERT: &str = "INSERT INTO quote_lines (quote_id, id, position, kind, product_id, name, description, quantity, \
    unit, unit_price, discount, tax_id, tax_percent, net, price_by_hand, cost, choices, role, \
    subsection, printing, choosing, left_out, recommended, least, most, quantity_from) VALUES ";
const CHANGE: &str = " ON CONFLICT (quote_id, id) DO UPDATE SET position = excluded.position, kind = excluded.kind, \
    product_id = excluded.product_id, name = excluded.name, description = excluded.description, \
    quantity = excluded.quantity, unit = excluded.unit, unit_price = excluded.unit_price, \
    discount = excluded.discount, tax_id = excluded.tax_id, tax_percent = excluded.tax_percent, net = excluded.net, \
    price_by_hand = excluded.price_by_hand, cost = excluded.cost, choices = excluded.choices, \
    role = excluded.role, subsection = excluded.subsection, printing = excluded.printing, \
    choosing = excluded.choosing, left_out = excluded.left_out, recommended = excluded.recommended, \
    least = excluded.least, most = excluded.most, quantity_from = excluded.quantity_from";
/// Parameters of one row.
const PARAMETERS: usize = 26;
/// Rows of one statement: few different texts, so that the statement cache holds them.
const CHUNKS: [usize; 3] = [50, 10, 1];

/// A line's row.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct LineRecord {
    pub id: Uuid,
    pub position: i64,
    pub kind: String,
    pub product_id: Option<Uuid>,
    pub name: String,
    pub description: String,
    pub quantity: i64,
    pub unit: String,
    pub unit_price: i64,
    pub discount: i64,
    pub tax_id: Option<Uuid>,
    pub tax_percent: i64,
    pub net: i64,
    pub price_by_hand: i64,
    pub cost: i64,
    pub choices: String,
    pub role: String,
    pub subsection: i64,
    pub printing: String,
    pub choosing: String,
    pub left_out: i64,
    pub recommended: i64,
    pub least: Option<i64>,
    pub most: Option<i64>,
    pub quantity_from: String,
}

impl LineRecord {
    /// A checked line as a row; `net` is what it comes to without tax.
    /// # Errors
    /// A fault when a figure does not fit; the domain's bounds keep that from happening.
    pub fn of(line: &Line, position: usize, net: Decimal) -> Result<LineRecord, StoreError> {
        let mut row = LineRecord {
            id: line.id().0,
            position: i64::try_from(position).map_err(StoreError::fault)?,
            kind: String::new(),
            product_id: None,
            name: String::new(),
            description: String::new(),
            quantity: 0,
            unit: String::new(),
            unit_price: 0,
            discount: 0,
            tax_id: None,
            tax_percent: 0,
            net: 0,
            price_by_hand: 0,
            cost: 0,
            choices: String::new(),
            subsection: 0,
            printing: Printing::All.code().into(),
            choosing: Grouping::Plain.code().into(),
            left_out: 0,
            recommended: 0,
            least: None,
            most: None,
            quantity_from: String::new(),
            role: String::new(),
        };
        match line {
            Line::Section { title, shape, .. } => {
                (row.kind, row.name) = ("section".into(), title.clone());
                row.subsection = i64::from(shape.subsection);
                row.printing = shape.printing.code().into();
                row.choosing = shape.grouping.code().into();
            }
            Line::Note { text, .. } => (row.kind, row.name) = ("note".into(), text.clone()),
            Line::Product(line) => {
                row.kind = "product".into();
                row.product_id = line.product.map(|product| product.0);
                row.name.clone_from(&line.name);
                row.description.clone_from(&line.description);
                row.quantity = millionths(line.quantity.get())?;
                row.unit.clone_from(&line.unit);
                row.unit_price = millionths(line.unit_price.get())?;
                row.discount = millionths(line.discount.get())?;
                row.tax_id = Some(line.tax.0);
                row.tax_percent = millionths(line.tax_percent.get())?;
                row.net = millionths(net)?;
                row.left_out = i64::from(line.offer.left_out);
                row.recommended = i64::from(line.offer.recommended);
                row.least = line.offer.least.map(millionths).transpose()?;
                row.most = line.offer.most.map(millionths).transpose()?;
                if !line.role.is_sold() {
                    row.role = serde_json::to_string(&line.role).map_err(StoreError::fault)?;
                }
            }
        }
        Ok(row)
    }

    /// What the line is there for.
    pub fn role(&self) -> LineRole {
        // Written by this program alone; an empty text is what most lines are.
        serde_json::from_str(&self.role).unwrap_or_default()
    }

    /// The row as the editor types it.
    pub fn input(self) -> LineInput {
        let (id, role) = (LineId(self.id), self.role());
        match self.kind.as_str() {
            "section" => LineInput::Section {
                id,
                title: self.name,
                shape: Shape {
                    subsection: self.subsection == 1,
                    printing: Printing::parse(&self.printing).unwrap_or_default(),
                    grouping: Grouping::parse(&self.choosing).unwrap_or_default(),
                },
            },
            "note" => LineInput::Note { id, text: self.name },
            _ => LineInput::Product(ProductLineInput {
                id,
                product: self.product_id.map(ProductId),
                name: self.name,
                description: self.description,
                quantity: decimal(self.quantity),
                quantity_from: QuantityFrom::parse(&self.quantity_from),
                unit: self.unit,
                unit_price: decimal(self.unit_price),
                discount: decimal(self.discount),
                tax: TaxId(self.tax_id.unwrap_or_default()),
                tax_percent: decimal(self.tax_percent),
                price_by_hand: self.price_by_hand == 1,
                choices: choices(&self.choices),
                offer: Offer {
                    left_out: self.left_out == 1,
                    recommended: self.recommended == 1,
                    least: self.least.map(decimal),
                    most: self.most.map(decimal),
                },
                role,
            }),
        }
    }
}

/// Stored choices as ids.
pub fn choices(stored: &str) -> Vec<ValueId> {
    stored.split(',').filter_map(|id| id.parse().ok()).collect()
}

/// Choices as they are stored.
pub fn choices_text(choices: &[ValueId]) -> String {
    choices.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// The lines of a quotation that was loaded through its scope, in order.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, quote: QuoteId) -> Result<Vec<LineRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(quote.0).fetch_all(c))?)
}

/// Makes the stored lines equal to `lines`, writing only those that differ. Answers how many did.
/// # Errors
/// [`StoreError`].
pub async fn replace(
    unit: &mut Unit,
    quote: QuoteId,
    stored: &[LineRecord],
    lines: &[LineRecord],
) -> Result<usize, StoreError> {
    let before: BTreeMap<Uuid, &LineRecord> = stored.iter().map(|row| (row.id, row)).collect();
    let after: BTreeMap<Uuid, &LineRecord> = lines.iter().map(|row| (row.id, row)).collect();
    let gone: Vec<Uuid> = before.keys().filter(|id| !after.contains_key(*id)).copied().collect();
    for id in &gone {
        run!(unit.conn, sqlx::query(DELETE).bind(quote.0).bind(*id))?;
    }
    let changed: Vec<&LineRecord> = lines.iter().filter(|row| before.get(&row.id) != Some(row)).collect();
    let mut rest = changed.as_slice();
    for size in CHUNKS {
        let sql = upsert_sql(size);
        while let Some((chunk, left)) = rest.split_at_checked(size) {
            write(unit, quote, chunk, &sql).await?;
            rest = left;
        }
    }
    Ok(gone.len() + changed.len())
}

pub(crate) fn upsert_sql(rows: usize) -> String {
    let row = |at: usize| {
        let parameters: Vec<String> = (1..=PARAMETERS).map(|n| format!("${}", at * PARAMETERS + n)).collect();
        format!("({})", parameters.join(", "))
    };
    format!("{INSERT}{}{CHANGE}", (0..rows).map(row).collect::<Vec<_>>().join(", "))
}

async fn write(unit: &mut Unit, quote: QuoteId, rows: &[&LineRecord], sql: &str) -> Result<(), StoreError> {
    macro_rules! bound {
        () => {{
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for row in rows {
                query = query
                    .bind(quote.0)
                    .bind(row.id)
                    .bind(row.position)
                    .bind(&row.kind)
                    .bind(row.product_id)
                    .bind(&row.name)
                    .bind(&row.description)
                    .bind(row.quantity)
                    .bind(&row.unit)
                    .bind(row.unit_price)
                    .bind(row.discount)
                    .bind(row.tax_id)
                    .bind(row.tax_percent)
                    .bind(row.net)
                    .bind(row.price_by_hand)
                    .bind(row.cost)
                    .bind(&row.choices)
                    .bind(&row.role)
                    .bind(row.subsection)
                    .bind(&row.printing)
                    .bind(&row.choosing)
                    .bind(row.left_out)
                    .bind(row.recommended)
                    .bind(row.least)
                    .bind(row.most)
                    .bind(&row.quantity_from);
            }
            query
        }};
    }
    run!(unit.conn, bound!())?;
    Ok(())
}
