// Writes WebAssembly modules as files, for the Python engine: meshoptimizer's (vmuseum/mesh/meshopt.py) and the
// encoder of Basis Universal (vmuseum/mesh/ktx2.py).
//   node scripts/extract-wasm.mjs [NODE_MODULES] [OUT_FOLDER]
// The npm package meshoptimizer packs each module into a JavaScript string and unpacks it for WebAssembly.instantiate:
// we stand in its place, take the bytes, and let the call go on. The npm package ktx2-encoder holds its module as a
// file, with imports and exports shortened to letters: which is which is read from the script that would run it.
// The licences (MIT; Apache-2.0) are copied beside them.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const viewer = fileURLToPath(new URL('..', import.meta.url));
const modules = resolve(process.argv[2] ?? join(viewer, 'node_modules'));
const out = resolve(process.argv[3] ?? join(viewer, '..', 'vmuseum', 'mesh', 'wasm'));
const source = join(modules, 'meshoptimizer');
const wanted = { simplifier: 'meshopt_simplifier.js', encoder: 'meshopt_encoder.js', decoder: 'meshopt_decoder.mjs' };

await mkdir(out, { recursive: true });
const instantiate = WebAssembly.instantiate;
for (const [name, file] of Object.entries(wanted)) {
  const taken = [];
  WebAssembly.instantiate = (bytes, imports) => {
    taken.push(new Uint8Array(bytes.slice(0)));
    return instantiate(bytes, imports);
  };
  await import(pathToFileURL(join(source, file)).href);
  if (taken.length !== 1) throw new Error(`${file} instantiated ${taken.length} modules, expected 1`);
  await writeFile(join(out, `${name}.wasm`), taken[0]);
  console.log(`${name}.wasm ${taken[0].length} bytes`);
}
WebAssembly.instantiate = instantiate;
const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
const licence = await readFile(join(source, 'LICENSE.md'), 'utf8');
await writeFile(join(out, 'LICENSE.txt'), `meshoptimizer ${version}, https://github.com/zeux/meshoptimizer\n\n${licence}`);

const basis = join(modules, 'ktx2-encoder');
const glue = await readFile(join(basis, 'dist', 'basis', 'basis_encoder.js'), 'utf8');
const imports = Object.fromEntries(found(/var wasmImports=\{(.*?)\}/).split(',').map((row) => row.split(':')));
const assigned = found(/function assignWasmExports\(wasmExports\)\{(.*?)\}/).matchAll(/(\w+)=wasmExports\["(.+?)"\]/g);
const exports = Object.fromEntries([...assigned].map(([, name, letter]) => [name, letter]));
const start = found(/wasmExports\["([^"]+)"\]\(\);FS\./); // runs the constructors
await copyFile(join(basis, 'dist', 'basis', 'basis_encoder.wasm'), join(out, 'basis.wasm'));
await writeFile(join(out, 'basis.json'), JSON.stringify({ imports, exports, start }));
const notices = await readFile(join(basis, 'THIRD_PARTY_NOTICES.md'), 'utf8');
const terms = await readFile(join(basis, 'LICENSE'), 'utf8');
await writeFile(join(out, 'LICENSE-basis.txt'), `ktx2-encoder\n\n${terms}\n${notices}`);
console.log(`basis.wasm ${Object.keys(imports).length} imports`);

function found(pattern) {
  const match = glue.match(pattern);
  if (!match) throw new Error(`basis_encoder.js: ${pattern} is not there`);
  return match[1];
}
