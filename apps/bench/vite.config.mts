import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    outDir: '../../dist/apps/bench',
    emptyOutDir: true,
    rolldownOptions: { output: { format: 'es', entryFileNames: 'main.mjs' } },
  },
  ssr: { external: true, noExternal: [/^@holdpoint\//] },
});
