import { defineConfig } from 'vitest/config';

const LONG = ['properties/suites/long/**', '{cli,jobs}/long/**', 'cli/witness/kernel/**'];
const EXCLUDED = ['node_modules/**', 'reports/out/**', 'docs/examples/**', ...LONG];

/** The everyday tests; those that take longer are in vitest.long.config.ts. */
export default defineConfig({
  test: {
    // Ends what hangs; a machine that is ten times busier has to pass.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    setupFiles: ['scripts/test-seed.ts'],
    // Otherwise one core is left idle, which is half of a machine with two.
    maxWorkers: '100%',
    // Node itself runs the tests, as it runs the program: no transformation in between.
    experimental: { viteModuleRunner: false },
    projects: [
      {
        extends: true,
        // These tests keep nothing in modules, so that files can share a worker.
        test: {
          name: 'rooms',
          include: ['**/*.test.ts'],
          exclude: [...EXCLUDED, 'api/**', 'cli/**', 'jobs/**'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'cli', include: ['{api,cli,jobs}/**/*.test.ts'], exclude: EXCLUDED },
      },
    ],
  },
});
