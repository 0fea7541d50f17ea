import type { ReportedFinding } from '../format.ts';
import { turnsUpTo } from '../page/turns.ts';
import { type Content, element } from './markup.ts';

/** Longer addresses are not followed everywhere. */
const ADDRESS_MAX = 30_000;

/** A link to the same run in the explorer; the script has it lead to the step that is shown. */
export function goOnFrom(
  { shrunk: { world, schedule }, step }: ReportedFinding,
  { file, subject }: { readonly file: string; readonly subject: string },
): Content {
  const turns = turnsUpTo(schedule, step + 1);
  const fragment = new URLSearchParams({ subject, world: JSON.stringify(world), turns });
  const address = `${file}#${fragment}`;
  if (address.length > ADDRESS_MAX) return null;
  return element(
    'a',
    {
      class: 'go-on',
      // Nothing in it but letters, digits, and signs of addresses.
      href: { html: address.replaceAll('&', '&amp;') },
      'data-turns': turnsUpTo(schedule, Number.POSITIVE_INFINITY),
    },
    'Go on from here',
  );
}
