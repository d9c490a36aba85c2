//! What lies ahead: opportunities by the month they are expected to close in, and activities and closings by day.
pub mod api;
mod calendar;
mod forecast;
mod when;
mod words;

pub use calendar::CalendarPage;
pub use forecast::ForecastPage;
