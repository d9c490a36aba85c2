//! Fields that teams add to their opportunities.
mod arrive;
mod merged;
mod needed;
mod read;
mod save;
mod set;
mod shift;
mod shown;

pub(crate) use arrive::{arrive, known, lacking, offered};
pub(in crate::crm) use merged::{compared, facts, named, put_facts};
pub(in crate::crm) use needed::{filled_in, needs_nothing};
pub use read::list_custom_fields;
pub use save::save_custom_field;
pub use set::set_custom_value;
pub use shift::shift_custom_field;
pub(in crate::crm) use shown::{Shown, facts_of};

use crate::Denied;
use domain::{
    crm::custom::{self, Choice, Kind},
    ids::CompanyId,
    lang::Lang,
    money::Currency,
};
use i18n::T;
use store::{
    Conn, columns, company,
    crm::custom::{self as stored, FieldRecord},
};

/// A field with what its columns say.
#[derive(Clone)]
struct Field {
    row: FieldRecord,
    kind: Kind,
    choices: Vec<Choice>,
}

impl Field {
    fn of(row: FieldRecord) -> Result<Field, Denied> {
        let kind = columns::code(&row.kind, Kind::parse)?;
        let choices = serde_json::from_str(&row.choices).map_err(Denied::fault)?;
        Ok(Field { row, kind, choices })
    }

    /// How its changes are named on the timeline: the kind says how values are read, the name is shown.
    fn code(&self) -> String {
        format!("custom:{}:{}", self.kind.code(), self.row.name)
    }

    /// What stands in it, for the timeline: names of choices, all else as it is kept.
    fn plain(&self, values: &[String]) -> String {
        let named = |id: &String| {
            let choice = self.choices.iter().find(|choice| choice.id.to_string() == *id);
            choice.map_or_else(|| id.clone(), |choice| choice.name.clone())
        };
        match self.kind.chooses() {
            true => values.iter().map(named).collect::<Vec<_>>().join(", "),
            false => values.first().cloned().unwrap_or_default(),
        }
    }
}

/// All fields of the company's teams in their order.
async fn all(conn: &mut Conn, company: CompanyId) -> Result<Vec<Field>, Denied> {
    stored::list(conn, company).await?.into_iter().map(Field::of).collect()
}

/// How a reader reads: their words, the company's figures.
struct Reader {
    t: T,
    figures: Lang,
    currency: Currency,
}

impl Reader {
    async fn of(conn: &mut Conn, company: CompanyId, language: Lang) -> Result<Reader, Denied> {
        let home = company::load(conn, company).await?;
        Ok(Reader {
            t: T::new(language),
            figures: columns::lang(&home.language)?,
            currency: Currency::parse(&home.currency).unwrap_or(Currency::EUR),
        })
    }

    fn words(&self, field: &Field, values: &[String]) -> String {
        let said = (self.t.custom_yes(), self.t.custom_no());
        custom::words(field.kind, &field.choices, values, (self.figures, &self.currency), said)
    }
}
