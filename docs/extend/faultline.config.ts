import { defineConfig } from 'faultline';

export default defineConfig({
  folders: {
    invariants: './laws',
    helpers: './subjects',
    strategies: './strategies',
    worlds: './worlds',
    stubs: './stubs',
  },
  pairs: {
    'zephyr-power': {
      takes: { zephyr_power_up: { sleeps: true } },
      gives: { zephyr_power_down: 0 },
    },
  },
});
