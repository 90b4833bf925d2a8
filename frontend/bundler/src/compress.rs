//! Step five, releases only: a `.br` and a `.gz` beside every file that shrinks, so that the server compresses nothing
//! twice and can afford the best quality.

use crate::{cache::Cache, parallel};
use anyhow::{Context, Result};
use std::{
    io::Write,
    path::{Path, PathBuf},
};

const TEXTS: [&str; 10] = ["wasm", "js", "css", "json", "html", "svg", "txt", "xml", "ico", "webmanifest"];

pub fn all(site: &Path, cache: &Cache) -> Result<()> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in walkdir::WalkDir::new(site) {
        let entry = entry.with_context(|| format!("{} cannot be read", site.display()))?;
        if entry.file_type().is_file() && is_text(entry.path()) {
            files.push(entry.into_path());
        }
    }
    parallel::each(&files, |file| {
        let input = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        beside(file, "br", &input, cache.remembered("brotli 11, the smallest", &input, || brotli(&input))?)?;
        beside(file, "gz", &input, cache.remembered("gzip 9", &input, || gzip(&input))?)
    })
}

fn is_text(file: &Path) -> bool {
    file.extension().and_then(|e| e.to_str()).is_some_and(|extension| TEXTS.contains(&extension))
}

/// A copy that is not smaller would only cost the browser the unpacking.
fn beside(file: &Path, extension: &str, input: &[u8], packed: Vec<u8>) -> Result<()> {
    if packed.len() >= input.len() {
        return Ok(());
    }
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{extension}"));
    std::fs::write(&name, packed).with_context(|| format!("{} cannot be written", Path::new(&name).display()))
}

/// Which size of block (a power of two; 0: the encoder's own choice) is best for a large file depends on how its parts lie,
/// by half a per cent: all are tried, and the smallest is kept.
const BLOCKS: [i32; 3] = [0, 20, 22];
/// Bytes from which a file has more than one block.
const LARGE: usize = 1 << 16;

fn brotli(input: &[u8]) -> Result<Vec<u8>> {
    let tried = if input.len() < LARGE { &BLOCKS[..1] } else { &BLOCKS[..] };
    let packed = tried.iter().map(|block| brotli_in(input, *block)).collect::<Result<Vec<_>>>()?;
    packed.into_iter().min_by_key(Vec::len).context("brotli made nothing")
}

fn brotli_in(input: &[u8], lgblock: i32) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, lgblock, size_hint: input.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*input, &mut packed, &params).context("brotli failed")?;
    Ok(packed)
}

fn gzip(input: &[u8]) -> Result<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(input).and_then(|()| packed.finish()).context("gzip failed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn copies_hold_the_same_bytes_and_only_where_they_are_smaller() {
        let folder = crate::scratch::Scratch::new();
        let site = folder.path().join("site");
        std::fs::create_dir_all(&site).unwrap();
        let text = "the same words again and again, ".repeat(100);
        std::fs::write(site.join("page.css"), &text).unwrap();
        std::fs::write(site.join("tiny.txt"), "x").unwrap();
        std::fs::write(site.join("photo.png"), &text).unwrap();
        all(&site, &Cache::open(folder.path()).unwrap()).unwrap();

        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*std::fs::read(site.join("page.css.br")).unwrap(), &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
        let mut unpacked = String::new();
        let packed = std::fs::read(site.join("page.css.gz")).unwrap();
        flate2::read::GzDecoder::new(&*packed).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        assert!(!site.join("tiny.txt.br").exists());
        assert!(!site.join("photo.png.br").exists());
    }
}
