import { Finding } from './finding.ts';
import { KernelVerdict } from './kernel-verdict.ts';
import {
  count,
  type Doc,
  file,
  format,
  list,
  object,
  orNull,
  part,
  ref,
  refWith,
  text,
} from './schema.ts';

/** Name of the schema of what `replay --kernel` answers. */
export const WITNESS_SCHEMA = 'faultline.witness/1';

/** A step at which the real run is another one. */
export const KernelParting = part(
  'witness',
  'parting',
  object(
    {
      step: count('At which step.'),
      real: text('What the real kernel does.'),
      simulated: text('What the simulated one does.'),
    },
    'A step at which the real run is another one.',
  ),
);
export type KernelParting = Doc<typeof KernelParting>;

/** What a real kernel says of a counterexample. */
export const WitnessReport = file(
  'witness',
  WITNESS_SCHEMA,
  object(
    {
      schema: format(WITNESS_SCHEMA),
      subject: text('The subject whose text was compiled.'),
      invariant: text('The law that the counterexample is about.'),
      kernel: object(
        {
          version: text('As it was asked for: `6.12`.'),
          release: text('As it was built: `6.12.117`.'),
        },
        'The kernel that was asked.',
      ),
      verdict: KernelVerdict,
      reason: orNull(text(), 'Why, or null.'),
      parts: orNull(ref(KernelParting), 'The first difference of the two runs, or null.'),
      events: count('Events that are the same in both runs.'),
      broken: list(text(), 'Every law that the real run breaks.'),
      says: list(text(), 'What the kernel printed meanwhile: lockdep, KASAN, an oops.'),
      left: list(text(), 'What the run left behind: a lock that is held, an object that lives.'),
      finding: orNull(
        refWith(Finding, ['replay']),
        'The law as it broke on the real kernel, with the real run, or null.',
      ),
    },
    'The answer of `faultline replay --kernel`: what a real kernel says of a counterexample.',
  ),
);
export type WitnessReport = Doc<typeof WitnessReport>;
