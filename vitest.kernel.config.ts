import { defineConfig } from 'vitest/config';

/** What is asked of real kernels: those that `faultline kernels` says are built. */
export default defineConfig({
  test: {
    include: ['cli/witness/kernel/**/*.test.ts'],
    testTimeout: 600_000,
    fileParallelism: false,
    experimental: { viteModuleRunner: false },
  },
});
