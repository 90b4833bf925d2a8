// Run by optimise.rs: node optimise.mjs <the folder of the npm packages> <files…>. Each file is replaced by a smaller one.
// One process for many files, because starting the optimiser takes longer than a small chunk does.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [packages, ...files] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(`${packages}/${path}`).href).then((module) => module.default ?? module);

const minified = (esbuild, code) =>
  esbuild.transformSync(code, { minify: true, format: "esm", target: "es2022", legalComments: "none" }).code;

function shrunk(binaryen, module) {
  const { MutableGlobals, SignExt, BulkMemory, BulkMemoryOpt, NontrappingFPToInt, ReferenceTypes, Multivalue } = binaryen.Features;
  // What Rust's compiler uses for this target, and no more: with all of them it writes imports that browsers refuse.
  const features = MutableGlobals | SignExt | BulkMemory | BulkMemoryOpt | NontrappingFPToInt | ReferenceTypes | Multivalue;
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(1);
  binaryen.setDebugInfo(false);
  const wasm = binaryen.readBinary(module);
  try {
    wasm.setFeatures(features);
    wasm.optimize();
    // A generic function's many copies come to lie side by side, which compresses better.
    wasm.runPasses(["reorder-functions-by-name"]);
    if (!wasm.validate()) throw new Error("the optimiser wrote what it calls invalid itself");
    return wasm.emitBinary();
  } finally {
    wasm.dispose();
  }
}

for (const file of files) {
  try {
    if (file.endsWith(".js")) {
      writeFileSync(file, minified(await load("esbuild/lib/main.js"), readFileSync(file, "utf8")));
    } else {
      writeFileSync(file, shrunk(await load("binaryen/index.js"), readFileSync(file)));
    }
  } catch (error) {
    console.error(`${file}: ${error.stack ?? error}`);
    process.exit(1);
  }
}
