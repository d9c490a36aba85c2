//! What a saved view opens with: its address without what is no more, or in use no more.
use crate::Denied;
use domain::{
    crm::{OpportunityState, saved_views as rules},
    ids::CompanyId,
};
use std::collections::BTreeSet;
use store::{
    Conn, company,
    crm::{custom, recurring, tags},
};
use uuid::Uuid;
use wire::pivot::PivotQuery;

/// What views name by ids, and which of it there is.
pub(crate) struct There {
    /// Stages, people, teams, tags, recurring plans and fields that are there, also out of use.
    known: BTreeSet<Uuid>,
    /// Stages and people that are out of use: nothing that is open is theirs.
    idle: BTreeSet<Uuid>,
}

/// The pages that show groups of opportunities.
const GROUPED: [&str; 2] = ["/pivot", "/graph"];
/// The keys of addresses that name something by its id.
const NAMED: [&str; 8] = ["stage", "owner", "whose", "team", "tag", "plan", "has", "columns"];

impl There {
    pub(crate) async fn read(conn: &mut Conn, company: CompanyId) -> Result<There, Denied> {
        let stages = company::stages(conn, company).await?;
        let users = company::users(conn, company).await?;
        let mut known: BTreeSet<Uuid> = stages.iter().map(|stage| stage.id).collect();
        known.extend(users.iter().map(|user| user.id));
        known.extend(company::teams(conn, company).await?.iter().map(|(id, _)| *id));
        known.extend(tags::list(conn, company).await?.iter().map(|tag| tag.id));
        known.extend(recurring::list(conn, company).await?.iter().map(|plan| plan.id));
        // A field that is out of use finds and shows nothing.
        let fields = custom::list(conn, company).await?;
        known.extend(fields.iter().filter(|field| field.retired == 0).map(|field| field.id));
        let mut idle: BTreeSet<Uuid> = stages.iter().filter(|stage| stage.retired == 1).map(|stage| stage.id).collect();
        idle.extend(users.iter().filter(|user| user.active == 0).map(|user| user.id));
        Ok(There { known, idle })
    }

    /// The address a view opens with, and whether it names something that it opens without: then the address says so too.
    pub(crate) fn opens(&self, path: &str, query: &str) -> (String, bool) {
        let pairs = rules::pairs(query);
        let state = pairs.iter().find(|(key, _)| key == "state").map(|(_, value)| value.as_str());
        // A share of what was won is of what has ended, whatever the address says of open ones.
        let said = |key: &str| pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone());
        let every_state = GROUPED.contains(&path) && PivotQuery::read(said).every_state();
        let open = !every_state && state.is_none_or(|state| state == OpportunityState::Open.code());
        let there = |id: &Uuid| self.known.contains(id) && !(open && self.idle.contains(id));
        let mut missing = false;
        let mut kept = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            if !NAMED.contains(&key) {
                kept.push(pair.to_owned());
                continue;
            }
            let parts: Vec<&str> = value.split('.').collect();
            // Of a field with a value, the field alone is looked for.
            let looked_for = if key == "has" { parts.get(..1).unwrap_or_default() } else { parts.as_slice() };
            let gone = |part: &&&str| part.parse::<Uuid>().is_ok_and(|id| !there(&id));
            if !looked_for.iter().any(|part| gone(&part)) {
                kept.push(pair.to_owned());
                continue;
            }
            missing = true;
            let left: Vec<&str> = parts.iter().filter(|part| !gone(part)).copied().collect();
            if key == "columns" && !left.is_empty() {
                kept.push(format!("columns={}", left.join(".")));
            }
        }
        if missing {
            kept.push(format!("{}=1", rules::GONE));
        }
        let query = kept.join("&");
        (if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }, missing)
    }
}

/// Whether an address names anything by its id.
pub(crate) fn names(query: &str) -> bool {
    query.split('&').filter_map(|pair| pair.split_once('=')).any(|(key, _)| NAMED.contains(&key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_opens_without_what_is_gone_and_keeps_all_else() {
        let [here, gone, idle] = [1, 2, 3].map(Uuid::from_u128);
        let there = There { known: BTreeSet::from([here, idle]), idle: BTreeSet::from([idle]) };
        let opens = |query: String| there.opens("/opportunities", &query);
        let whole = |query: &str| (format!("/opportunities?{query}"), false);
        assert_eq!(there.opens("/pipeline", ""), ("/pipeline".to_owned(), false));
        for query in [
            format!("stage={here}&search=m%C3%A4k%20%26"),
            format!("state=lost&owner={idle}"),
            format!("has={here}.{gone}"),
            format!("search={gone}"),
            "stage=-&team&owner=%3Cscript%3E".to_owned(),
            "rows=stage&columns=owner".to_owned(),
        ] {
            assert_eq!(opens(query.clone()), whole(&query));
        }
        for (path, query) in [("/pivot", "value=won_share"), ("/graph", "value=days"), ("/pivot", "state=all")] {
            let ended = format!("{query}&owner={idle}");
            assert_eq!(there.opens(path, &ended), (format!("{path}?{ended}"), false), "it is about ended ones");
        }
        assert!(there.opens("/graph", &format!("value=count&owner={idle}")).1);
        for (query, left) in [
            (format!("mine=1&stage={gone}"), "mine=1&gone=1".to_owned()),
            (format!("owner={idle}&mine=1"), "mine=1&gone=1".to_owned()),
            (format!("state=open&stage={idle}"), "state=open&gone=1".to_owned()),
            (format!("has={gone}.yes"), "gone=1".to_owned()),
            (format!("columns={gone}.{here}"), format!("columns={here}&gone=1")),
            (format!("columns={gone}"), "gone=1".to_owned()),
        ] {
            assert_eq!(opens(query.clone()), (format!("/opportunities?{left}"), true), "{query}");
        }
    }
}
