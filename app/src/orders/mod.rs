//! Orders: the list, and what exactly was accepted.
pub mod api;
mod e_invoice;
mod list_page;
mod order_lines;
mod order_page;
mod payment;
mod statement_page;
mod statements_page;
mod why;

pub use list_page::OrdersPage;
pub use order_page::OrderPage;
pub use statement_page::StatementPage;
pub use statements_page::StatementsPage;
