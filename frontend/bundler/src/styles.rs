//! The stylesheets: one file, `@import`s inlined, minified. esbuild does it, which the scripts need anyway: a bundler for
//! styles in Rust costs every clean machine two minutes of compiling.

use crate::{packages, project::Project};
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;

/// Bundles `style/main.css`. No browser list is given: what the stylesheets say is what the browser gets, only shorter.
pub fn bundle(project: &Project, pkg: &Path) -> Result<()> {
    let css = bundled(&packages::folder(project)?, &project.root.join("style/main.css"))?;
    let written = pkg.join(format!("{}.css", project.name()));
    std::fs::write(&written, css).with_context(|| format!("{} cannot be written", written.display()))
}

fn bundled(packages: &Path, entry: &Path) -> Result<String> {
    let said = Command::new(packages.join(".bin/esbuild"))
        .arg(entry)
        .args(["--bundle", "--minify", "--target=esnext", "--log-level=error", "--color=false", "--legal-comments=none"])
        .output()
        .context("esbuild did not start: is Node.js installed?")?;
    ensure!(said.status.success(), "the styles cannot be bundled: {}", String::from_utf8_lossy(&said.stderr).trim());
    let css = String::from_utf8(said.stdout).context("the styles are not UTF-8")?;
    Ok(css.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packages() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../end2end/node_modules")
    }

    /// The order of the layers is what the first line says, not the order in which the files come.
    #[test]
    fn imports_are_inlined_and_keep_the_declared_order_of_layers() {
        let folder = crate::scratch::Scratch::new();
        let main = "@layer base, ui;\n@import 'ui.css' layer(ui);\n@import 'base.css' layer(base);\nb { color: red }";
        std::fs::write(folder.path().join("main.css"), main).unwrap();
        std::fs::write(folder.path().join("ui.css"), "a { color: blue; }").unwrap();
        let base = "a { color: light-dark(#fff, #000); }";
        std::fs::write(folder.path().join("base.css"), base).unwrap();
        let css = bundled(&packages(), &folder.path().join("main.css")).unwrap();
        let at = |part: &str| css.find(part).unwrap_or_else(|| panic!("{part} is not in {css}"));
        assert!(at("@layer base,ui") < at("color:#00f") && at("light-dark(#fff,#000)") < css.len(), "{css}");
        assert!(!css.contains("@import") && !css.contains('\n'), "{css}");
    }

    #[test]
    fn a_missing_import_is_named() {
        let folder = crate::scratch::Scratch::new();
        std::fs::write(folder.path().join("main.css"), "@import 'gone.css';").unwrap();
        let error = format!("{:#}", bundled(&packages(), &folder.path().join("main.css")).unwrap_err());
        assert!(error.contains("gone.css"), "{error}");
    }
}
