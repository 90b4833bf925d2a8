//! The stylesheets: one file, `@import`s inlined, minified.

use crate::project::Project;
use anyhow::{Context, Result, anyhow};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
};
use std::path::Path;

/// Bundles `style/main.css`. No browser list is given: what the stylesheets say is what the browser gets, only shorter.
pub fn bundle(project: &Project, pkg: &Path) -> Result<()> {
    let css = bundled(&project.root.join("style/main.css"))?;
    let written = pkg.join(format!("{}.css", project.name()));
    std::fs::write(&written, css)
        .with_context(|| format!("{} cannot be written", written.display()))
}

fn bundled(entry: &Path) -> Result<String> {
    let files = FileProvider::new();
    // Lightning CSS borrows the sources in its errors, so an error is put into words before they go.
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(entry)
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| format!("the styles cannot be bundled from {}", entry.display()))?;
    sheet
        .minify(MinifyOptions::default())
        .map_err(|error| anyhow!("{error}"))
        .context("the styles cannot be minified")?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            ..PrinterOptions::default()
        })
        .map_err(|error| anyhow!("{error}"))
        .context("the styles cannot be printed")?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_inlined_in_order_and_keep_their_layer() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("main.css"),
            "@layer base, ui;\n@import 'a.css' layer(base);\nb { color: red }",
        )
        .unwrap();
        std::fs::write(
            folder.path().join("a.css"),
            "a { color: light-dark(#fff, #000); }",
        )
        .unwrap();
        let css = bundled(&folder.path().join("main.css")).unwrap();
        assert_eq!(
            css,
            "@layer base,ui;@layer base{a{color:light-dark(#fff,#000)}}b{color:red}"
        );
    }

    #[test]
    fn a_missing_import_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("main.css"), "@import 'gone.css';").unwrap();
        let error = format!(
            "{:#}",
            bundled(&folder.path().join("main.css")).unwrap_err()
        );
        assert!(error.contains("main.css"), "{error}");
    }
}
