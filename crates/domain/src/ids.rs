//! Identities of rows: UUIDv7 in a type of its own for each kind of thing.
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> { Uuid::parse_str(text).map($name) }
        }
    )* };
}

ids! {
    /// The selling company: every business row belongs to one.
    CompanyId;
    /// Somebody who signs in.
    UserId;
    /// A sales team.
    TeamId;
    /// A customer: company or person.
    PartyId;
    /// Something that is sold.
    ProductId;
    /// A tax rate.
    TaxId;
    /// Taxes that share a row of the totals block.
    TaxGroupId;
    /// A way of treating taxes for some customers.
    FiscalPositionId;
    /// A unit of measure.
    UnitId;
    /// Units that convert into each other.
    UnitCategoryId;
    /// A form of a product with its own attributes.
    VariantId;
    /// What a product is chosen by.
    AttributeId;
    /// A value of an attribute.
    ValueId;
    /// One choice of a combo.
    ComboChoiceId;
    /// A category of products.
    CategoryId;
    /// A plan of recurring revenue.
    RecurringPlanId;
    /// A tag on products; as a limit of deliveries also a category of them.
    TagId;
    /// A file that was brought to be imported.
    ImportId;
    /// A bank statement that was brought.
    StatementId;
    /// A price list.
    PriceListId;
    /// A currency beside the company's own.
    CurrencyId;
    /// A rule of a price list; later rules have greater ids.
    PriceRuleId;
    /// A warehouse.
    WarehouseId;
    /// A delivery method.
    DeliveryMethodId;
    /// Payment terms.
    PaymentTermsId;
    /// A stage of the pipeline.
    StageId;
    /// An opportunity.
    OpportunityId;
    /// A tag on opportunities.
    OpportunityTagId;
    /// A field that a team added to its opportunities.
    CustomFieldId;
    /// One opportunity merged into another.
    MergeId;
    /// One customer merged into another.
    PartyMergeId;
    /// Something to be done about an opportunity.
    ActivityId;
    /// A type of activities.
    ActivityTypeId;
    /// A plan of activities.
    PlanId;
    /// A step of a plan.
    PlanStepId;
    /// One start of a plan.
    PlanLaunchId;
    /// A quotation.
    QuoteId;
    /// A template of quotations.
    TemplateId;
    /// The words of a mail that goes with quotations.
    MailTextId;
    /// A line of a quotation, stable between versions.
    LineId;
    /// A block above the lines of a quotation, stable between versions.
    BlockId;
    /// A customer's personal link to a quotation.
    LinkId;
    /// Somebody a quotation is sent to.
    RecipientId;
    /// An order.
    OrderId;
    /// A stored file's place on a record.
    AttachmentId;
    /// A message or task that waits in the outbox.
    OutboxId;
    /// A web form that posts come in by.
    IntakeSourceId;
    /// A post that came in.
    IntakePostId;
    /// A comment on a quotation.
    CommentId;
    /// What a customer proposes to change about a quotation.
    ProposalId;
    /// A saved view.
    SavedViewId;
}
