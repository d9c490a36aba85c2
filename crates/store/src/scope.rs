//! Which rows an actor may see: part of every statement that reads or changes a business row.
use domain::{
    actors::Reach,
    ids::{CompanyId, LinkId, QuoteId, TeamId, UserId},
};
use uuid::Uuid;

/// Who asks for something to be done once: the saved answer of a key is told to nobody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    /// For which company.
    pub company: CompanyId,
    /// The person, or the link a customer is on.
    pub who: Uuid,
}

/// The rows a signed-in person may see. Built only by the gate that admits people (`usecases::actors`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The company; never another one's rows.
    pub company: CompanyId,
    /// The person.
    pub user: UserId,
    /// The person's team.
    pub team: Option<TeamId>,
    /// How far the person's role reaches.
    pub reach: Reach,
}

impl Scope {
    /// The person as whoever asks for something to be done once.
    pub const fn asker(&self) -> Asker {
        Asker { company: self.company, who: self.user.0 }
    }

    /// The condition on a row with `owner_id` and `team_id`, to stand after `company_id = $1`. The person and
    /// the team are bound after the statement's other parameters, as `$next` and `$next + 1`: see [`scoped!`].
    pub fn condition(&self, table: &str, next: usize) -> String {
        match self.reach {
            Reach::All => String::new(),
            Reach::Own => format!(" AND {table}.owner_id = ${next}"),
            Reach::Team => format!(" AND ({table}.owner_id = ${next} OR {table}.team_id = ${})", next + 1),
        }
    }

    /// What is bound for [`Scope::condition`], in order.
    pub fn bindings(&self) -> Vec<Uuid> {
        match self.reach {
            Reach::All => Vec::new(),
            Reach::Own => vec![self.user.0],
            // Without a team nothing matches but what one owns.
            Reach::Team => vec![self.user.0, self.team.map_or(Uuid::nil(), |team| team.0)],
        }
    }
}

/// Binds a scope's person and team after a query's other parameters.
#[macro_export]
macro_rules! scoped {
    ($query:expr, $scope:expr) => {{
        let mut query = $query;
        for id in $scope.bindings() {
            query = query.bind(id);
        }
        query
    }};
}

/// What a customer on a link may see: one quotation. Built only by the gate that admits visitors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitorScope {
    /// The selling company.
    pub company: CompanyId,
    /// The quotation.
    pub quote: QuoteId,
    /// The link.
    pub link: LinkId,
}

impl VisitorScope {
    /// The link as whoever asks for something to be done once.
    pub const fn asker(&self) -> Asker {
        Asker { company: self.company, who: self.link.0 }
    }
}
