import {MeshoptDecoder} from 'meshoptimizer/decoder';(globalThis as any).y=MeshoptDecoder;
