//! What floats over the page.
use app::ui::*;
use leptos::prelude::*;

#[component]
pub fn Floating() -> impl IntoView {
    let dialog = RwSignal::new(false);
    let drawer = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let street = RwSignal::new("Rengastie 3".to_owned());
    let town = RwSignal::new(None);
    let moved = RwSignal::new(String::new());
    let toasts = use_toasts();
    view! {
        <div class="row wrap">
            <Menu id="move" label="Move to" look=Look::Normal words="Stage" edge=Edge::Start>
                <MenuCaption>"Move to"</MenuCaption>
                <MenuItem fact="10 %" on_press=move || moved.set("New".into())>"New"</MenuItem>
                <MenuItem fact="25 %" on_press=move || moved.set("Qualified".into())>"Qualified"</MenuItem>
                <MenuItem fact="60 %" on_press=move || moved.set("Quoted".into())>"Quoted"</MenuItem>
                <MenuRule/>
                <MenuItem icon=IconName::Flag on_press=move || moved.set("Won".into())>"Won"</MenuItem>
                <MenuItem icon=IconName::Cross danger=true on_press=move || dialog.set(true)>"Lost, give reason…"</MenuItem>
                <MenuLink href="#top" icon=IconName::Arrow>"Open"</MenuLink>
            </Menu>
            <Menu id="more" label="More" look=Look::Normal>
                <MenuItem disabled=true on_press=|| ()>"Not now"</MenuItem>
                <MenuItem on_press=|| ()>"Copy"</MenuItem>
            </Menu>
            <Button on_press=move || dialog.set(true)>"Dialog"</Button>
            <Button on_press=move || drawer.set(true)>"Drawer"</Button>
            <Button on_press=move || toasts.undo("Card moved", move || moved.set("back".into()))>"Toast"</Button>
        </div>
        <p class="faint t-13" id="moved">{moved}</p>
        <Dialog id="lost" open=dialog title="Mark as lost" lead="12 cottages, air-to-air · Ähtärin Lomamökit Oy"
            footer=move || view! {
                <Button on_press=move || dialog.set(false)>"Keep open"</Button>
                <Button look=Look::Danger submit=true>"Mark as lost"</Button>
            }
            on_submit=move || { moved.set(format!("lost: {}", reason.get_untracked())); dialog.set(false); }>
            <Field id="reason" label="What would have won it"><TextArea value=reason/></Field>
        </Dialog>
        <Drawer id="address" open=drawer title="Delivery address">
            <div class="stack"><Field id="street" label="Street"><TextInput value=street autofocus=true/></Field>
                <Field id="town" label="Town"><Combobox chosen=town options=vec![Choice::new("1", "Seinäjoki"), Choice::new("2", "Lapua")]/></Field>
                <Button look=Look::Primary>"Use on this quotation"</Button></div>
        </Drawer>
    }
}
