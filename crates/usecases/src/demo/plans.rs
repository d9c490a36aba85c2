//! A plan of the demo company: what follows a quotation that was sent.
use crate::{Cx, Denied, Staff, crm};
use domain::{
    crm::{activities::ActivityKind, plans::Who},
    ids::ActivityTypeId,
};
use uuid::Uuid;
use wire::{
    plans::{PlanFields, SavePlan, StepFields},
    shared::IdempotencyKey,
};

/// Its steps: of which kind, what is to be done, how many days after the quotation.
const STEPS: [(ActivityKind, &str, i32); 3] = [
    (ActivityKind::Call, "Varmista, että tarjous tuli perille", 2),
    (ActivityKind::Email, "Kysy, mitä tarjouksesta ajatellaan", 7),
    (ActivityKind::Meeting, "Käy tarjous läpi asiakkaan kanssa", 14),
];

/// Writes it.
pub(super) async fn fill(by: &Staff, cx: &Cx) -> Result<(), Denied> {
    let types = crm::list_types(by, cx).await?.types;
    let of = |kind| types.iter().find(|of| of.fields.kind == kind).map(|of| of.id);
    let step = |(kind, summary, away): (ActivityKind, &str, i32)| {
        let type_id: ActivityTypeId = of(kind)?;
        let (summary, note) = (summary.to_owned(), String::new());
        Some(StepFields { id: None, type_id, summary, note, away, who: Who::Owner, user: None })
    };
    let steps = STEPS.into_iter().filter_map(step).collect();
    let fields = PlanFields { name: "Tarjouksen seuranta".into(), steps, ..PlanFields::default() };
    crm::save_plan(by, cx, SavePlan { key: IdempotencyKey(Uuid::new_v4()), id: None, version: 0, fields }).await?;
    Ok(())
}
