import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

const web = path.dirname(fileURLToPath(import.meta.url));
const service = process.env.PREMIA_SERVICE ?? 'http://127.0.0.1:3000';

const built = path.join(web, '..', 'dist', 'web');

/** Beside each asset its compressed forms, which the service sends to who takes them. */
const compressed = {
  name: 'compressed',
  apply: 'build',
  closeBundle() {
    const assets = path.join(built, 'assets');
    for (const name of readdirSync(assets)) {
      const content = readFileSync(path.join(assets, name));
      writeFileSync(path.join(assets, `${name}.gz`), gzipSync(content));
      writeFileSync(path.join(assets, `${name}.br`), brotliCompressSync(content));
    }
  },
};

/** The page; `npm run dev:page` serves it from its sources, beside a running service (PREMIA_SERVICE). */
export default defineConfig({
  root: web,
  plugins: [compressed],
  build: {
    outDir: built,
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    // an inlined file would be a data: address, which the page's policy allows to pictures only
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
  },
  server: {
    // the service asks that what changes something comes from its own page
    proxy: { '/v1': { target: service, changeOrigin: false }, '/health': service },
  },
});
