//! Roles, permissions, and how far an actor may see: the whole table on one screen.
use serde::{Deserialize, Serialize};

/// What a person is in the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sells; sees own customers' documents.
    Seller,
    /// Sells; sees everything of the team.
    TeamSeller,
    /// Leads selling; sees everything of the company.
    Manager,
    /// Runs the program; everything, and settings and users.
    Administrator,
}

/// Which rows an actor may see and change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Rows the actor owns.
    Own,
    /// Rows of the actor's team, and own ones.
    Team,
    /// Every row of the company.
    All,
}

/// Something an actor may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read and write opportunities, customers, quotations within reach.
    Sell,
    /// Change products, units, categories, prices, currencies, delivery methods and templates.
    Catalog,
    /// Give more than the limits allow, and approve what others give.
    Approve,
    /// See what things cost and what is earned on them.
    Margin,
    /// See the outbox and send its messages again.
    Outbox,
    /// Bring in many records from a file, and take them back.
    Import,
    /// Give waiting opportunities to members of teams by their rules, and see what the rules would have done.
    Assign,
    /// Set what people and teams are to sell.
    Targets,
    /// Change the company, users, teams and stages.
    Settings,
}

impl Role {
    /// All roles, from least to most.
    pub const ALL: [Role; 4] = [Role::Seller, Role::TeamSeller, Role::Manager, Role::Administrator];

    /// How far the role sees.
    pub const fn reach(self) -> Reach {
        match self {
            Role::Seller => Reach::Own,
            Role::TeamSeller => Reach::Team,
            Role::Manager | Role::Administrator => Reach::All,
        }
    }

    /// Whether the role may do it. This function is the rule; screens and tests read it.
    pub const fn may(self, permission: Permission) -> bool {
        match permission {
            Permission::Sell => true,
            Permission::Catalog
            | Permission::Margin
            | Permission::Approve
            | Permission::Outbox
            | Permission::Assign
            | Permission::Targets => matches!(self, Role::Manager | Role::Administrator),
            Permission::Settings | Permission::Import => matches!(self, Role::Administrator),
        }
    }

    /// Whether the role sees costs and margins: by itself, or because the company shows them to its sellers.
    pub const fn sees_margin(self, sellers_too: bool) -> bool {
        sellers_too || self.may(Permission::Margin)
    }

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Seller => "seller",
            Role::TeamSeller => "team_seller",
            Role::Manager => "manager",
            Role::Administrator => "administrator",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }
}
