import type { Counterexample } from '../properties/answers/counterexample.ts';
import { inOrder } from './json/key-order.ts';
import { jsonText } from './json/text.ts';
import { schemas } from './schemas.ts';

/** The text of a counterexample's file: one event of the trace per line, so that a diff reads. */
export const counterexampleText = (counterexample: Counterexample): string =>
  jsonText(inOrder(bare(counterexample), schemas.counterexample));

/** Without the command that replays it, which depends on where the file is kept. */
function bare(counterexample: Counterexample): Counterexample {
  const { replay: _, ...finding } = counterexample.finding as Counterexample['finding'] & {
    readonly replay?: string;
  };
  return { ...counterexample, finding };
}
