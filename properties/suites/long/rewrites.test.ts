import { patches } from '../../../catalog.ts';
import { passRewrites } from '../passing-rewrites.ts';

passRewrites('a rewrite', patches('rewrites', 'ts'));
