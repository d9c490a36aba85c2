//! Icons: one stroked path each, drawn for 16 px, in the colour of the words beside them.
use leptos::prelude::*;

/// Names an icon by what it pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it; the drawings stand in `path`")]
pub enum IconName {
    Alert,
    Arrow,
    Ask,
    Bell,
    Board,
    Box,
    Building,
    Calendar,
    Cart,
    Chart,
    Check,
    CheckBox,
    Clip,
    Clock,
    Columns,
    Copy,
    Cross,
    Document,
    Down,
    Download,
    Edit,
    Expand,
    Eye,
    Filter,
    Flag,
    Globe,
    Grip,
    Heading,
    Inbox,
    Info,
    Invoice,
    Key,
    Leave,
    Left,
    Link,
    List,
    Lock,
    Mail,
    Menu,
    Merge,
    Minus,
    Moon,
    More,
    Note,
    Offline,
    People,
    Percent,
    Person,
    Phone,
    Place,
    Play,
    Plus,
    Print,
    QrCode,
    RadioDot,
    Redo,
    Refresh,
    Right,
    Scale,
    Search,
    Send,
    Shield,
    Sign,
    Sliders,
    Star,
    Sun,
    Tag,
    Trash,
    Truck,
    Undo,
    Up,
    Upload,
}

impl IconName {
    /// The drawing, on a 16 × 16 field.
    pub const fn path(self) -> &'static str {
        use IconName::*;
        match self {
            Alert => "M8 2.2 1.6 13.4h12.8zM8 6.6v3.2M8 11.6h.01",
            Arrow => "M2.8 8h10.4M9.4 4.2 13.2 8l-3.8 3.8",
            Ask => "M2.4 2.8h11.2v8.3H8.3L5 13.8v-2.7H2.4zM6.6 5.9c.3-1.6 2.8-1.4 2.7.1-.1.9-1.3.9-1.3 1.7M8 9.2h.01",
            Bell => "M4 11V7.1a4 4 0 0 1 8 0V11l1.2 1.4H2.8zM6.8 14.1h2.4",
            Board => {
                "M2.2 3.4a.9.9 0 0 1 .9-.9h1.4a.9.9 0 0 1 .9.9v9.2a.9.9 0 0 1-.9.9H3.1a.9.9 0 0 1-.9-.9zM6.5 3.4a.9.9 0 0 1 .9-.9h1.2a.9.9 0 0 1 .9.9v5.2a.9.9 0 0 1-.9.9H7.4a.9.9 0 0 1-.9-.9zM10.6 3.4a.9.9 0 0 1 .9-.9h1.4a.9.9 0 0 1 .9.9v7.2a.9.9 0 0 1-.9.9h-1.4a.9.9 0 0 1-.9-.9z"
            }
            Box => "M2.4 4.9 8 2.1l5.6 2.8v6.2L8 13.9l-5.6-2.8zM2.4 4.9 8 7.7l5.6-2.8M8 7.7v6.2",
            Building => "M3 13.8V2.6h6.4v11.2M9.4 6.4H13v7.4M1.8 13.8h12.4M5.2 5.2h2M5.2 7.8h2M5.2 10.4h2",
            Calendar => {
                "M2.5 4.4A1.4 1.4 0 0 1 3.9 3h8.2a1.4 1.4 0 0 1 1.4 1.4v7.7a1.4 1.4 0 0 1-1.4 1.4H3.9a1.4 1.4 0 0 1-1.4-1.4zM2.5 6.3h11M5.5 1.8v2.3M10.5 1.8v2.3M5.6 9.8l1.6 1.5 3.2-3.1"
            }
            Cart => {
                "M1.6 2.6h1.8l1.5 7.6h6.9l1.6-5.4H4.1M6 13.4a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2zM10.9 13.4a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2z"
            }
            Chart => "M2.5 2.5v11h11M5.6 10.8V8.1M8.5 10.8V5M11.4 10.8V6.8",
            Check => "m3 8.5 3.3 3.3L13 4.8",
            CheckBox => {
                "M2.6 3.9c0-.7.6-1.3 1.3-1.3h8.2c.7 0 1.3.6 1.3 1.3v8.2c0 .7-.6 1.3-1.3 1.3H3.9c-.7 0-1.3-.6-1.3-1.3zM5.2 8.2l2 2 3.7-4"
            }
            Clip => {
                "m12.9 7.4-5.1 5.1a3.1 3.1 0 0 1-4.4-4.4l5.5-5.4a2.1 2.1 0 0 1 2.9 2.9l-5.4 5.5a1 1 0 0 1-1.5-1.5l4.8-4.8"
            }
            Clock => "M8 13.8A5.8 5.8 0 1 0 8 2.2a5.8 5.8 0 0 0 0 11.6zM8 4.9V8l2.2 1.5",
            Columns => "M2.4 3h11.2v10H2.4zM6.1 3v10M9.9 3v10",
            Copy => "M5.6 5.6h7.8v7.8H5.6zM10.4 5.6V2.6H2.6v7.8h3",
            Cross => "m4 4 8 8M12 4l-8 8",
            Document => "M4 1.9h5.6l2.9 2.9v9.3H4zM9.4 1.9v3.1h3.1M6.2 7.8h4.1M6.2 10.2h4.1",
            Down => "m4 6.2 4 4 4-4",
            Download => "M8 2.2v8M4.7 7.1 8 10.4l3.3-3.3M2.6 13.5h10.8",
            Edit => "m10.6 2.9 2.5 2.5-7.5 7.6-3.2.6.7-3.2zM9.1 4.4l2.5 2.5",
            Expand => "M9.4 2.6h4v4M13.4 2.6 9 7M6.6 13.4h-4v-4M2.6 13.4 7 9",
            Eye => {
                "M1.5 8C3 5.2 5.2 3.7 8 3.7S13 5.2 14.5 8C13 10.8 10.8 12.3 8 12.3S3 10.8 1.5 8zM8 9.9a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8z"
            }
            Filter => "M2 3.6h12M4.3 8h7.4M6.5 12.4h3",
            Flag => "M3.6 14V2.6h8.6l-2 3.2 2 3.2H3.6",
            Globe => {
                "M8 13.9A5.9 5.9 0 1 0 8 2.1a5.9 5.9 0 0 0 0 11.8zM2.3 8h11.4M8 2.1c3.2 3.4 3.2 8.4 0 11.8M8 2.1c-3.2 3.4-3.2 8.4 0 11.8"
            }
            Grip => "M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01",
            Heading => "M3.4 3.2v9.6M10 3.2v9.6M3.4 8H10M12.4 12.8h1.4",
            Inbox => "M2.4 9.2 4.1 3h7.8l1.7 6.2v4H2.4zM2.4 9.2h3.2l.9 1.7h3l.9-1.7h3.2",
            Info => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3v3.8M8 5h.01",
            Invoice => "M3.8 1.9h8.4v12.2l-2.1-1.3L8 14.1l-2.1-1.3-2.1 1.3zM6 5.2h4M6 7.6h4M6 10h2.2",
            Key => "M5.3 13.1a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM7.3 8.5l5.9-5.9M10.7 5l2 2",
            Leave => "M6.6 2.6h-4v10.8h4M6.2 8h7.4M10.6 4.9 13.7 8l-3.1 3.1",
            Left => "m9.8 4-4 4 4 4",
            Link => {
                "M6.7 9.3a2.5 2.5 0 0 0 3.6 0l2.5-2.6a2.5 2.5 0 0 0-3.5-3.5L8.2 4.3M9.3 6.7a2.5 2.5 0 0 0-3.6 0L3.2 9.3a2.5 2.5 0 0 0 3.5 3.5l1.1-1.1"
            }
            List => "M5.6 4h8M5.6 8h8M5.6 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01",
            Lock => {
                "M3.3 8.2c0-.7.5-1.2 1.2-1.2h7c.7 0 1.2.5 1.2 1.2v4.3c0 .7-.5 1.2-1.2 1.2h-7c-.7 0-1.2-.5-1.2-1.2zM5.3 7V4.9a2.7 2.7 0 0 1 5.4 0V7"
            }
            Mail => "M2 3.6h12v8.8H2zM2.3 4.1 8 8.6l5.7-4.5",
            Menu => "M2.5 4.4h11M2.5 8h11M2.5 11.6h11",
            Merge => "M3 2.6v2.2C3 8 8 7.4 8 10.6v3M13 2.6v2.2c0 3.2-5 2.6-5 5.8M5.9 11.6 8 13.7l2.1-2.1",
            Minus => "M3 8h10",
            Moon => "M13.2 9.7A5.6 5.6 0 0 1 6.3 2.8a5.6 5.6 0 1 0 6.9 6.9z",
            More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Note => "M3 3.4h10M3 6.6h10M3 9.8h6.4",
            Offline => {
                "m2.2 2.2 11.6 11.6M4.6 8.8a5.4 5.4 0 0 1 2.2-1.3M9.6 7.6c.7.3 1.3.7 1.8 1.2M2.3 6.4A8.6 8.6 0 0 1 4.9 4.8M7.2 4.2a8.6 8.6 0 0 1 6.5 2.2M6.6 11.2a2.2 2.2 0 0 1 2.8 0M8 13.3h.01"
            }
            People => {
                "M6 7.6a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8zM1.7 13.5c.3-2.6 2-4.1 4.3-4.1s4 1.5 4.3 4.1M10.7 3.1a2.3 2.3 0 0 1 0 4.3M12 9.8c1.4.5 2.2 1.9 2.4 3.7"
            }
            Percent => {
                "m3.6 12.4 8.8-8.8M4.7 6.4a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM11.3 13a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z"
            }
            Person => "M8 7.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM3 13.7c.3-2.7 2.2-4.3 5-4.3s4.7 1.6 5 4.3",
            Phone => {
                "M3.2 2.5h2.6l1.2 3-1.6 1.2a8 8 0 0 0 3.9 3.9l1.2-1.6 3 1.2v2.6c0 .6-.5 1-1 1C7 13.5 2.3 8.8 2.2 3.5c0-.6.4-1 1-1z"
            }
            Place => {
                "M8 14.1c3-3.1 4.5-5.5 4.5-7.4a4.5 4.5 0 0 0-9 0c0 1.9 1.5 4.3 4.5 7.4zM8 8.3a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2z"
            }
            Play => "M5 3.2v9.6L12.8 8z",
            Plus => "M8 3v10M3 8h10",
            Print => "M4.4 6V2.4h7.2V6M4.4 11.6H2.3V6h11.4v5.6h-2.1M4.4 9.6h7.2v4H4.4z",
            QrCode => "M2.4 2.4h4v4h-4zM9.6 2.4h4v4h-4zM2.4 9.6h4v4h-4zM9.6 9.6h1.6v1.6M13.6 9.6v4M9.6 13.6h1.6",
            RadioDot => {
                "M8 13.8A5.8 5.8 0 1 0 8 2.2a5.8 5.8 0 0 0 0 11.6zM8 9.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM7.3 8h1.4"
            }
            Redo => "m10.5 3 3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H10",
            Refresh => {
                "M13.3 7A5.5 5.5 0 0 0 3.6 4.7L2.5 6M2.5 2.7V6h3.3M2.7 9a5.5 5.5 0 0 0 9.7 2.3l1.1-1.3M13.5 13.3V10h-3.3"
            }
            Right => "m6.2 4 4 4-4 4",
            Scale => "M8 2.5v11M4.5 13.5h7M3 4.5h10M3 4.5 1.5 9h3zM13 4.5 11.5 9h3z",
            Search => "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.4 10.4l3.4 3.4",
            Send => "M14 2.2 1.8 6.8l4.7 2.5L9.1 14zM14 2.2 6.5 9.3",
            Shield => "M8 1.8 13 3.7v3.9c0 3.1-2 5.3-5 6.6-3-1.3-5-3.5-5-6.6V3.7zM5.7 8l1.7 1.7 3-3.2",
            Sign => {
                "M2 13.6h12M3.2 10.8c2.6-2 4.7-5 5.2-7 .3-1.4-1.1-1.5-1.7-.2-.9 2-.9 5.6.2 6.4.9.6 1.7-1.8 2.6-1.7.7.1.3 1.3 1.1 1.4.6.1 1.2-.6 2.2-.7"
            }
            Sliders => {
                "M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 6.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM6 13.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z"
            }
            Star => "m8 2 1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z",
            Sun => {
                "M8 10.9a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8zM8 1.4v1.4M8 13.2v1.4M1.4 8h1.4M13.2 8h1.4M3.3 3.3l1 1M11.7 11.7l1 1M12.7 3.3l-1 1M4.3 11.7l-1 1"
            }
            Tag => "M2.2 7.8V2.7h5.1l6.5 6.5-5.1 5.1zM5.1 6.3a.9.9 0 1 0 0-1.8.9.9 0 0 0 0 1.8z",
            Trash => "M2.8 4.2h10.4M6 4.2V2.4h4v1.8M4.2 4.2l.6 9.4h6.4l.6-9.4M6.7 6.8v4.2M9.3 6.8v4.2",
            Truck => {
                "M1.5 3.8h7.7v7H1.5zM9.2 6.2h2.9l2.4 2.5v2.1H9.2M4.4 12.9a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4zM11.6 12.9a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4z"
            }
            Undo => "M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6",
            Up => "m4 9.8 4-4 4 4",
            Upload => "M8 10.8v-8M4.7 6 8 2.7 11.3 6M2.6 13.5h10.8",
        }
    }

    /// Dots need a heavier pen than lines.
    const fn heavy(self) -> bool {
        matches!(self, IconName::More | IconName::Grip)
    }
}

/// An icon beside words; silent for screen readers unless it stands alone and has a `label`.
///
/// ```ignore
/// view! { <Icon name=IconName::Search/> <Icon name=IconName::Alert label="Must fix" class="t-danger"/> }
/// ```
#[component]
pub fn Icon(
    /// Which drawing.
    name: IconName,
    /// What it means, when no words stand beside it.
    #[prop(optional, into)]
    label: Option<String>,
    /// More classes: `full` fills it, `lg` is 20 px, `t-danger` and the like colour it.
    #[prop(optional, into)]
    class: Option<String>,
) -> impl IntoView {
    let class = class.map_or_else(|| "i".to_owned(), |more| format!("i {more}"));
    let silent = label.is_none().then_some("true");
    let role = label.is_some().then_some("img");
    view! {
        <svg class=class viewBox="0 0 16 16" aria-hidden=silent role=role aria-label=label>
            <path class=name.heavy().then_some("dot") d=name.path()></path>
        </svg>
    }
}
