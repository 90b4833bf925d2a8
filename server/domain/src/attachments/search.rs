//! Which files are asked for.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition};

use super::{media, names};
use crate::keys::fold_key;
use crate::tables::{file_folders, files};

/// What files must be, all of it; what is empty asks for nothing.
#[derive(Clone, Debug, Default)]
pub struct FileSearch {
    /// The beginning of the name.
    pub name: Option<String>,
    pub ids: Vec<i64>,
    pub folders: Vec<i64>,
    /// From `/` on, with name and extension.
    pub path: Option<String>,
    pub extension: Option<String>,
    /// `IMG`, `DOCUMENT`, `AUDIO`, `MOVIE` or `OTHER`.
    pub word: Option<String>,
    /// By number, and so by when they were made; else the oldest first.
    pub newest_first: bool,
}

impl FileSearch {
    pub(super) fn condition(&self) -> Condition {
        use files::Column as C;
        let mut all = Condition::all();
        if let Some(name) = self.name.as_deref().filter(|name| !name.is_empty()) {
            let key = fold_key(name);
            let end = format!("{key}\u{10ffff}");
            all = all.add(C::NameKey.gte(key)).add(C::NameKey.lt(end));
        }
        if !self.ids.is_empty() {
            all = all.add(C::Id.is_in(self.ids.iter().copied()));
        }
        if !self.folders.is_empty() {
            all = all.add(C::FolderId.is_in(self.folders.iter().copied()));
        }
        if let Some(path) = &self.path {
            all = all.add(at_path(path));
        }
        if let Some(extension) = &self.extension {
            all = all.add(C::Extension.eq(extension.trim_start_matches('.').to_lowercase()));
        }
        if let Some(word) = &self.word {
            let types = media::all().filter(|media| media.word.eq_ignore_ascii_case(word)).map(|media| media.mime);
            all = all.add(C::MediaType.is_in(types));
        }
        all
    }
}

/// The one file that is there.
fn at_path(path: &str) -> Expr {
    use files::Column as C;
    let (folder, whole) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = if folder.is_empty() { "/" } else { folder };
    let Some((name, extension)) = names::parted(whole) else { return Expr::value(1).eq(0) };
    let folders = Query::select()
        .column(file_folders::Column::Id)
        .from(file_folders::Entity)
        .and_where(file_folders::Column::Path.eq(folder))
        .to_owned();
    C::NameKey.eq(fold_key(&name)).and(C::Extension.eq(extension)).and(C::FolderId.in_subquery(folders))
}
