//! The list of products.
use super::{
    api::{list_products, list_tags},
    kind_name, may_change, tax_name,
};
use crate::catalog::api::category_choices;
use crate::i18n::use_t;
use crate::listing::{ListSearch, Listing, PER_PAGE, address};
use crate::ui::{Badge, Banner, Button, Empty, Icon, IconName, Pager, Select, Skeleton, SortHead, Table, Tone};
use crate::wire::AppError;
use domain::{
    categories::Categories,
    formats,
    ids::{CategoryId, TagId},
};
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::{
    products::ProductRow,
    shared::{ListQuery, Page},
};

/// Filter of products that are off sale.
const RETIRED: &str = "inactive";
/// What stands before the id of a tag in a filter.
const TAG: &str = "tag:";

/// Products: search as one types, columns that order, pages; two-line cards on a phone.
#[component]
pub fn ListPage() -> impl IntoView {
    let t = use_t();
    let listing = Listing::here();
    let found = Resource::new(
        move || listing.query.get(),
        |query| async move { Ok::<_, AppError>((list_products(query).await?, category_choices().await?)) },
    );
    crate::live::on_change("product", None, move || found.refetch());
    view! {
        <Title text=t.products_products()/>
        <div class="fit">
            <header class="top bare">
                <h1>{t.products_products()}</h1>
                <span class="push"></span>
                <span class="wide"><CategoryFilter t listing/></span>
                <span class="wide"><TagFilter t listing/></span>
                <span class="wide"><ListSearch listing label=t.products_search() example=t.products_search_example()/></span>
                {may_change().then(|| view! {
                    <a class="btn" href="/settings/price-lists">{t.prices_lists()}</a>
                    <New t/>
                })}
            </header>
            <Views t listing/>
            <div class="tools narrow"><CategoryFilter t listing/><TagFilter t listing/><ListSearch listing block=true label=t.products_search() example=t.products_search_example()/></div>
            <div class="listview">
                <div class="rows">
                    <Transition fallback=move || view! { <Skeleton rows=8/> }>
                        {move || Suspend::new(async move {
                            match found.await {
                                Ok((page, _)) if page.rows.is_empty() && page.page == 0 => view! { <Nothing t listing/> }.into_any(),
                                Ok((page, tree)) => view! { <Rows t listing page tree/> }.into_any(),
                                Err(error) => view! {
                                    <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                                }.into_any(),
                            }
                        })}
                    </Transition>
                </div>
            </div>
        </div>
    }
}

#[component]
fn New(t: T) -> impl IntoView {
    view! { <a class="btn primary" href="/products/new"><Icon name=IconName::Plus/>{t.products_new()}</a> }
}

/// The words of a filter: whether retired, which category, which tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Filter {
    retired: bool,
    category: Option<CategoryId>,
    tag: Option<TagId>,
}

impl Filter {
    fn read(filter: &str) -> Filter {
        let words = || filter.split(',');
        Filter {
            retired: words().any(|word| word == RETIRED),
            category: words().find_map(|word| word.parse().ok()),
            tag: words().find_map(|word| word.strip_prefix(TAG)?.parse().ok()),
        }
    }

    fn written(self) -> String {
        let words = [
            self.retired.then(|| RETIRED.to_owned()),
            self.category.map(|id| id.to_string()),
            self.tag.map(|id| format!("{TAG}{id}")),
        ];
        words.into_iter().flatten().collect::<Vec<_>>().join(",")
    }

    const fn narrows(self) -> bool {
        self.category.is_some() || self.tag.is_some()
    }
}

fn chosen(listing: Listing) -> Filter {
    listing.query.with(|query| Filter::read(&query.filter))
}

/// Narrows the list to a category with what is in it.
#[component]
fn CategoryFilter(t: T, listing: Listing) -> impl IntoView {
    let found = Resource::new(|| (), |()| category_choices());
    crate::live::on_change("category", None, move || found.refetch());
    let key = move || chosen(listing).category.map(|id| id.to_string()).unwrap_or_default();
    let value = RwSignal::new(untrack(key));
    Effect::new(move |_| value.set(key()));
    let choose = move |key: String| {
        let category = key.parse().ok();
        listing.change(|query| query.filter = Filter { category, ..Filter::read(&query.filter) }.written());
    };
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let tree = found.await.unwrap_or_default();
                let all = std::iter::once((String::new(), t.catalog_any_category().to_owned()));
                let paths = tree.paths().into_iter().map(|(id, path)| (id.to_string(), path));
                let options: Vec<(String, String)> = all.chain(paths).collect();
                (options.len() > 1).then(|| view! {
                    <Select value options=Signal::stored(options) label=t.catalog_category() on_choose=choose/>
                })
            })}
        </Transition>
    }
}

/// Narrows the list to those with a tag.
#[component]
fn TagFilter(t: T, listing: Listing) -> impl IntoView {
    let found = Resource::new(|| (), |()| list_tags());
    crate::live::on_change("product", None, move || found.refetch());
    let key = move || chosen(listing).tag.map(|id| id.to_string()).unwrap_or_default();
    let value = RwSignal::new(untrack(key));
    Effect::new(move |_| value.set(key()));
    let choose = move |key: String| {
        let tag = key.parse().ok();
        listing.change(|query| query.filter = Filter { tag, ..Filter::read(&query.filter) }.written());
    };
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let known = found.await.unwrap_or_default();
                let all = std::iter::once((String::new(), t.tags_any().to_owned()));
                let known = known.into_iter().map(|tag| (tag.id.to_string(), tag.name));
                let options: Vec<(String, String)> = all.chain(known).collect();
                (options.len() > 1).then(|| view! {
                    <Select value options=Signal::stored(options) label=t.products_tags() on_choose=choose/>
                })
            })}
        </Transition>
    }
}

/// On sale, and off sale.
#[component]
fn Views(t: T, listing: Listing) -> impl IntoView {
    let view = move |retired: bool, words: &'static str| {
        let href = move || {
            let query = listing.query.get();
            let filter = Filter { retired, ..Filter::read(&query.filter) }.written();
            format!("/products{}", address(&ListQuery { filter, page: 0, ..query }))
        };
        let current = move || (chosen(listing).retired == retired).then_some("page");
        view! { <a href=href aria-current=current>{words}</a> }
    };
    view! {
        <nav class="tabs" aria-label=t.products_views()>
            {view(false, t.products_on_sale())}
            {view(true, t.products_retired())}
        </nav>
    }
}

#[component]
fn Rows(t: T, listing: Listing, page: Page<ProductRow>, tree: Categories) -> impl IntoView {
    let sorting = listing.sorting("name");
    let sort = move |by| listing.sort(by);
    let currency = crate::frame::currency();
    let head = move || {
        view! {
            <th scope="col">{t.products_column_code()}</th>
            <SortHead column="name" sorting on_sort=sort>{t.products_column_name()}</SortHead>
            <th scope="col">{t.catalog_category()}</th>
            <th scope="col">{t.products_column_kind()}</th>
            <SortHead column="unit_price" figures=true sorting on_sort=sort>{t.products_column_price(currency.symbol())}</SortHead>
            <th scope="col">{t.products_column_unit()}</th>
            <th scope="col" class="num">{t.products_column_tax()}</th>
        }
    };
    let total = u64::try_from(page.total).unwrap_or_default();
    view! {
        <Table label=t.products_products() cards=true head>
            {page.rows.into_iter().map(|row| view! { <Line t row tree=tree.clone()/> }).collect_view()}
        </Table>
        <Pager page=listing.page() per=PER_PAGE total=Signal::stored(total) on_page=move |page| listing.turn_to(page)/>
    }
}

#[component]
fn Line(t: T, row: ProductRow, tree: Categories) -> impl IntoView {
    let price = formats::unit_price(t.figures(), row.unit_price, &crate::frame::currency());
    let about = row.description.lines().next().unwrap_or_default().to_owned();
    let code = row.code.clone();
    let tags = row.tags.into_iter().map(|tag| view! { " "<Badge>{tag}</Badge> }).collect_view();
    let category = row.category.map(|id| (tree.get(id).map(|one| one.name.clone()), tree.path(id)));
    let (category, path) = category.unwrap_or_default();
    view! {
        <tr class=(!row.active).then_some("dim")>
            <td class="nowrap">{row.code}</td>
            <th scope="row" class="c-title cut">
                <a href=format!("/products/{}", row.id)>{row.name}</a>
                {(!about.is_empty()).then(|| view! { <span class="faint wide">" · "{about}</span> })}
                {tags}
            </th>
            <td title=path>{category}</td>
            <td class="c-sub"><span class="narrow">{code}</span><span class="wide">{kind_name(t, row.kind)}</span></td>
            <td class="num c-end">{price}</td>
            <td class="c-note">{row.unit}</td>
            <td class="num">{tax_name(t, &row.tax)}</td>
        </tr>
    }
}

/// None yet, or none that fit what is asked for.
#[component]
fn Nothing(t: T, listing: Listing) -> impl IntoView {
    let ListQuery { search, filter, .. } = listing.query.get_untracked();
    if !search.is_empty() {
        view! {
            <Empty small=true>
                <p>{t.products_no_match(search)}</p>
                <Button on_press=move |()| listing.clear()>{t.products_clear_search()}</Button>
            </Empty>
        }
        .into_any()
    } else if Filter::read(&filter).narrows() {
        view! {
            <Empty small=true>
                <p>{t.products_none_in_category()}</p>
                <Button on_press=move |()| listing.clear()>{t.products_clear_filter()}</Button>
            </Empty>
        }
        .into_any()
    } else if filter == RETIRED {
        view! { <Empty small=true><p>{t.products_none_retired()}</p></Empty> }.into_any()
    } else {
        view! {
            <Empty title=t.products_none()>
                <p>{t.products_none_what()}</p>
                {may_change().then(|| view! { <New t/> })}
            </Empty>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_filter_is_read_again_as_it_was_written() {
        let (category, tag) = (Some(CategoryId(Uuid::from_u128(1))), Some(TagId(Uuid::from_u128(2))));
        for filter in [
            Filter::default(),
            Filter { retired: true, ..Filter::default() },
            Filter { tag, ..Filter::default() },
            Filter { retired: true, category, tag },
        ] {
            assert_eq!(Filter::read(&filter.written()), filter);
        }
    }
}
