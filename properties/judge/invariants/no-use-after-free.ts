import '../../../impl/kernel/index.ts';
import { nameOf, placeAt } from '../../../impl/kernel/memory/layout.ts';
import { eventKinds } from '../../../scheduler/event.ts';
import { isOperation } from '../../../scheduler/operation.ts';
import type { LawFacts } from '../facts.ts';
import type { Invariant, Judge } from '../invariant.ts';
import { OWNER } from '../memory-map.ts';

const isFreed = (address: number, facts: LawFacts): boolean =>
  facts.freed[OWNER[address >> 2]! >> 2] !== 0;

const access =
  (verb: string): Judge =>
  ({ object: address }, facts) => {
    if (!isFreed(address, facts)) return undefined;
    const { object, field } = placeAt(address)!;
    return `${object}.${field} is ${verb}, but ${object} was freed`;
  };

/** A primitive that is given something that was freed, or a part of it. */
const call =
  (name: string, argument: 'object' | 'a'): Judge =>
  (event, facts) => {
    const address = event[argument];
    if (!facts.attempt.inHandler || !isFreed(address, facts)) return undefined;
    return `${name} is called on ${nameOf(address)}, which was freed`;
  };

/** The placement is the second argument, where the first is the device. */
const IO_RESERVE = 'ttm_mem_io_reserve';

const operations = eventKinds().filter(isOperation);

/** Nothing may touch memory after it was given back; this is what KASAN would report. */
const invariant: Invariant = {
  claim: 'Nothing that was freed is read, written or given to a primitive.',
  source: 'domain.md §7 U1, U2, U3, F1; §6 B10, B13, B32',
  on: {
    ...Object.fromEntries(operations.map(({ name }) => [name, call(name, 'object')])),
    [IO_RESERVE]: call(IO_RESERVE, 'a'),
    read: access('read'),
    write: access('written'),
  },
};

export default invariant;
