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
    std::fs::write(&written, css).with_context(|| format!("{} cannot be written", written.display()))
}

fn bundled(entry: &Path) -> Result<String> {
    let files = FileProvider::new();
    // Lightning CSS borrows the sources in its errors, so an error is put into words before they go.
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(entry)
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| format!("the styles cannot be bundled from {}", entry.display()))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("{error}")).context("the styles cannot be minified")?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("{error}"))
        .context("the styles cannot be printed")?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The order of the layers is what the first line says, not the order in which the files come.
    #[test]
    fn imports_are_inlined_and_keep_the_declared_order_of_layers() {
        let folder = crate::scratch::Scratch::new();
        let main = "@layer base, ui;\n@import 'ui.css' layer(ui);\n@import 'base.css' layer(base);\nb { color: red }";
        std::fs::write(folder.path().join("main.css"), main).unwrap();
        std::fs::write(folder.path().join("ui.css"), "a { color: blue; }").unwrap();
        let base = "a { color: light-dark(#fff, #000); }";
        std::fs::write(folder.path().join("base.css"), base).unwrap();
        let css = bundled(&folder.path().join("main.css")).unwrap();
        assert_eq!(css, "@layer base{a{color:light-dark(#fff,#000)}}@layer ui{a{color:#00f}}b{color:red}");
    }

    #[test]
    fn a_missing_import_is_named() {
        let folder = crate::scratch::Scratch::new();
        std::fs::write(folder.path().join("main.css"), "@import 'gone.css';").unwrap();
        let error = format!("{:#}", bundled(&folder.path().join("main.css")).unwrap_err());
        assert!(error.contains("main.css"), "{error}");
    }
}
