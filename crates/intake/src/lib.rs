//! Everything that parses bytes from strangers: bounded, strict, and with a sentence for whoever must mend the file.
pub mod crm_sales;
pub mod file;
pub mod forms;
pub mod mail;
pub mod picture;
pub mod sheet;
pub mod statement;
pub mod table;
