import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'reports/out/**'],
    testTimeout: 60_000,
    // Node itself runs the tests, as it runs the program: no transformation in between.
    experimental: { viteModuleRunner: false },
  },
});
