import type { FaultSnapshot } from './machine.ts';

/** The region that every name tells of, be it at rest or not. */
const FIRST = 'round';

/**
 * The name of a configuration: its round, and every region that is not at rest.
 *
 * Names are unique among the configurations of one profile, so they serve as keys too.
 */
export const nameOf = (states: readonly { readonly id: string; readonly rest: boolean }[]) =>
  states
    .filter(({ id, rest }) => !rest || id.startsWith(`${FIRST}.`))
    .map(({ id }) => id)
    .join(' ');

/** The name of a configuration as XState has it. */
export const configurationName = ({ value, machine }: FaultSnapshot): string =>
  nameOf(
    Object.entries(value).map(([region, state]) => ({
      id: `${region}.${state}`,
      rest: machine.states[region]!.initial.target![0]!.key === state,
    })),
  );
