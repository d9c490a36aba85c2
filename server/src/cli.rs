//! What one can say on the command line.
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// CRM and quotations in one program, from a stranger's first message to a signed order.
#[derive(Parser, Debug)]
#[command(name = "tarjous", version, about, long_about = None, after_help = AFTER, max_term_width = 100)]
pub struct Cli {
    /// Settings of the installation.
    #[command(flatten)]
    pub settings: Settings,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER: &str = "Every setting can be given as an option, in the environment, or as a line `key = \"value\"` of the file \
`tarjous.toml` in the data directory (keys as the long options, with _ for -). Options win over the environment, the \
environment over the file.\n\nFirst start:  tarjous serve --demo\nDocumentation: docs/running.md";

/// Settings of the installation.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Directory of the embedded database, keys and settings; made when missing
    #[arg(long, env = "TARJOUS_DATA", value_name = "DIR", global = true)]
    pub data: Option<PathBuf>,
    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, env = "TARJOUS_LISTEN", value_name = "ADDRESS:PORT", global = true)]
    pub listen: Option<String>,
    /// Address under which people reach the program; customers' links begin with it [default: http://<listen>]
    #[arg(long, env = "TARJOUS_PUBLIC_URL", value_name = "URL", global = true)]
    pub public_url: Option<String>,
    /// PostgreSQL in place of the embedded database: postgres://user:password@host/database
    #[arg(long, env = "DATABASE_URL", value_name = "URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// Key of the audit trail, 64 hex digits; needed when several servers share a database [default: a file]
    #[arg(long, env = "TARJOUS_KEY", value_name = "HEX", global = true, hide_env_values = true)]
    pub key: Option<String>,
    /// Mail server; without it mails wait in the outbox, readable
    #[arg(long, env = "TARJOUS_SMTP_HOST", value_name = "HOST", global = true)]
    pub smtp_host: Option<String>,
    /// Its port [default: 587; 465 with tls, 25 without encryption]
    #[arg(long, env = "TARJOUS_SMTP_PORT", value_name = "PORT", global = true)]
    pub smtp_port: Option<u16>,
    /// How the connection is encrypted [default: starttls]
    #[arg(long, env = "TARJOUS_SMTP_ENCRYPTION", value_name = "HOW", global = true)]
    pub smtp_encryption: Option<SmtpEncryption>,
    /// User name at the mail server
    #[arg(long, env = "TARJOUS_SMTP_USER", value_name = "NAME", global = true)]
    pub smtp_user: Option<String>,
    /// Password at the mail server
    #[arg(long, env = "TARJOUS_SMTP_PASSWORD", value_name = "SECRET", global = true, hide_env_values = true)]
    pub smtp_password: Option<String>,
    /// Sender address, where it is not the company's own
    #[arg(long, env = "TARJOUS_MAIL_FROM", value_name = "ADDRESS", global = true)]
    pub mail_from: Option<String>,
    /// Addresses of proxies whose X-Forwarded-For is believed, separated by commas
    #[arg(long, env = "TARJOUS_PROXIES", value_name = "ADDRESSES", global = true)]
    pub proxies: Option<String>,
}

/// How the connection to the mail server is encrypted.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpEncryption {
    /// Plain first, encrypted before anything is said (the usual, port 587).
    Starttls,
    /// Encrypted from the start (port 465).
    Tls,
    /// Not at all: only for a mail server on the same machine.
    None,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Start the program and answer browsers
    Serve {
        /// Fill an empty database with the demo company first
        #[arg(long)]
        demo: bool,
    },
    /// Fill an empty database with the demo company, or add a large pipeline to it
    Demo {
        /// Add so many opportunities, each with a customer of its own: to see how the program behaves with a million
        #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=5_000_000))]
        opportunities: Option<u32>,
    },
    /// Bring in data from elsewhere
    #[command(subcommand)]
    Import(Import),
    /// Users
    #[command(subcommand)]
    User(User),
    /// Bring the database's schema up to date and stop
    Migrate,
    /// Write a copy of the whole database that can be restored, while the program runs
    Backup {
        /// The file to write; it must not exist
        file: PathBuf,
    },
    /// Put a backup in place of an empty data directory
    Restore {
        /// The file to read
        file: PathBuf,
    },
    /// Check the audit trail, the numbers, the files and the sums
    Verify,
}

/// Data from elsewhere.
#[derive(Subcommand, Debug)]
pub enum Import {
    /// The public CRM data set "CRM Sales Opportunities": accounts, products, teams, opportunities
    CrmSales {
        /// The directory with accounts.csv, products.csv, sales_teams.csv, sales_pipeline.csv
        dir: PathBuf,
    },
}

/// Users.
#[derive(Subcommand, Debug)]
pub enum User {
    /// Make a user and print a link with which they set their password
    Add {
        /// E-mail address
        email: String,
        /// First and last name
        #[arg(long)]
        name: String,
        /// What they may do
        #[arg(long, value_enum, default_value = "seller")]
        role: RoleName,
    },
    /// Let a user sign in no more; what is theirs stays under their name
    Off {
        /// E-mail address
        email: String,
    },
    /// Let a user sign in again
    On {
        /// E-mail address
        email: String,
    },
}

/// Roles by name.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum RoleName {
    /// Own documents.
    Seller,
    /// The team's documents.
    TeamSeller,
    /// All documents.
    Manager,
    /// Everything, and settings.
    Administrator,
}
