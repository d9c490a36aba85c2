//! Every statement of the store under its name, for the tests that prepare each on both engines and look at how
//! each is answered. A test reads the sources and names the statement that is missing here.

/// The constants: module path and text.
macro_rules! fixed {
    ($($path:path),* $(,)?) => { [$((stringify!($path), $path)),*] };
}

mod documents;
mod fixed;
mod measured;
mod plans;
mod reading;

use crate::{
    Scope, account, backup, checks, crm,
    dialect::{self, Engine},
    events, files, import, imports, live, orders, outbox, palette, parties, payments, products, quotes, seals, today,
};
use domain::{
    actors::Reach,
    ids::{CompanyId, TeamId, UserId},
};
use uuid::Uuid;

/// A statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its constant or function, with the choices that led to it.
    pub name: String,
    /// Its text.
    pub sql: String,
}

/// What stands in a search field: words of three letters and more, and fewer.
const SEARCHES: [&str; 3] = ["", "oy", "meri"];

/// Every statement as it is sent to `engine`, with every choice of scope, sort, tab and search.
pub fn all(engine: Engine) -> Vec<Statement> {
    let mut found = Collected(Vec::new());
    let fixed = [fixed::FIXED, documents::FIXED, plans::FIXED, measured::FIXED, reading::FIXED];
    for (name, sql) in fixed.into_iter().flatten() {
        found.add(*name, (*sql).to_owned());
    }
    use import::bare;
    found.add("import::bare::built_sql", bare::built_sql(engine).to_owned());
    found.add("import::bare::widen_sql", bare::widen_sql(engine).to_owned());
    found.add("import::bare::FORGET_FIGURES", bare::FORGET_FIGURES.to_owned());
    found.add("import::bare::figures_sql", bare::figures_sql(engine));
    found.add("checks::figures_sql", checks::figures_sql(engine));
    found.add("seals::names_sql", seals::names_sql(engine));
    found.add("outbox::DUE", format!("{}{}", outbox::DUE, dialect::skip_locked(engine)));
    if engine == Engine::Sqlite {
        found.add("backup::COPY", backup::COPY.to_owned());
        found.add("checks::SQLITE_CHECK", checks::SQLITE_CHECK.to_owned());
    }
    people_and_lines(&mut found);
    brought(engine, &mut found);
    catalog(engine, &mut found);
    for scope in scopes() {
        scoped(engine, &scope, &mut found);
    }
    found.0
}

struct Collected(Vec<Statement>);

impl Collected {
    fn add(&mut self, name: impl Into<String>, sql: String) {
        self.0.push(Statement { name: name.into(), sql });
    }

    fn list(&mut self, name: String, (list, count): (String, String)) {
        self.add(format!("{name} count"), count);
        self.add(name, list);
    }
}

fn scopes() -> [Scope; 3] {
    [Reach::Own, Reach::Team, Reach::All].map(|reach| Scope {
        company: CompanyId(Uuid::nil()),
        user: UserId(Uuid::nil()),
        team: Some(TeamId(Uuid::nil())),
        reach,
    })
}

fn people_and_lines(found: &mut Collected) {
    found.add("account::users::find_by_email_sql", account::users::find_by_email_sql());
    found.add("account::users::load_sql", account::users::load_sql());
    found.add("account::users::first_administrator_sql", account::users::first_administrator_sql());
    for rows in [1, 10, 50] {
        found.add(format!("quotes::lines::upsert_sql {rows}"), quotes::lines::upsert_sql(rows));
        found.add(format!("orders::insert_lines_sql {rows}"), orders::insert_lines_sql(rows));
    }
}

fn brought(engine: Engine, found: &mut Collected) {
    for by in imports::products::By::ALL {
        found.add(format!("imports::products::found_sql {by:?}"), imports::products::found_sql(by));
    }
    for by in imports::customers::By::ALL {
        found.add(format!("imports::customers::found_sql {by:?}"), imports::customers::found_sql(by));
    }
    for suffix in ["", dialect::for_update(engine)] {
        found.add(format!("account::one_time::hold_sql{suffix}"), account::one_time::hold_sql(suffix));
        found.add(format!("imports::record::find_sql{suffix}"), imports::record::find_sql(suffix));
        found.add(format!("payments::statements::find_sql{suffix}"), payments::statements::find_sql(suffix));
        found.add(format!("crm::record::unscoped_sql{suffix}"), crm::record::unscoped_sql(suffix));
        found.add(format!("parties::merges::lock_sql{suffix}"), parties::merges::lock_sql(suffix));
    }
    for suffix in ["", dialect::for_share(engine)] {
        found.add(format!("crm::stages::held_sql{suffix}"), crm::stages::held_sql(suffix));
    }
    found.add("imports::record::list_sql", imports::record::list_sql());
    found.add("payments::statements::list_sql", payments::statements::list_sql());
    found.add("imports::record::at_work_sql", imports::record::at_work_sql(engine));
    for which in [
        imports::rows::Which::All,
        imports::rows::Which::Verdict(String::new()),
        imports::rows::Which::State(String::new()),
    ] {
        found.add(format!("imports::rows::page_sql {which:?}"), imports::rows::page_sql(&which));
        found.add(format!("imports::rows::before_sql {which:?}"), imports::rows::before_sql(&which));
    }
    found.add("imports::rows::find_sql", imports::rows::find_sql());
    found.add("imports::rows::last_sql", imports::rows::last_sql());
    found.add("imports::rows::these_sql", imports::rows::these_sql());
    found.add("imports::marks::sharing_sql", imports::marks::sharing_sql());
    found.add("imports::marks::of_rows_sql", imports::marks::of_rows_sql());
    for rows in [1, 20] {
        found.add(format!("imports::rows::put_sql {rows}"), imports::rows::put_sql(rows));
        found.add(format!("imports::marks::put_sql {rows}"), imports::marks::put_sql(rows));
        found.add(format!("imports::products::many_sql {rows}"), imports::products::many_sql(rows));
    }
    found.add("events::insert_many_sql", events::insert_many_sql());
    for table in import::Keyed::ALL {
        found.add(format!("import::keys_sql {table:?}"), import::keys_sql(table));
    }
    for rows in [1, 20] {
        found.add(format!("import::parties_sql {rows}"), import::parties_sql(rows));
        found.add(format!("import::opportunities_sql {rows}"), import::opportunities_sql(rows));
        found.add(format!("import::visits_sql {rows}"), import::visits_sql(rows));
    }
}

fn catalog(engine: Engine, found: &mut Collected) {
    for search in SEARCHES {
        for descending in [false, true] {
            for (sort, owner) in
                parties::list::Sort::ALL.into_iter().flat_map(|sort| [(sort, None), (sort, Some(Uuid::nil()))])
            {
                let query =
                    parties::list::ListQuery { owner, sort, descending, search: search.into(), ..Default::default() };
                let name = format!("parties::list::sql {sort:?} {descending} {search:?} owner {}", owner.is_some());
                if search.chars().count() >= 3 {
                    let name = name.replace("list::sql", "list::common_sql");
                    found.add(name, parties::list::common_sql(engine, &query));
                } else if !search.is_empty() {
                    let name = name.replace("list::sql", "list::beginning_sql");
                    found.add(name, parties::list::beginning_sql(engine, &query));
                }
                found.list(name, parties::list::sql(engine, &query));
            }
            let narrowed =
                |sort| [(sort, None, None), (sort, Some(Uuid::nil()), None), (sort, None, Some(Uuid::nil()))];
            for (sort, category, tag) in products::list::Sort::ALL.into_iter().flat_map(narrowed) {
                let query = products::list::ListQuery {
                    sort,
                    category,
                    tag,
                    descending,
                    search: search.into(),
                    ..Default::default()
                };
                // Those of a category or with a tag are few of all, and sorted among themselves.
                let name = match (category, tag) {
                    (Some(_), _) => "category products::list::sql",
                    (_, Some(_)) => "tag products::list::sql",
                    _ => "products::list::sql",
                };
                let name = format!("{name} {sort:?} {descending} {search:?}");
                found.list(name, products::list::sql(engine, &query));
            }
        }
    }
    found.add("crm::activities::open_of_many_sql", crm::activities::open_of_many_sql());
    found.add("crm::meetings::of_many_sql", crm::meetings::of_many_sql());
    found.add("crm::meetings::attendees_of_many_sql", crm::meetings::attendees_of_many_sql());
    found.add("crm::tags::of_many_sql", crm::tags::of_many_sql());
    found.add("crm::custom::of_many_sql", crm::custom::of_many_sql());
    found.add("crm::chance::some_sql", crm::chance::some_sql(engine));
    found.add("parties::merges::lock_sql shared", parties::merges::lock_sql(dialect::for_share(engine)));
    for text in parties::merges::MOVES.into_iter().flatten() {
        found.add(format!("parties::merges::MOVES {text}"), text.to_owned());
    }
    for what in parties::found::What::ALL {
        let suffix = dialect::for_update(engine);
        found.add(format!("parties::found::page_sql {what:?}"), parties::found::page_sql(what, suffix));
        found.add(format!("parties::found::put {what:?}"), what.put().to_owned());
    }
    for text in parties::pairs::DROP_OPEN.into_iter().chain(parties::pairs::DROP_ALL) {
        found.add(format!("parties::pairs::DROP {text}"), text.to_owned());
    }
    found.add("parties::list::within_sql", parties::list::within_sql(engine, "meri"));
    found.add("products::combos::products_sql", products::combos::products_sql());
    found.add("products::tags::of_many_sql", products::tags::of_many_sql());
    found.add("products::list::one_sql", products::list::one_sql());
    found.add("products::list::prefix_sql", products::list::prefix_sql());
    found.add("products::list::within_sql", products::list::within_sql(engine, "meri"));
}

fn scoped(engine: Engine, scope: &Scope, found: &mut Collected) {
    let reach = scope.reach;
    let locked = dialect::for_update(engine);
    for suffix in ["", locked] {
        found.add(format!("quotes::record::find_sql {reach:?}{suffix}"), quotes::record::find_sql(scope, suffix));
        found.add(format!("quotes::record::find_any_sql{suffix}"), quotes::record::find_any_sql(suffix));
        found.add(format!("crm::record::find_sql {reach:?}{suffix}"), crm::record::find_sql(scope, suffix));
        found.add(format!("crm::recurring::load_sql{suffix}"), crm::recurring::load_sql(suffix));
    }
    found.add(format!("quotes::sources::opportunity_sql {reach:?}"), quotes::sources::opportunity_sql(scope));
    for column in ["opportunity_id", "party_id"] {
        found.add(format!("quotes::list::of_sql {column} {reach:?}"), quotes::list::of_sql(scope, column));
    }
    found.add(format!("files::of_quotes_sql {reach:?}"), files::of_quotes_sql(scope));
    found.add(format!("orders::find_sql {reach:?}"), orders::find_sql(scope));
    for owned in live::Owned::ALL {
        found.add(format!("live::within_sql {owned:?} {reach:?}"), live::within_sql(scope, owned));
    }
    for wait in [today::Wait::Answer, today::Wait::Expiry, today::Wait::Sending, today::Wait::Opening] {
        found.add(format!("today::waiting_sql {wait:?} {reach:?}"), today::waiting_sql(scope, wait));
    }
    found.add(format!("today::moved_sql {reach:?}"), today::moved_sql(scope));
    found.add(format!("today::without_quote_sql {reach:?}"), today::without_quote_sql(scope));
    found.add(format!("crm::merges::merged_sql {reach:?}"), crm::merges::merged_sql(scope));
    for texts in crm::merges::MOVES {
        for text in texts {
            found.add(format!("crm::merges::MOVES {reach:?} {text}"), text.to_owned());
        }
    }
    let by = crm::duplicates::By::Email("@a.fi", "b@a.fi");
    for by in
        [by, crm::duplicates::By::Domain(""), crm::duplicates::By::Phone(""), crm::duplicates::By::Party(Uuid::nil())]
    {
        for scope in [None, Some(scope)] {
            let name = format!("crm::duplicates::found_sql {by:?} {reach:?} {}", scope.is_some());
            found.add(name, crm::duplicates::found_sql(scope, by));
        }
    }
    found.add(format!("crm::assignments::waiting_sql {reach:?}"), crm::assignments::waiting_sql(scope));
    found.add(format!("crm::activities::mine_sql {reach:?}"), crm::activities::mine_sql(scope));
    measured::progress(scope, found);
    for search in SEARCHES {
        lists(engine, scope, search, found);
        board(engine, scope, search, found);
        for among in palette::Among::ALL.into_iter().filter(|_| !search.is_empty()) {
            if let Some(sql) = palette::found_sql(engine, scope, among, search) {
                found.add(format!("palette::found_sql {among:?} {search:?} {reach:?}"), sql);
            }
        }
        opportunities(engine, scope, search, found);
        measured::groups(engine, scope, search, found);
    }
}

fn lists(engine: Engine, scope: &Scope, search: &str, found: &mut Collected) {
    use quotes::list::{ListQuery, Sort, Tab};
    let reach = scope.reach;
    for descending in [false, true] {
        for sort in Sort::ALL {
            let all = Tab::ALL.map(|tab| (tab, None));
            for (tab, owner) in all.into_iter().chain([(Tab::All, Some(scope.user))]) {
                let query = ListQuery { tab, owner, sort, descending, search: search.into(), ..Default::default() };
                let tab = owner.map_or_else(|| format!("{tab:?}"), |_| "Mine".to_owned());
                let name = format!("quotes::list::sql {tab} {sort:?} {descending} {search:?} {reach:?}");
                found.list(name, quotes::list::sql(engine, scope, &query));
            }
        }
        for sort in orders::Sort::ALL {
            let name = format!("orders::list_sql {sort:?} {descending} {search:?} {reach:?}");
            found.list(name, orders::list_sql(engine, scope, search, sort, descending));
        }
    }
}

fn board(engine: Engine, scope: &Scope, search: &str, found: &mut Collected) {
    let reach = scope.reach;
    use crm::board::{Filter, Step};
    for (owner, team, step) in [
        (None, None, None),
        (Some(Uuid::nil()), None, None),
        (None, Some(Uuid::nil()), None),
        (None, None, Some(Step::None)),
        (None, None, Some(Step::Late)),
    ] {
        let filter = Filter { owner, team, search: search.into(), step, ..Filter::default() };
        let which = format!("owner {} team {} step {step:?} {search:?} {reach:?}", owner.is_some(), team.is_some());
        lanes(engine, scope, &filter, &which, found);
    }
    let base = Filter { search: search.into(), ..Filter::default() };
    for (which, filter) in [
        ("stage", Filter { stage: Some(Uuid::nil()), ..base.clone() }),
        ("plan", Filter { plan: Some(Uuid::nil()), ..base.clone() }),
        ("tag", Filter { tag: Some(Uuid::nil()), ..base.clone() }),
        ("has", Filter { has: Some((Uuid::nil(), "yes".into())), ..base.clone() }),
        ("source", Filter { source: "web".into(), ..base.clone() }),
        ("before", Filter { before: Some("2026-12-01".into()), ..base.clone() }),
    ] {
        lanes(engine, scope, &filter, &format!("{which} {search:?} {reach:?}"), found);
    }
}

fn lanes(engine: Engine, scope: &Scope, filter: &crm::board::Filter, which: &str, found: &mut Collected) {
    use crm::board::{self, calendar, figures, forecast};
    // The sums are those that are kept, unless more is asked than they know.
    if filter.kept() {
        found.add(format!("crm::board::figures::sums_sql {which}"), figures::sums_sql(scope, filter));
        found.add(format!("crm::board::figures::closed_sql {which}"), figures::closed_sql(scope, filter));
    } else {
        found.add(format!("crm::board::sums_sql {which}"), board::sums_sql(engine, scope, filter));
        found.add(format!("crm::board::closed_sql {which}"), board::closed_sql(engine, scope, filter));
    }
    found.add(format!("crm::board::cards_sql {which}"), board::cards_sql(engine, scope, filter));
    use board::groups::{self, By, Within};
    for by in By::ALL {
        found.add(format!("crm::board::groups::sums_sql {by:?} {which}"), groups::sums_sql(engine, scope, filter, by));
    }
    let (id, text) = (Uuid::nil(), String::new());
    for within in [
        Within::Owner(Some(id)),
        Within::Owner(None),
        Within::Team(Some(id)),
        Within::Team(None),
        Within::Source(text.clone()),
        Within::Closing(text.clone(), text.clone()),
        Within::Due(text.clone(), text),
    ] {
        let sql = groups::cards_sql(engine, scope, filter, &within);
        found.add(format!("crm::board::groups::cards_sql {within:?} {which}"), sql);
    }
    found.add(format!("crm::board::forecast::sums_sql {which}"), forecast::sums_sql(engine, scope, filter));
    found.add(format!("crm::board::forecast::dated_sql {which}"), forecast::dated_sql(engine, scope, filter));
    found.add(format!("crm::board::forecast::undated_sql {which}"), forecast::undated_sql(engine, scope, filter));
    found.add(format!("crm::board::forecast::closings_sql {which}"), forecast::closings_sql(engine, scope, filter));
    for person in [false, true] {
        let sql = calendar::activities_sql(engine, scope, filter, person);
        found.add(format!("crm::board::calendar::activities_sql person {person} {which}"), sql);
    }
}

/// Every order and direction, from the start and further on, with each filter alone and none.
fn opportunities(engine: Engine, scope: &Scope, search: &str, found: &mut Collected) {
    use crm::{
        board::Step,
        list::{Filter, Key, Sort},
    };
    let (reach, id) = (scope.reach, Some(Uuid::nil()));
    for sort in Sort::ALL {
        let key = if matches!(sort, Sort::Close | Sort::Next) { Key::Text(String::new()) } else { Key::Number(0) };
        for (descending, after) in
            [false, true].into_iter().flat_map(|way| [(way, None), (way, Some((key.clone(), Uuid::nil())))])
        {
            let further = after.is_some();
            let base =
                Filter { state: "open".into(), search: search.into(), sort, descending, after, ..Filter::default() };
            for (which, filter) in [
                ("all", base.clone()),
                ("owner", Filter { owner: id, ..base.clone() }),
                ("team", Filter { team: id, ..base.clone() }),
                ("stage", Filter { stage: id, ..base.clone() }),
                ("plan", Filter { plan: id, ..base.clone() }),
                ("tag", Filter { tag: id, ..base.clone() }),
                ("has", Filter { has: Some((Uuid::nil(), "yes".into())), ..base.clone() }),
                ("source", Filter { source: "web".into(), ..base.clone() }),
                ("before", Filter { before: Some("2026-12-01".into()), ..base.clone() }),
                ("no_step", Filter { step: Some(Step::None), ..base.clone() }),
                ("late", Filter { step: Some(Step::Late), ..base.clone() }),
            ] {
                let name = format!("{which} {sort:?} {descending} {further} {search:?} {reach:?}");
                found.add(format!("crm::list::page_sql {name}"), crm::list::page_sql(engine, scope, &filter));
                if further {
                    let behind = crm::list::count_behind_sql(engine, scope, &filter);
                    found.add(format!("crm::list::count_behind_sql {name}"), behind);
                } else if !descending {
                    found.add(format!("crm::list::one_sql {name}"), crm::list::one_sql(engine, scope, &filter));
                }
                if sort == Sort::Moved && !further {
                    found.add(format!("crm::list::ids_sql {name}"), crm::list::ids_sql(engine, scope, &filter));
                    found.add(format!("crm::list::count_sql {name}"), crm::list::count_sql(engine, scope, &filter));
                    let narrow = ["all", "owner", "team", "stage"].contains(&which);
                    if narrow && search.chars().count() >= crm::list::searched::LEAST {
                        let sql = crm::list::searched::count_sql(engine, scope, &filter);
                        found.add(format!("crm::list::searched::count_sql {name}"), sql);
                    }
                }
            }
        }
    }
}
