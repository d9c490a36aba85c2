//! Data from elsewhere, for the command line of whoever runs the installation.
pub mod crm_sales;
pub mod report;

pub use crm_sales::crm_sales;
pub use report::{Kind, Report};
