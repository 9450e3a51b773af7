import {build} from 'vite';import {gzipSync} from 'zlib';
for (const e of process.argv.slice(2)){const r=await build({configFile:false,logLevel:'error',build:{write:false,minify:true,target:'es2022',rollupOptions:{input:e}}});const o=(Array.isArray(r)?r[0]:r).output;for(const c of o)if(c.type==='chunk')console.log(e,c.fileName,c.code.length,gzipSync(c.code,{level:9}).length)}
