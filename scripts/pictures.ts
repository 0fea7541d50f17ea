import { writeFileSync } from 'node:fs';
import { drawn, PICTURES } from '../cli/long/testing/pictures.ts';

/** Draws the pictures of pages anew, with Chromium: `npm run pictures`. */
const folder = new URL('../docs/pictures/', import.meta.url);
for (const name of Object.keys(PICTURES) as (keyof typeof PICTURES)[]) {
  writeFileSync(new URL(name, folder), await drawn(name));
}
