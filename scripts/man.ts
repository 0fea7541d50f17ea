import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manual, program } from '../cli/program.ts';
import { manOf } from '../cli/usage/man.ts';

/** Writes the manual page that the package has. */
writeFileSync(join(import.meta.dirname, '../docs/faultline.1'), manOf(program(), manual));
