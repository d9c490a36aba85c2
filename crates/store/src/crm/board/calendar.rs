//! Activities of some days, about the opportunities a filter finds.
use super::{
    Filter, Step,
    forecast::{Span, bounds},
};
use crate::{
    Conn, Scope, StoreError,
    crm::activities::MineRow,
    dialect::{self, Engine},
    on, scoped,
};
use uuid::Uuid;

pub(crate) fn activities_sql(engine: Engine, scope: &Scope, filter: &Filter, person: bool) -> String {
    let (condition, next) = filter.condition(engine, scope, 4 + usize::from(person));
    // One person's are found by that person; the company is that of the opportunity either way.
    let whose = if person { "a.user_id = $4" } else { "a.company_id = $1" };
    let found = dialect::found_first(engine, &filter.search);
    // A search begins with what is found; anything else with the days.
    let tables = if found.is_empty() {
        "activities AS a CROSS JOIN opportunities AS o".to_owned()
    } else {
        format!("opportunities AS o{found} CROSS JOIN activities AS a")
    };
    format!(
        "SELECT a.id, a.opportunity_id, a.version, a.kind, a.summary, a.note, a.due_on, a.user_id, \
         u.name AS user_name, a.type_id, y.name AS type_name, o.title, o.expected, p.name AS party_name FROM {tables} \
         LEFT JOIN users AS u ON u.id = a.user_id LEFT JOIN activity_types AS y ON y.id = a.type_id LEFT JOIN parties AS p ON p.id = o.party_id \
         WHERE {whose} AND o.company_id = $1 AND o.id = a.opportunity_id AND a.state = 'open' \
         AND o.state = 'open' AND a.due_on >= $2 AND a.due_on < $3{condition} \
         ORDER BY a.due_on, a.id LIMIT ${next}"
    )
}

/// Open activities that are due within a span, the first due first; of one person where one is named, whoever works on
/// the opportunity. The filter's own owner is the one of the opportunity.
/// # Errors
/// [`StoreError`].
pub async fn activities(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    person: Option<Uuid>,
    span: &Span,
    most: i64,
) -> Result<Vec<MineRow>, StoreError> {
    let sql = activities_sql(conn.engine(), scope, filter, person.is_some());
    let words = filter.words(conn.engine());
    let (from, to) = bounds(span);
    macro_rules! whose {
        () => {{
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(from).bind(to);
            if let Some(person) = person {
                query = query.bind(person);
            }
            query
        }};
    }
    Ok(on!(conn, c => filtered!(whose!(), filter, words, scope).bind(most).fetch_all(c))?)
}
