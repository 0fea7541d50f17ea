import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { schemas } from '../reports/schemas.ts';

/** Writes the JSON Schemas that are published, as `properties/answers` has them: `npm run schemas`. */
const folder = new URL('../reports/schemas/', import.meta.url);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const schema of Object.values(schemas)) {
  writeFileSync(new URL(schema.$id, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
