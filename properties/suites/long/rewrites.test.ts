import { entries } from '../../../catalog.ts';
import type { Patch } from '../../../impl/mutants/patch/patch.ts';
import { passRewrites } from '../passing-rewrites.ts';

passRewrites('a rewrite', await entries<Patch>('rewrites'));
