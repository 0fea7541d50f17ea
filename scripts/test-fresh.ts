import { spawnSync } from 'node:child_process';

/** The everyday tests with another seed each time, which is printed: `npm run test:fresh`. */
const seed = process.env.FAULTLINE_TEST_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
const shown = `seed of fast-check: FAULTLINE_TEST_SEED=${seed} npm run test:fresh`;
console.log(shown);
const { status } = spawnSync('vitest', ['run', ...process.argv.slice(2)], {
  env: { ...process.env, FAULTLINE_TEST_SEED: seed },
  stdio: 'inherit',
});
// Once more, where somebody who looks at the end of a log finds it.
if (status !== 0) console.log(shown);
process.exitCode = status ?? 2;
