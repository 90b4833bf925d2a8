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

/// Asks for a passkey. `None`: the reader said no, or the browser has none.
pub async fn ask(what: Ask, options: &str) -> Option<String> {
    asked(what, options).await.ok()
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
