import {
  COUNTEREXAMPLE_SCHEMA,
  type Counterexample,
} from '../../properties/answers/counterexample.ts';
import { readDocument } from './document-input.ts';

/** The counterexample in a file, if it is one: valid by the published JSON Schema. */
export const readCounterexample = (path: string): Counterexample =>
  readDocument<Counterexample>(path, [COUNTEREXAMPLE_SCHEMA]);
