//! The browser's side of passkeys: what the server asks is handed to `navigator.credentials`, and its answer comes back as
//! JSON. Nothing is decided here.

use js_sys::{Function, JSON, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the browser is to do.
#[derive(Clone, Copy)]
pub enum Ask {
    Create,
    Get,
}

impl Ask {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Create => ("parseCreationOptionsFromJSON", "create"),
            Self::Get => ("parseRequestOptionsFromJSON", "get"),
        }
    }
}

fn member(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &JsValue::from_str(name))
}

fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = member(of, name)?.dyn_into()?;
    Reflect::apply(&function, of, &with.iter().collect())
}

/// Whether this browser has passkeys that can be handed over as JSON (WebAuthn Level 3, §5.1.8 to §5.1.10). False on the
/// server, and on a page that was not loaded securely.
pub fn are_possible() -> bool {
    let class = member(&window(), "PublicKeyCredential");
    class.is_ok_and(|class| class.is_function() && member(&class, Ask::Get.words().0).is_ok_and(|parse| parse.is_function()))
}

/// Why there is no passkey.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum NoPasskey {
    /// The authenticator has one of this account already (WebAuthn Level 3, §5.1.3).
    There,
    /// The reader said no, or the browser has none.
    GivenUp,
}

/// Asks for a passkey.
pub async fn ask(what: Ask, options: &str) -> Result<String, NoPasskey> {
    asked(what, options).await.map_err(|error| {
        let name = member(&error, "name").ok().and_then(|name| name.as_string());
        if name.as_deref() == Some("InvalidStateError") { NoPasskey::There } else { NoPasskey::GivenUp }
    })
}

async fn asked(what: Ask, options: &str) -> Result<String, JsValue> {
    let (parse, method) = what.words();
    let window = window();
    let options = call(&member(&window, "PublicKeyCredential")?, parse, &[JSON::parse(options)?])?;
    let request = Object::new();
    Reflect::set(&request, &"publicKey".into(), &options)?;
    let credentials = member(&window.navigator(), "credentials")?;
    let promise: Promise = call(&credentials, method, &[request.into()])?.dyn_into()?;
    let credential = JsFuture::from(promise).await?;
    Ok(JSON::stringify(&call(&credential, "toJSON", &[])?)?.into())
}
