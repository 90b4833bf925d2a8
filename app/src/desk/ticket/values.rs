//! Properties that were added to tickets: one form for all of them.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::helpdesk::StaffTicket;

use super::calls::TicketValues;
use super::properties::{Base, Refused};
use crate::desk::keep::Kept;
use crate::properties::fields::PropertyFields;
use crate::t;
use crate::ui::form::on_success;
use crate::ui::{Button, toast, use_fault};

/// Nothing, where there are none. When a value becomes another, whoever changed it, the form starts anew with it: what was
/// typed from an older one would undo that.
#[component]
pub fn Values(ticket: Kept<StaffTicket>) -> impl IntoView {
    let values = ticket.part(|ticket| ticket.properties.clone());
    let action = ServerAction::<TicketValues>::new();
    let fault = use_fault(action);
    on_success(action, move |()| {
        toast(t!("record-saved"));
        ticket.again();
    });
    // The fields show what is wrong with them.
    let other = Signal::derive(move || fault.get().filter(|fault| !matches!(fault, model::Fault::Invalid(_))));
    move || {
        let values = values.get();
        (!values.is_empty()).then(|| {
            view! {
                <section class="side-part">
                    <h2>{t!("desk-ticket-values")}</h2>
                    <ActionForm action attr:class="form" attr:novalidate="">
                        <Base ticket/>
                        <PropertyFields values fault/>
                        <Refused fault=other ticket/>
                        <Button busy=action.pending()>{t!("desk-save")}</Button>
                    </ActionForm>
                </section>
            }
        })
    }
}
