//! Whose work a quotation is: the team that follows its salesperson.

/// The team of a new quotation: that of what it is made from, an opportunity or a customer, else its salesperson's.
pub fn of_new<T>(of_source: Option<T>, of_salesperson: Option<T>) -> Option<T> {
    of_source.or(of_salesperson)
}

/// The team after a quotation was given to another salesperson: theirs; where they are in none, it stays with the team
/// that had it.
pub fn after_hand_over<T>(of_salesperson: Option<T>, before: Option<T>) -> Option<T> {
    of_salesperson.or(before)
}
