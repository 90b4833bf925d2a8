//! Routes and their descriptions, put down together.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, MethodRouter, on};
use domain::Portico;

use super::operation::Operation;

/// A method at an address: what answers, and what is said of it.
pub struct Door {
    method: &'static str,
    router: MethodRouter<Portico>,
    operation: Operation,
}

fn door<H, T>(method: &'static str, filter: MethodFilter, handler: H, operation: Operation) -> Door
where
    H: Handler<T, Portico>,
    T: 'static,
{
    Door { method, router: on(filter, handler), operation }
}

macro_rules! methods {
    ($($name:ident $filter:ident),*) => {
        $(pub fn $name<H, T>(handler: H, operation: Operation) -> Door
        where
            H: Handler<T, Portico>,
            T: 'static,
        {
            door(stringify!($name), MethodFilter::$filter, handler, operation)
        })*
    };
}

methods!(get GET, post POST, put PUT, patch PATCH, delete DELETE);

/// A call with its address.
pub struct Described {
    pub path: String,
    /// In small letters, as the document has it.
    pub method: &'static str,
    /// What it is about, by which the page is divided.
    pub about: &'static str,
    pub operation: Operation,
}

/// Routes about one thing.
#[derive(Default)]
pub struct Table {
    about: &'static str,
    router: Router<Portico>,
    operations: Vec<Described>,
}

impl Table {
    pub fn about(about: &'static str) -> Self {
        Self { about, ..Self::default() }
    }

    /// An address with its methods.
    pub fn at<const N: usize>(self, path: &str, doors: [Door; N]) -> Self {
        self.at_with(path, doors, |methods| methods)
    }

    /// The same, with something around the handlers.
    pub fn at_with<const N: usize>(
        mut self,
        path: &str,
        doors: [Door; N],
        around: impl FnOnce(MethodRouter<Portico>) -> MethodRouter<Portico>,
    ) -> Self {
        let mut methods = MethodRouter::new();
        for Door { method, router, operation } in doors {
            methods = methods.merge(router);
            self.operations.push(Described { path: path.to_owned(), method, about: self.about, operation });
        }
        self.router = self.router.route(path, around(methods));
        self
    }

    /// Both.
    pub fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.operations.extend(other.operations);
        self
    }

    pub fn operations(&self) -> &[Described] {
        &self.operations
    }

    pub fn into_router(self) -> Router<Portico> {
        self.router
    }
}
