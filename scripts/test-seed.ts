import * as fc from 'fast-check';

/**
 * Before each file of tests: the seed of whatever fast-check draws. It is the same on every push,
 * so that a test fails for a change and not by chance; `npm run test:fresh` takes another one.
 */
const SEED = 20190924;

const { FAULTLINE_TEST_SEED: given } = process.env;
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: given ? Number(given) : SEED });
