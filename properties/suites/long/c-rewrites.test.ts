import { patches } from '../../../catalog.ts';
import { passRewrites } from '../passing-rewrites.ts';

passRewrites('a rewrite in C', patches('rewrites', 'c'));
