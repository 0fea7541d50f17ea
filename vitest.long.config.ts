import { defineConfig } from 'vitest/config';

/** Questions that take minutes: every strategy, many runs. */
export default defineConfig({
  test: {
    include: ['properties/suites/long/**/*.test.ts', '{cli,jobs}/long/**/*.test.ts'],
    testTimeout: 600_000,
    setupFiles: ['scripts/test-seed.ts'],
    maxWorkers: '100%',
    experimental: { viteModuleRunner: false },
  },
});
