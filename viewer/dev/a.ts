import {WebGLRenderer,Scene,PerspectiveCamera,Mesh,BufferGeometry,BufferAttribute,MeshStandardMaterial,Texture,DirectionalLight,HemisphereLight,ShaderMaterial,WebGLRenderTarget} from 'three';
(globalThis as any).x=[WebGLRenderer,Scene,PerspectiveCamera,Mesh,BufferGeometry,BufferAttribute,MeshStandardMaterial,Texture,DirectionalLight,HemisphereLight,ShaderMaterial,WebGLRenderTarget];
