import { defineConfig } from 'vite';

/** One file for the process: the workspace's libraries are bundled, packages stay in node_modules. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  resolve: { tsconfigPaths: true },
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    outDir: '../../dist/apps/api',
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: { output: { format: 'es', entryFileNames: 'main.mjs' } },
  },
  ssr: { external: true, noExternal: [/^@holdpoint\//] },
});
