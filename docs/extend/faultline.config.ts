import { defineConfig } from 'faultline';

export default defineConfig({
  folders: {
    invariants: './laws',
    helpers: './subjects',
    strategies: './strategies',
    worlds: './worlds',
  },
});
