//! The design system: a file a component, all shown on the gallery page (`/admin/gallery`). Their styles are the partials
//! of the same names in `style/`.
//!
//! Rules: native elements first; no inline styles (the content security policy refuses them); every text comes from the
//! caller or the catalogue; no component is generic over what it shows, so each is compiled once.

pub mod attachments;
pub mod avatar;
pub mod badge;
pub mod banner;
pub mod button;
pub mod choice;
pub mod copy_field;
pub mod dialog;
pub mod editor;
pub mod empty;
pub mod fetch;
pub mod field;
pub mod form;
pub mod icon;
pub mod list;
pub mod load;
pub mod menu;
pub mod notifications;
pub mod page_title;
pub mod progress;
pub mod select;
pub mod skeleton;
pub mod stepper;
pub mod tabs;
pub mod time;
pub mod toast;

pub use attachments::attachments;
pub use avatar::Avatar;
pub use badge::{Badge, PriorityMark, Tone, TurnBadge};
pub use banner::{Banner, BannerKind};
pub use button::{Button, ButtonKind, LinkButton};
pub use choice::{Checkbox, RadioCard, Switch};
pub use copy_field::CopyField;
pub use dialog::Dialog;
pub use editor::MarkdownEditor;
pub use empty::EmptyState;
pub use field::{Field, PasswordField, TextAreaField, TextField};
pub use form::{FaultBanner, field_error, instant_error, use_fault};
pub use icon::Icon;
pub use list::{Definition, LoadMore, Table};
pub use load::loaded;
pub use menu::{Menu, MenuForm, MenuLink};
pub use page_title::PageTitle;
pub use progress::ProgressBar;
pub use select::{SelectField, SelectOption};
pub use skeleton::Skeleton;
pub use stepper::{Step, Stepper};
pub use tabs::{Tab, Tabs};
pub use time::Time;
pub use toast::{Toasts, toast};
