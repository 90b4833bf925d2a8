//! Page chunks are cut out of the linked module by its relocations, so the linker must keep them. Said here and not in
//! RUSTFLAGS, because a flag there would give every dependency a second build.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
}
