// Reads GLBs with three.js and counts them with the Khronos validator; prints one JSON row a file.
//   node three_reads.mjs NODE_MODULES FILE...
// Pictures are not decoded (Node has no image decoder): a texture is an empty one with its settings.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, ...files] = process.argv.slice(2);
const from = (...steps) => import(pathToFileURL(join(modules, ...steps)).href);
globalThis.self = globalThis;
const THREE = await from('three', 'build', 'three.module.js');
const { GLTFLoader } = await from('three', 'examples', 'jsm', 'loaders', 'GLTFLoader.js');
const { MeshoptDecoder } = await from('meshoptimizer', 'meshopt_decoder.mjs');
const validator = createRequire(join(modules, 'x.js'))('gltf-validator');
await MeshoptDecoder.ready;

for (const file of files) {
  const data = await readFile(file);
  const { info } = await validator.validateBytes(new Uint8Array(data));
  const loader = new GLTFLoader().setMeshoptDecoder(MeshoptDecoder);
  loader.register(() => ({ name: 'no-pictures', loadTexture: () => Promise.resolve(new THREE.Texture()) }));
  const bytes = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  const { scene } = await loader.parseAsync(bytes, '');
  scene.updateMatrixWorld(true);
  const box = new THREE.Box3().setFromObject(scene, true);
  const meshes = [];
  scene.traverse((node) => {
    if (node.isMesh) meshes.push(told(node));
  });
  const validated = { triangles: info.totalTriangleCount, vertices: info.totalVertexCount };
  console.log(JSON.stringify({ low: box.min.toArray(), high: box.max.toArray(), meshes, validated }));
}

function told(mesh) {
  const { geometry, material } = mesh;
  const { map, aoMap, normalMap, normalScale, aoMapIntensity, alphaTest, opacity } = material;
  const read = (name) => {
    const values = geometry.getAttribute(name);
    return values && Array.from({ length: values.itemSize }, (_, n) => values.getComponent(0, n));
  };
  return {
    triangles: geometry.index.count / 3,
    vertices: geometry.getAttribute('position').count,
    attributes: Object.keys(geometry.attributes).sort(),
    first: { normal: read('normal'), tangent: read('tangent'), uv1: read('uv1') },
    material: {
      kind: material.type, alphaTest, opacity, alphaMode: material.transparent ? 'BLEND' : 'OPAQUE',
      mapChannel: map?.channel, aoChannel: aoMap?.channel, aoMapIntensity, normalChannel: normalMap?.channel,
      normalScale: normalScale?.toArray(), clearcoat: material.clearcoat, ior: material.ior,
      emissiveIntensity: material.emissiveIntensity, side: material.side,
    },
  };
}
