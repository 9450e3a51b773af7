import './a';import {GLTFLoader} from 'three/addons/loaders/GLTFLoader.js';(globalThis as any).y=GLTFLoader;
