// Opens files with the very decoders three.js ships (Draco's own, Basis Universal's own), one JSON row a file.
//   node three_readers.mjs NODE_MODULES FILE...      .glb with KHR_draco_mesh_compression, or .ktx2
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [modules, ...files] = process.argv.slice(2);
const libs = join(modules, 'three', 'examples', 'jsm', 'libs');
const require = createRequire(join(modules, 'x.js'));
const script = async (path, name) => {
  const make = new Function('require', '__filename', '__dirname', `${await readFile(path, 'utf8')}\n;return ${name};`);
  return make(require, path, dirname(path));
};

for (const file of files) {
  const data = await readFile(file);
  console.log(JSON.stringify(file.endsWith('.ktx2') ? await texture(data) : await geometry(data)));
}

async function geometry(glb) {
  const draco = await (await script(join(libs, 'draco', 'gltf', 'draco_decoder.js'), 'DracoDecoderModule'))({});
  const length = glb.readUInt32LE(12);
  const document = JSON.parse(glb.subarray(20, 20 + length).toString('utf8'));
  const rows = [];
  for (const { primitives } of document.meshes) {
    for (const { attributes, indices, extensions } of primitives) {
      const packed = extensions.KHR_draco_mesh_compression;
      const view = document.bufferViews[packed.bufferView];
      const bytes = new Int8Array(glb.subarray(28 + length + view.byteOffset, 28 + length + view.byteOffset + view.byteLength));
      const buffer = new draco.DecoderBuffer();
      buffer.Init(bytes, bytes.length);
      const decoder = new draco.Decoder();
      const mesh = new draco.Mesh();
      if (!decoder.DecodeBufferToMesh(buffer, mesh).ok()) throw new Error('Draco refuses');
      const found = {};
      for (const [name, id] of Object.entries(packed.attributes)) {
        const attribute = decoder.GetAttributeByUniqueId(mesh, id);
        const values = new draco.DracoFloat32Array();
        if (!decoder.GetAttributeFloatForAllPoints(mesh, attribute, values)) throw new Error(`no ${name}`);
        const list = Array.from({ length: values.size() }, (_, n) => values.GetValue(n));
        const width = attribute.num_components();
        const column = (c) => list.filter((_, n) => n % width === c);
        found[name] = {
          width, count: mesh.num_points(), promised: document.accessors[attributes[name]].count,
          low: Array.from({ length: width }, (_, c) => Math.min(...column(c))),
          high: Array.from({ length: width }, (_, c) => Math.max(...column(c))),
        };
      }
      rows.push({ triangles: mesh.num_faces(), promised: document.accessors[indices].count / 3, found });
    }
  }
  return rows;
}

async function texture(data) {
  const binary = await readFile(join(libs, 'basis', 'basis_transcoder.wasm'));
  const basis = await (await script(join(libs, 'basis', 'basis_transcoder.js'), 'BASIS'))({ wasmBinary: binary });
  basis.initializeBasis();
  const file = new basis.KTX2File(new Uint8Array(data));
  if (!file.isValid() || !file.startTranscoding()) throw new Error('Basis Universal refuses');
  const rgba = 13;
  const pixels = new Uint8Array(file.getImageTranscodedSizeInBytes(0, 0, 0, rgba));
  if (!file.transcodeImage(pixels, 0, 0, 0, rgba, 0, -1, -1)) throw new Error('no pixels');
  const { length } = pixels;
  const mean = [0, 1, 2].map((c) => pixels.reduce((sum, v, n) => (n % 4 === c ? sum + v : sum), 0) / (length / 4));
  return { width: file.getWidth(), height: file.getHeight(), levels: file.getLevels(), uastc: file.isUASTC(), mean };
}
