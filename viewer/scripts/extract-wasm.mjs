// Writes meshoptimizer's WebAssembly modules as files, for the Python engine (vmuseum/mesh/meshopt.py).
//   node scripts/extract-wasm.mjs [NODE_MODULES] [OUT_FOLDER]
// The npm package packs each module into a JavaScript string and unpacks it for WebAssembly.instantiate:
// we stand in its place, take the bytes, and let the call go on. The licence (MIT) is copied beside them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
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
