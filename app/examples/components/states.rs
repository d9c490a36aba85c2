//! States in words: badges, marks, chips, initials, banners, bars, icons.
use app::ui::*;
use leptos::prelude::*;

#[component]
pub fn States() -> impl IntoView {
    view! {
        <div class="row wrap">
            <Badge icon=IconName::Document>"Draft"</Badge>
            <Badge tone=Tone::Amber icon=IconName::Shield>"Needs approval"</Badge>
            <Badge icon=IconName::Send>"Sent"</Badge>
            <Badge tone=Tone::Accent icon=IconName::Eye>"Read 8.31"</Badge>
            <Badge tone=Tone::Amber icon=IconName::Ask>"1 question"</Badge>
            <Badge tone=Tone::Amber icon=IconName::Scale>"Change proposed"</Badge>
            <Badge tone=Tone::Solid icon=IconName::Check>"Accepted"</Badge>
            <Badge tone=Tone::Danger icon=IconName::Cross>"Declined: price"</Badge>
            <Badge tone=Tone::Off icon=IconName::Clock>"Expired"</Badge>
            <Badge tone=Tone::Off>"Superseded"</Badge>
            <Badge tone=Tone::Positive icon=IconName::Check>"Order confirmed"</Badge>
        </div>
        <div class="row wrap wide-gap">
            <DueMark due=Due::Over>"Answer, since Fri 16.42"</DueMark>
            <DueMark due=Due::Now>"Site visit, 10.30"</DueMark>
            <DueMark due=Due::Later>"Call, Thu 26 Nov"</DueMark>
            <DueMark due=Due::None>"No next step. Plan one"</DueMark>
        </div>
        <div class="row wrap">
            <Chip what="Team" value="Tampere" on_remove=|| ()/>
            <Chip value="Päivi Mäkelä"/>
            <button type="button" class="chip add"><Icon name=IconName::Filter/>"Add filter"</button>
            <Diff>"−492,00 €"</Diff>
        </div>
        <div class="row wrap">
            <Avatar name="Aino Lehtonen" size=Size::Xs/>
            <Avatar name="Jussi Rantala"/>
            <Avatar name="Sofia Nyström" size=Size::Md/>
            <Avatar name="Härkösen Maatila Ay" org=true/>
            <Avatar name="Aino Lehtonen" size=Size::Lg/>
        </div>
        <Bar label="5 planned, 2 today, 1 overdue, 1 none" parts=vec![(560, Fill::Amount), (220, Fill::Amber), (110, Fill::Danger)]/>
        <Bar label="59 percent" class="tall" parts=vec![(590, Fill::Ink)]/>
    }
}

#[component]
pub fn Banners() -> impl IntoView {
    view! {
        <div class="stack">
            <Banner>"Version 3 is with the customer. Editing starts version 4."</Banner>
            <Banner tone=Tone::Accent icon=IconName::Eye>"Päivi is reading now."</Banner>
            <Banner tone=Tone::Amber icon=IconName::Clock act=|| view! { <Button small=true>"Extend"</Button> }>"Expires in 2 days and was never opened."</Banner>
            <Banner tone=Tone::Danger icon=IconName::Alert>"The mail to toimisto@ came back. Check the address."</Banner>
            <Banner tone=Tone::Positive icon=IconName::Check>"Accepted. Delivery, purchase and invoice were created."</Banner>
        </div>
    }
}

#[component]
pub fn Icons() -> impl IntoView {
    use IconName::*;
    const ALL: [IconName; 72] = [
        Alert, Arrow, Ask, Bell, Board, Box, Building, Calendar, Cart, Chart, Check, CheckBox, Clip, Clock, Columns,
        Copy, Cross, Document, Down, Download, Edit, Expand, Eye, Filter, Flag, Globe, Grip, Heading, Inbox, Info,
        Invoice, Key, Leave, Left, Link, List, Lock, Mail, Menu, Merge, Minus, Moon, More, Note, Offline, People,
        Percent, Person, Phone, Place, Play, Plus, Print, QrCode, RadioDot, Redo, Refresh, Right, Scale, Search, Send,
        Shield, Sign, Sliders, Star, Sun, Tag, Trash, Truck, Undo, Up, Upload,
    ];
    view! {
        <div class="row wrap wide-gap">
            {ALL.map(|name| view! { <Icon name/> }).into_iter().collect_view()}
        </div>
        <div class="row wrap wide-gap">
            {ALL.map(|name| view! { <Icon name class="lg"/> }).into_iter().collect_view()}
        </div>
    }
}
