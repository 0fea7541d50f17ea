import {
  always,
  count,
  type Doc,
  file,
  format,
  list,
  maybe,
  object,
  orNull,
  part,
  record,
  ref,
  text,
} from './schema.ts';

/** Name of the schema of what `model --json` prints. */
export const MODEL_SCHEMA = 'faultline.model/1';

/** One way on from a state. */
export const ModelTransition = object({
  target: text('Name of a state of the same region.'),
  guard: text('The law of the event, and what is asked besides.'),
  meta: maybe(
    object(
      {
        times: orNull(
          count(),
          'How often, or null if the profile of the search has no use for it.',
        ),
      },
      'With --coverage: what a search has taken.',
    ),
  ),
});
export type ModelTransition = Doc<typeof ModelTransition>;

/** A state of a region. */
export const ModelState = part(
  'model',
  'state',
  object({
    on: record(
      list(ModelTransition, undefined, { minItems: 1 }),
      'By event what it leads to; the first case whose guard holds is taken.',
    ),
  }),
);
export type ModelState = Doc<typeof ModelState>;

/** The statechart as a configuration for createMachine of XState. */
export const ModelDocument = file(
  'model',
  MODEL_SCHEMA,
  object(
    {
      schema: format(MODEL_SCHEMA),
      id: text('Id of the machine.'),
      type: always('parallel', 'One faulting task is in one state of each region at a time.'),
      states: record(
        object({
          initial: text('The state in which the region begins.'),
          states: record(ref(ModelState), 'The states by name.'),
        }),
        'The regions by name.',
      ),
      meta: object(
        {
          events: record(
            object({
              meaning: text('What has happened.'),
              legal: text(
                'The law of the event, the guard of its name: when it may happen at all.',
              ),
              clauses: list(
                object({
                  contract: text('A name among the contracts below.'),
                  when: text('What has to hold.'),
                }),
                'The parts of the law, each with the contract that it stands for.',
              ),
            }),
            'The events by name.',
          ),
          contracts: record(
            text(),
            'What guards cite, a law of docs/domain.md §7 or a section of it, in words.',
          ),
        },
        'What XState passes over.',
      ),
    },
    'The statechart as `faultline model --json` prints it: a configuration for createMachine of ' +
      'XState 5.',
  ),
);
export type ModelDocument = Doc<typeof ModelDocument>;
