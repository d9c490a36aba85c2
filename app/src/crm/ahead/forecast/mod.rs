//! The forecast: every open opportunity in the lane of the month it is expected to close in.
mod card;
mod desk;
mod lane;
mod layout;
mod page;
mod scale;

pub use page::ForecastPage;
