import react from '@vitejs/plugin-react';
import { constants } from 'node:zlib';
import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

const here = (path: string) => decodeURIComponent(new URL(path, import.meta.url).pathname);

export default defineConfig({
  root: here('.'),
  plugins: [
    react(),
    compression({
      include: /\.(js|css|svg)$/,
      algorithms: [
        defineAlgorithm('brotliCompress', { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
        'gzip',
      ],
    }),
  ],
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // The polyfill serves browsers older than the target.
    modulePreload: { polyfill: false },
    // Nothing as data: URI, so that `default-src 'self'` suffices.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { login: here('./login.html'), index: here('./index.html'), display: here('./display.html'), kiosk: here('./kiosk.html') },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': 'http://127.0.0.1:3000', '/health': 'http://127.0.0.1:3000' },
  },
});
