//! Writing and what was written.
use app::ui::*;
use leptos::prelude::*;

#[component]
pub fn Composers() -> impl IntoView {
    let message =
        RwSignal::new("Hei Päivi, 12 paneelia mahtuu, kun ne jaetaan piipun molemmin puolin 7 + 5.".to_owned());
    let note = RwSignal::new(String::new());
    view! {
        <Composer id="message" readers=Readers::Outside title="Message to customer" aside="leaves the company" value=message
            send_label="Send to 2" on_send=|| ()
            to=|| view! { <span class="faint">"To"</span><Chip value="Päivi Mäkelä" on_remove=|| ()/><Chip value="toimisto@makelanpuutyo.example" on_remove=|| ()/> }
            tools=|| view! { <IconButton small=true icon=IconName::Clip label="Attach"/> }/>
        <Composer id="internal" readers=Readers::Inside title="Internal note" aside="only your team reads this" value=note
            placeholder="@mention a colleague, add a thought" send_label="Save note" on_send=|| ()
            tools=|| view! { <Kbd>"n"</Kbd><span class="t-12">"opens this box from anywhere"</span> }/>
    }
}

#[component]
pub fn Story() -> impl IntoView {
    view! {
        <Timeline label="What happened">
            <DayHead>"Friday 20 November"</DayHead>
            <Entry kind=EntryKind::Incoming icon=IconName::Ask who="Päivi Mäkelä" what="asked on line 5" time="16.42" at="2026-11-20T16:42"
                badge=|| view! { <Badge tone=Tone::Amber>"Open"</Badge> }>
                <p class="box" lang="fi">"Mahtuuko 12 paneelia lappeelle, jos savupiippu jää väliin?"</p>
            </Entry>
            <Entry icon=IconName::Eye who="Päivi Mäkelä" what="read version 3 for 6 min, phone" time="16.34" at="2026-11-20T16:34"/>
            <Entry kind=EntryKind::Note icon=IconName::Lock who="Jussi Rantala" what="internal note" time="10.05" at="2026-11-20T10:05">
                <p class="box"><b>"@Aino"</b>" we have 2 inverters in Tampere until week 50."</p>
            </Entry>
            <Entry kind=EntryKind::Outgoing icon=IconName::Send who="Aino Lehtonen" what="sent T-2026-0417 version 3 to 2" time="9.12" at="2026-11-19T09:12">
                <p class="box" lang="fi">"Hei Päivi, tässä päivitetty tarjous."</p>
            </Entry>
            <Entry kind=EntryKind::Good icon=IconName::Sign who="Mika Aro" what="signed version 2" time="11.04" at="2026-10-12T11:04"/>
        </Timeline>
    }
}
