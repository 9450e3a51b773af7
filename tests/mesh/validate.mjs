// Runs the Khronos glTF validator over files and prints one JSON row a file.
//   node validate.mjs NODE_MODULES FILE...
// The validator does not know EXT_meshopt_compression: compressed views are decoded here, by meshoptimizer's own
// decoder, put in place of the fallback buffer, and the extension is taken away.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, 'x.js'));
const validator = require('gltf-validator');
const { MeshoptDecoder } = await import(pathToFileURL(join(modules, 'meshoptimizer', 'meshopt_decoder.mjs')).href);
await MeshoptDecoder.ready;
const NAME = 'EXT_meshopt_compression';

for (const file of files) {
  const data = decoded(await readFile(file));
  const { issues } = await validator.validateBytes(new Uint8Array(data), { maxIssues: 50 });
  const { numErrors, numWarnings } = issues;
  const messages = issues.messages.filter((m) => m.severity < 2).map((m) => `${m.code} ${m.pointer}: ${m.message}`);
  console.log(JSON.stringify({ file, numErrors, numWarnings, messages }));
}

function decoded(glb) {
  const length = glb.readUInt32LE(12);
  const document = JSON.parse(glb.subarray(20, 20 + length).toString('utf8'));
  if (!document.extensionsUsed?.includes(NAME)) return glb;
  const binary = glb.subarray(28 + length);
  const blobs = [];
  let place = 0;
  for (const view of document.bufferViews) {
    const packed = view.extensions?.[NAME];
    const start = (packed ?? view).byteOffset ?? 0;
    const bytes = binary.subarray(start, start + (packed ?? view).byteLength);
    let plain = bytes;
    if (packed) {
      plain = new Uint8Array(packed.count * packed.byteStride);
      MeshoptDecoder.decodeGltfBuffer(plain, packed.count, packed.byteStride, bytes, packed.mode, packed.filter);
      if (plain.length !== view.byteLength) throw new Error('the view is not as long as its data');
      delete view.extensions;
    }
    Object.assign(view, { buffer: 0, byteOffset: place, byteLength: plain.length });
    blobs.push(Buffer.from(plain), Buffer.alloc((4 - (plain.length % 4)) % 4));
    place += plain.length + ((4 - (plain.length % 4)) % 4);
  }
  document.buffers = [{ byteLength: place }];
  for (const key of ['extensionsUsed', 'extensionsRequired']) document[key] = document[key].filter((n) => n !== NAME);
  let text = Buffer.from(JSON.stringify(document));
  text = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, ' ')]);
  const head = Buffer.alloc(20);
  head.write('glTF');
  [2, 28 + text.length + place, text.length].forEach((value, n) => head.writeUInt32LE(value, 4 + 4 * n));
  head.write('JSON', 16);
  const chunk = Buffer.alloc(8);
  chunk.writeUInt32LE(place);
  chunk.write('BIN\0', 4);
  return Buffer.concat([head, text, chunk, ...blobs]);
}
