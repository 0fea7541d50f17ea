import { readdirSync, readFileSync } from 'node:fs';
import type { Counterexample } from '../../answers/counterexample.ts';

const folder = new URL('../../../reports/counterexamples/', import.meta.url);

/** Every kept counterexample, with the name of its file. */
export const kept: readonly { readonly name: string; readonly file: Counterexample }[] =
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, file: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }));
