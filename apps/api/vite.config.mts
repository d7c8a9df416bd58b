import { defineConfig } from 'vite';

/** The process, and the program of its threads: the workspace's libraries are bundled, packages stay in node_modules. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  resolve: { tsconfigPaths: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: '../../dist/apps/api',
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: ['src/main.ts', 'src/config-worker.ts'],
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'shared-[name].mjs' },
    },
  },
  ssr: { external: true, noExternal: [/^@holdpoint\//] },
});
