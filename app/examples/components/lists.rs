//! Tables, tabs, and what stands in when there is nothing.
use app::ui::*;
use leptos::prelude::*;

#[component]
pub fn List() -> impl IntoView {
    let sorting = RwSignal::new(Sorting::by("number"));
    let page = RwSignal::new(1_u64);
    let rows = [
        ("T-2026-0417", "Mäkelän Puutyö Oy", "17 318,00", "11.12.2026"),
        ("T-2026-0416", "Ähtärin Lomamökit Oy", "31 280,00", "–"),
        ("T-2026-0409", "Kärkkäinen & Pojat Ky", "6 480,00", "30.11.2026"),
    ];
    let rows = rows.map(|(number, customer, net, until)| {
        view! {
            <tr>
                <th scope="row" class="c-title"><a href="#top">{number}</a></th>
                <td class="cut c-sub">{customer}</td>
                <td class="c-note"><Badge icon=IconName::Document>"Draft"</Badge></td>
                <td class="num c-end">{net}</td>
                <td class="num">{until}</td>
            </tr>
        }
    });
    view! {
        <Table label="Quotations" cards=true head=move || view! {
            <SortHead column="number" sorting on_sort=move |by| sorting.set(by)>"Number"</SortHead>
            <SortHead column="customer" sorting on_sort=move |by| sorting.set(by)>"Customer"</SortHead>
            <th scope="col">"State"</th>
            <SortHead column="net" figures=true sorting on_sort=move |by| sorting.set(by)>"Net €"</SortHead>
            <th scope="col" class="num">"Valid until"</th>
        }>
            {rows.into_iter().collect_view()}
        </Table>
        <Pager page per=80 total=8_800_u64 on_page=move |to| page.set(to) aside=|| view! { <span>"Sum 55 078,00 €"</span> }/>
    }
}

#[component]
pub fn Parts() -> impl IntoView {
    let chosen = RwSignal::new("timeline".to_owned());
    view! {
        <Tabs id="parts" label="Parts" chosen tabs=vec![Tab::new("timeline", "Timeline"), Tab::new("files", "Files").count(2), Tab::new("people", "People")]/>
        <TabPanel tabs="parts" key="timeline" chosen>"What happened."</TabPanel>
        <TabPanel tabs="parts" key="files" chosen>"Two files."</TabPanel>
        <TabPanel tabs="parts" key="people" chosen>"Päivi and Tuomas."</TabPanel>
    }
}

#[component]
pub fn Nothing() -> impl IntoView {
    view! {
        <Empty title="No quotations yet"><p>"Write the first one from an opportunity, or start here."</p><Button look=Look::Primary>"New quotation"</Button></Empty>
        <Empty small=true><p>"No quotation matches " <b>"Team Oulu"</b> "."</p><Button>"Clear filters"</Button></Empty>
        <Skeleton rows=2/>
    }
}
