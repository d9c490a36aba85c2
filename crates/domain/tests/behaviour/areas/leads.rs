//! Leads and opportunities: the chance learned, who gets one, merging, doubles, closing, what is worth how much.
use crate::{
    checks::{Checks, figure},
    form::{Form, same_length},
};
use chrono::{NaiveDate, NaiveDateTime};
use domain::{
    crm::{
        OpportunityState,
        assign::{Member, Waiting, quota, share},
        closing::{closed_at, won_stage},
        duplicates::email_key,
        merge::{self, Candidate, MergedChance},
        revenue::weighted,
        rotting::rotting_days,
        scoring::{Ended, Frequencies, ScoredStage, Seen, Sign},
    },
    ids::{OpportunityId, StageId, TeamId, UserId},
    refusal::Refusal,
};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

/// An identity made of a name, the same for the same name.
fn named(name: &str) -> Uuid {
    let mut bytes = [0_u8; 16];
    for (at, byte) in name.bytes().enumerate() {
        bytes[at % 16] = bytes[at % 16].wrapping_mul(31).wrapping_add(byte);
    }
    Uuid::from_bytes(bytes)
}

fn words(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| format!("{value} is no text"))
}

fn count(form: &Form<'_>, key: &str) -> Result<u32, String> {
    form.need_text(&[key])?.parse().map_err(|_| format!("{key} is no count"))
}

fn counts(list: &[Value]) -> Result<Vec<u32>, String> {
    list.iter().map(|value| words(value)?.parse().map_err(|_| format!("{value} is no count"))).collect()
}

pub fn run(area: &str, input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<Option<String>, String> {
    match area {
        "crm.scoring" => return scoring(input, expect, checks),
        "crm.assign" if input.has("leads") => which_leads(input, expect, checks)?,
        "crm.assign" if input.has("waiting_leads") => no_capacity(input, expect, checks)?,
        "crm.assign" => quotas(input, expect, checks)?,
        "crm.merge" if input.has("leads") => merge_order(input, expect, checks)?,
        "crm.merge" if input.has("selected") => merge_limit(input, expect, checks)?,
        "crm.merge" => merged_chances(input, expect, checks)?,
        "crm.dedupe" => doubles(input, expect, checks)?,
        "crm.rotting" => rotting(input, expect, checks)?,
        "crm.status" if input.has("stages") => won_into(input, expect, checks)?,
        "crm.status" => closed(input, expect, checks)?,
        "crm.revenue" => revenue(input, expect, checks)?,
        // A mail becomes a lead where mails come in.
        _ => return Ok(Some(format!("{area} belongs to intake"))),
    }
    Ok(None)
}

struct Lead {
    seen: Seen,
    ended: Option<Ended>,
}

fn stages(input: &Form<'_>) -> Result<Vec<ScoredStage>, String> {
    let stage = |form: &Form<'_>| {
        let name = form.need_text(&["stage", "name"])?;
        let team = form.text(&["team"])?;
        Ok(ScoredStage {
            id: StageId(named(name)),
            sequence: i64::from(count(form, "sequence")?),
            is_won: form.flag("is_won", false)?,
            teams: team.map(|team| TeamId(named(team))).into_iter().collect(),
        })
    };
    let stages: Vec<Form<'_>> = input.forms(&["stages_shared_by_all_teams", "stages"])?;
    let read = stages.iter().map(stage).collect::<Result<Vec<_>, String>>()?;
    stages.iter().try_for_each(Form::finish)?;
    Ok(read)
}

fn scored_leads(input: &Form<'_>) -> Result<Vec<Lead>, String> {
    let fields: Vec<&str> = input.need_list(&["scoring_fields"])?.iter().map(words).collect::<Result<_, _>>()?;
    let counts_empty: Vec<&str> =
        input.need_list(&["unset_counts_as_value_for"])?.iter().map(words).collect::<Result<_, _>>()?;
    let mut leads = Vec::new();
    for form in input.forms(&["leads"])? {
        let mut seen = Seen {
            team: form.text(&["team"])?.map(|team| TeamId(named(team))),
            stage: form.text(&["stage"])?.map(|stage| StageId(named(stage))),
            signs: Vec::new(),
        };
        for field in &fields {
            let sign = match *field {
                "country" => Sign::Country,
                "state" => Sign::Region,
                "email_state" => Sign::Email,
                "phone_state" => Sign::Phone,
                "source" => Sign::Source,
                other => return Err(format!("{other} is no sign")),
            };
            let value = form.text(&[field])?.filter(|value| *value != "unset" || counts_empty.contains(field));
            seen.signs.extend(value.map(|value| (sign, value.to_owned())));
        }
        let ended = match form.text(&["outcome"])? {
            Some("won") => Some(Ended::Won),
            Some("lost") => Some(Ended::Lost),
            Some(other) => return Err(format!("{other} is no outcome")),
            None => None,
        };
        same_length("leads are numbered", leads.len(), count(&form, "n")? as usize)?;
        form.finish()?;
        leads.push(Lead { seen, ended });
    }
    Ok(leads)
}

fn scoring(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<Option<String>, String> {
    if input.has("all_stages_are_team_specific") {
        input.flag("all_stages_are_team_specific", false)?;
        let team = TeamId(named("T1"));
        let stage = ScoredStage { id: StageId(named("S1")), sequence: 1, is_won: false, teams: vec![team] };
        let seen = Seen { team: Some(team), stage: Some(stage.id), signs: Vec::new() };
        let mut learned = Frequencies::default();
        learned.learn(&seen, Ended::Won, std::slice::from_ref(&stage));
        learned.learn(&seen, Ended::Lost, std::slice::from_ref(&stage));
        let chance = learned.chance(&seen, &[stage]).map(|chance| chance.percent);
        // What was set by hand stays where nothing can be learned.
        let manual = input.need_figure(&["lead_manual_probability"])?;
        checks.figure("automated", chance.unwrap_or_default(), expect.need(&["automated_probability"])?)?;
        checks.figure("probability", chance.unwrap_or(manual), expect.need(&["probability"])?)?;
        return Ok(None);
    }
    if input.has("steps") {
        return Ok(Some("crm.scoring steps are told in words: the table's tests keep them".into()));
    }
    let (stages, leads) = (stages(input)?, scored_leads(input)?);
    let mut learned = Frequencies::default();
    for lead in &leads {
        if let Some(ended) = lead.ended {
            learned.learn(&lead.seen, ended, &stages);
        }
    }
    let asked = counts(input.need_list(&["query_leads"])?)?;
    let answers = expect.need_list(&["probability"])?;
    same_length("probability", asked.len(), answers.len())?;
    for (number, answer) in asked.into_iter().zip(answers) {
        let lead = leads.get(number as usize).ok_or("no such lead")?;
        let chance = learned.chance(&lead.seen, &stages).ok_or("nothing was learned")?;
        checks.figure("probability", chance.percent, answer)?;
    }
    Ok(None)
}

fn quotas(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let capacity = input.need(&["monthly_capacity"])?;
    let wanted = expect.need_list(&["daily_quota"])?;
    let given = input.list(&["leads_assigned_last_24h"])?.map(|list| counts(list)).transpose()?;
    let given = given.unwrap_or_else(|| vec![0; wanted.len()]);
    let forced = input.list(&["ignore_today"])?.cloned().unwrap_or_else(|| vec![Value::Bool(false); wanted.len()]);
    let capacities = match capacity.as_array() {
        Some(list) => counts(list)?,
        None => vec![count(input, "monthly_capacity")?; wanted.len()],
    };
    same_length("quota", wanted.len(), given.len())?;
    for (at, answer) in wanted.iter().enumerate() {
        let before = if forced[at] == Value::Bool(true) { 0 } else { given[at] };
        checks.figure("daily_quota", Decimal::from(quota(capacities[at], before)), answer)?;
    }
    Ok(())
}

fn waiting(number: u128, chance: Decimal) -> Waiting {
    let lead = OpportunityId(Uuid::from_u128(number));
    Waiting { lead, chance, won: false, active: true, owned: false }
}

fn no_capacity(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let quota = quota(count(input, "capacity")?, count(input, "leads_last_24h")?);
    let leads = (0..u128::from(count(input, "waiting_leads")?)).map(|number| waiting(number, Decimal::ZERO)).collect();
    let member = Member { user: UserId(named("U1")), quota, away: false };
    let given = share(leads, &[member], |_, _| true, |_, _| false);
    checks.figure("assigned", Decimal::from(given.len()), expect.need(&["assigned"])?)
}

fn which_leads(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let room = quota(count(input, "team_members_capacity_each")?, 0);
    let mut leads = Vec::new();
    for (at, form) in (1_u128..).zip(input.forms(&["leads"])?) {
        let mut lead = waiting(at, form.figure(&["probability"])?.unwrap_or_default());
        lead.won = form.text(&["stage"])? == Some("won");
        lead.active = form.flag("active", true)?;
        let (user, team) = (form.text(&["user"])?, form.text(&["team"])?);
        lead.owned = user.is_some() || team.is_some();
        form.finish()?;
        leads.push(lead);
    }
    let members: Vec<Member> =
        ["U1", "U2", "U3"].map(|user| Member { user: UserId(named(user)), quota: room, away: false }).to_vec();
    let given = share(leads.clone(), &members, |_, _| true, |_, _| false);
    let answers = expect.need_list(&["assigned"])?;
    same_length("assigned", leads.len(), answers.len())?;
    for (lead, answer) in leads.iter().zip(answers) {
        // One that belongs to somebody stays with them: it is not given.
        let expected = answer.as_bool().unwrap_or(false);
        checks.equal("assigned", given.iter().any(|one| one.lead == lead.lead), expected);
    }
    Ok(())
}

fn merge_limit(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let candidate = |number| Candidate {
        id: OpportunityId(Uuid::from_u128(number)),
        lost: false,
        won: false,
        opportunity: false,
        stage: None,
        chance: Decimal::ZERO,
    };
    let refused = merge::order((0..u128::from(count(input, "selected")?)).map(candidate).collect());
    let most = expect.need_figure(&["limit"])?;
    checks.equal("manual_merge", expect.need_text(&["manual_merge"])? == "user_error", refused.is_err());
    checks.equal("limit", refused, Err(Refusal::TooLarge { most }));
    Ok(())
}

fn merge_order(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let (mut names, mut candidates) = (Vec::new(), Vec::new());
    for form in input.forms(&["leads"])? {
        let id = OpportunityId(Uuid::from_u128(u128::from(count(&form, "id")?)));
        names.push((id, form.need_text(&["n"])?.to_owned()));
        let sequence = form.figure(&["stage_sequence"])?;
        candidates.push(Candidate {
            id,
            lost: false,
            won: false,
            opportunity: form.need_text(&["type"])? == "opportunity",
            stage: sequence.map(|sequence| i64::try_from(sequence.mantissa()).unwrap_or_default()),
            chance: form.need_figure(&["probability"])?,
        });
        form.finish()?;
    }
    if input.text(&["also_selected_won_lead"])?.is_some() {
        candidates.push(Candidate { id: OpportunityId(named("won")), won: true, ..candidates[0] });
    }
    let any = candidates.iter().any(|one| one.opportunity && !one.won);
    let ordered = merge::order(candidates).map_err(|refusal| format!("{refusal:?}"))?;
    let name = |id| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.as_str()).unwrap_or_default();
    let told: Vec<&str> = ordered.iter().map(|one| name(one.id)).collect();
    checks.equal("master", told.first().copied(), expect.text(&["master"])?);
    checks.equal("result_type", Some(if any { "opportunity" } else { "lead" }), expect.text(&["result_type"])?);
    let wanted: Vec<&str> =
        expect.need_list(&["description_concat_order"])?.iter().map(words).collect::<Result<_, _>>()?;
    let texts = merge::all_texts(told.iter().copied());
    checks.equal("description_concat_order", texts, wanted.join("\n\n"));
    // What is chosen in the dialog comes before what the records say.
    for (key, chosen) in [("salesperson", "wizard_salesperson"), ("team", "wizard_team")] {
        checks.equal(key, Some(merge::first_filled([input.need_text(&[chosen])?, ""])), expect.text(&[key])?);
    }
    checks.equal("others_deleted", expect.flag("others_deleted", false)?, ordered.len() > 1);
    Ok(())
}

fn merged_chances(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let (before, after) = (input.need_list(&["master_probability"])?, expect.need_list(&["after"])?);
    same_length("after", before.len(), after.len())?;
    for (before, after) in before.iter().zip(after) {
        let chance = match words(before)?.strip_prefix("manual ") {
            Some(percent) => MergedChance::ByHand(figure("manual", &Value::String(percent.to_owned()))?),
            None => MergedChance::Automatic,
        };
        let expected = match words(after)?.strip_suffix(" manual") {
            Some(percent) => MergedChance::ByHand(figure("manual", &Value::String(percent.to_owned()))?),
            None => MergedChance::Automatic,
        };
        checks.equal("after", merge::merged_chance(chance), expected);
    }
    Ok(())
}

fn doubles(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let (emails, keys) = (input.need_list(&["emails"])?, expect.need_list(&["key"])?);
    same_length("key", emails.len(), keys.len())?;
    for (email, key) in emails.iter().zip(keys) {
        checks.equal("key", email_key(words(email)?).as_deref(), key.as_str());
    }
    Ok(())
}

fn moment(text: &str) -> Result<NaiveDateTime, String> {
    let long = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M");
    let short = || text.parse::<NaiveDate>().map(|day| day.and_hms_opt(12, 0, 0).unwrap_or_default());
    long.or_else(|_| short()).map_err(|_| format!("{text} is no moment"))
}

fn rotting(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    use OpportunityState::{Open, Won};
    let threshold = count(input, "leads_in_stage_with_threshold_days")?;
    let now = moment(input.need_text(&["now"])?)?;
    let since: Vec<NaiveDateTime> =
        input.need_list(&["last_stage_update"])?.iter().map(|one| moment(words(one)?)).collect::<Result<_, _>>()?;
    let (days, rots) = (expect.need_list(&["rotting_days_at_start"])?, expect.need_list(&["is_rotting_at_start"])?);
    for (at, since) in since.iter().enumerate() {
        let found = rotting_days(Open, threshold, *since, now);
        checks.figure("rotting_days", Decimal::from(found.unwrap_or_default()), &days[at])?;
        checks.equal("is_rotting", Some(found.is_some()), rots[at].as_bool());
    }
    let won = rotting_days(Won, threshold, moment(input.need_text(&["won_lead_last_update"])?)?, now);
    checks.equal("won_is_rotting", won.is_some(), expect.flag("won_is_rotting", true)?);
    // "on 2025-01-20 one … whose threshold is 3 days", "look again on 2025-01-24"
    input.need_list(&["then"])?;
    let later = moment("2025-01-24 12:00")? + chrono::TimeDelta::minutes(1);
    let moved = rotting_days(Open, 3, now, later);
    let kept = rotting_days(Open, threshold, since[0], later);
    for (key, found) in
        [("rotting_days_of_moved_lead_on_2025_01_24", moved), ("rotting_days_of_unmoved_old_lead_on_2025_01_24", kept)]
    {
        checks.figure(key, Decimal::from(found.unwrap_or_default()), expect.need(&[key])?)?;
    }
    // Only the stage's own moment is asked for, so nothing else can start the days anew.
    checks.equal("editing", false, expect.flag("editing_other_fields_resets", true)?);
    checks.equal(
        "changing",
        rotting_days(Open, threshold, now, now).is_none(),
        expect.flag("changing_stage_resets", false)?,
    );
    let cleared = rotting_days(Open, 50, since[0], now).is_none();
    checks.equal("raising", cleared, expect.flag("raising_threshold_to_50_clears_rot", false)?);
    let off = rotting_days(Open, 0, since[0], now).is_none();
    checks.equal("zero", off, expect.flag("threshold_0_disables", false)?);
    Ok(())
}

fn won_into(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let stages = stages(input)?;
    let lead = input.need_form(&["lead"])?;
    let (team, stage) = (lead.text(&["team"])?, lead.text(&["stage"])?);
    lead.finish()?;
    checks.equal("action", input.need_text(&["action"])?, "mark won");
    let found = won_stage(&stages, team.map(|team| TeamId(named(team))), stage.map(|stage| StageId(named(stage))));
    checks.equal("stage", found, expect.text(&["stage"])?.map(|stage| StageId(named(stage))));
    let seen = Seen { team: None, stage: found, signs: Vec::new() };
    let chance = Frequencies::default().chance(&seen, &stages).map(|chance| chance.percent);
    checks.figure("probability", chance.unwrap_or_default(), expect.need(&["probability"])?)
}

fn closed(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let created = moment("2020-02-01 09:00")?;
    let (steps, answers) = (input.need_list(&["steps"])?, expect.need_list(&["date_closed"])?);
    same_length("date_closed", steps.len(), answers.len())?;
    let (mut since, mut now) = (None, created);
    for (step, answer) in steps.iter().zip(answers) {
        let step = words(step)?;
        let before = since;
        match step.split_once(" at ") {
            Some((_, at)) => now = moment(at)?,
            None if since.is_some() => now += chrono::TimeDelta::hours(1),
            None => {}
        }
        since = closed_at(since, step.contains("won stage") || step.contains("lost"), now);
        let expected = match words(answer)? {
            "creation time" => Some(created),
            "unchanged" => before,
            "empty" => None,
            at => Some(moment(at)?),
        };
        checks.equal(step, since, expected);
    }
    Ok(())
}

fn revenue(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let found = weighted(
        input.need_figure(&["expected_revenue"])?,
        input.need_figure(&["recurring_revenue"])?,
        count(input, "plan_months")?,
        input.need_figure(&["probability"])?,
    );
    checks.figure("prorated_revenue", found.expected, expect.need(&["prorated_revenue"])?)?;
    checks.figure("mrr", found.monthly, expect.need(&["mrr"])?)?;
    checks.figure("mrr_prorated", found.monthly_weighted, expect.need(&["mrr_prorated"])?)?;
    checks.figure("recurring_prorated", found.recurring, expect.need(&["recurring_prorated"])?)
}
