import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { messageParts } from './src/cli/messageParts'
import { prepareVersion } from './src/cli/prepareVersion'

const root = resolve(fileURLToPath(new URL('.', import.meta.url)))

export default defineConfig({
  root,
  // Relative, so that the folder works at any path of any file server.
  base: './',
  plugins: [react(), messageParts(root, 'src/app/main.tsx')],
  define: { __PREPARE_VERSION__: JSON.stringify(prepareVersion(root)) },
  worker: { format: 'es' },
  build: {
    target: ['chrome109', 'firefox115'],
    assetsDir: 'assets',
    // Which chunk needs which: for the budget of bytes (test/bytes). In a hidden folder, which no server sends.
    manifest: true,
    // data: URLs would need a wider policy; the polyfill would be for browsers that we do not support.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    // The engine is 34 MB by nature; what a page loads first is bounded by a test instead.
    chunkSizeWarningLimit: 4096,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What the first sight of the page imports at once, in one file: the three dozen that it fell into took 12 kB
        // more (each is compressed by itself), and as many requests.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        // All messages at once: src/i18n/given.ts.
        resolve: { alias: [{ find: /^\.\/given$/, replacement: resolve(root, 'test/allMessages.ts') }] },
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', 'test/bench/**', 'test/clickhouse/**'],
          // As many as a machine of two cores has: by itself Vitest leaves one of them to nobody.
          maxWorkers: 2,
          // V8 compiles the engine's functions anew, and better, once they ran a while, in the process of each test file. What
          // most files ask is over before that pays: a load of test/fixtures/city.ts took 3.8 s of computing, with this
          // 1.6 s, one of the sample city 23.6 s and 17.7 s. Now only what runs long is compiled again.
          execArgv: ['--wasm-tiering-budget=1500000000'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // `npm run test:clickhouse` alone: it needs an engine that the default install has not.
        extends: true,
        test: {
          name: 'clickhouse',
          include: ['test/clickhouse/**/*.test.ts'],
          // The library holds one folder of data a process.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.{ts,tsx}'],
          globalSetup: ['test/e2e/setup.ts'],
          // Two cores: pages that compete for them would be slow, not wrong, but tests could not tell.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
