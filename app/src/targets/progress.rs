//! How far somebody has come this month, as a bar and in words.
use crate::{
    crm::thousandths,
    frame::currency,
    i18n::use_t,
    ui::{Bar, Fill},
};
use ::wire::targets::Progress;
use domain::{formats, money::round};
use i18n::groups;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// One's own month, or the team's.
#[component]
pub(crate) fn Progressed(progress: Progress) -> impl IntoView {
    let t = use_t();
    let Progress { team, month, won, won_count: _, open, open_count, target } = progress;
    let money = move |value: Decimal| formats::money_short(t.figures(), value, &currency());
    let month = groups::month_name(t, month);
    let begun = match team.as_str() {
        "" => t.targets_month_so_far(money(won), month),
        team => t.targets_team_so_far(team, money(won), month),
    };
    let likely = (open_count > 0).then(|| t.targets_likely(open_count, money(open), money(won + open)));
    let against = match target {
        None => t.targets_no_target().to_owned(),
        Some(target) => t.targets_target(money(target), formats::percent(t.figures(), reached(won, target))),
    };
    let whole = (won + open).max(target.unwrap_or_default());
    let parts = vec![(thousandths(won, whole), Fill::Positive), (thousandths(open, whole), Fill::Amount)];
    view! {
        <div class="gap-s">
            <p class="t-13"><b>{begun}</b>" "{against}</p>
            <Bar label=t.targets_bar() class="tall" parts/>
            {likely.map(|likely| view! { <p class="muted t-13">{likely}</p> })}
        </div>
    }
}

/// How much of a target that is, in whole percent; all of a target of nothing.
fn reached(won: Decimal, target: Decimal) -> Decimal {
    let share = won.checked_mul(Decimal::ONE_HUNDRED).and_then(|won| won.checked_div(target));
    round(share.unwrap_or(Decimal::ONE_HUNDRED), 0).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_of_nothing_is_reached() {
        assert_eq!(reached(Decimal::ZERO, Decimal::ZERO), Decimal::ONE_HUNDRED);
        assert_eq!(reached(Decimal::from(1), Decimal::from(3)), Decimal::from(33));
        assert_eq!(reached(Decimal::from(120), Decimal::from(100)), Decimal::from(120));
    }
}
