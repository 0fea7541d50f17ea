import { defineConfig } from 'vitest/config';

/** The everyday tests; those that take longer are in vitest.long.config.ts. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'reports/out/**', 'properties/suites/long/**'],
    testTimeout: 60_000,
    // Node itself runs the tests, as it runs the program: no transformation in between.
    experimental: { viteModuleRunner: false },
  },
});
