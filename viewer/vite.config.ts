import { defineConfig } from 'vitest/config';

// The shell is written into the Python package; hashed names and `.vite/manifest.json` let publish find each file.
export default defineConfig({
  base: './',
  build: {
    outDir: '../vmuseum/publish/viewer',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0, // no data: addresses in style sheets or scripts: the policy on the pages is strict
    cssCodeSplit: true,
    modulePreload: false, // pages name what they need at once (publish/viewer_files.py)
    reportCompressedSize: true,
    rollupOptions: {
      input: { main: 'src/main.ts', look: 'src/style/look.css', stage: 'src/style/stage.css', fonts: 'src/style/fonts.css' },
      output: {
        entryFileNames: '[name]-[hash].js',
        chunkFileNames: '[name]-[hash].js',
        assetFileNames: '[name]-[hash][extname]',
        // What every stage page needs in one file: few requests before the first picture.
        codeSplitting: { groups: [{ name: 'shell', test: /src\/core\/(?!strings|i18n|fold|search)|src\/ui\/(?!\w+-page|languages)|src\/gl\/(bytes|supported)|node_modules\/(@lit|lit)/ }] },
      },
    },
  },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
});
