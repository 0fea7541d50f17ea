import { word } from './schema.ts';

/** Whether what a simulated run shows happens on a real kernel. */
export const KernelVerdict = word(
  ['confirmed', 'not-confirmed', 'not-asked', 'cannot-be-played'],
  'The law breaks there too; it does not; it looks at accesses to memory, which a real ' +
    'kernel does not show; the run cannot be played.',
);
