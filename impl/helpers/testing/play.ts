import { isOperation } from '../../../scheduler/operation.ts';
import { preemptions } from '../../../scheduler/strategies/preemptions.ts';
import type { TraceEvent } from '../../../scheduler/trace.ts';
import ttmDefault from '../../drivers/ttm-default.ts';
import gpu from '../../environment/gpu.ts';
import ioEvictor from '../../environment/io-evictor.ts';
import signal from '../../environment/signal.ts';
import submitter from '../../environment/submitter.ts';
import {
  FAULT_ENTER,
  FAULT_RETURN,
  PTE_SET,
  RESERVE_RETURN,
  RESERVED_RETURN,
} from '../../kernel/marks.ts';
import { faultResultNames } from '../../kernel/mm-flags.ts';
import type { DriverSpec, FaultSpec, ObjectSpec, VmaSpec, World } from '../../kernel/world.ts';
import { Simulation } from '../../simulation.ts';
import { assembleSubject, type HelpersModule, type Subject } from '../../subject.ts';
import * as repaired from '../repaired.ts';
import * as rfc from '../rfc.ts';
import * as v5_3 from '../v5.3.ts';
import * as v5_5 from '../v5.5.ts';
import * as v5_6 from '../v5.6.ts';
import * as v5_7 from '../v5.7.ts';
import * as v5_10 from '../v5.10.ts';
import * as v5_11 from '../v5.11.ts';

/** Every version of the helpers, by name. */
export const VERSIONS = {
  'v5.3': v5_3,
  rfc,
  'v5.5': v5_5,
  'v5.6': v5_6,
  'v5.7': v5_7,
  'v5.10': v5_10,
  'v5.11': v5_11,
  repaired,
} as const satisfies Record<string, HelpersModule>;
export type Version = keyof typeof VERSIONS;
export const versions = Object.keys(VERSIONS) as readonly Version[];

const subjectOf = (version: Version): Subject => {
  const module: HelpersModule = VERSIONS[version];
  return assembleSubject(version, module, module.ttm_bo_vm_fault ? undefined : ttmDefault);
};

/** What differs from one object of three pages in video memory, mapped once, touched once. */
export interface Setting extends Partial<Pick<World, 'environment' | 'failures'>> {
  readonly object?: Partial<ObjectSpec>;
  readonly vma?: Partial<VmaSpec>;
  readonly fault?: Partial<FaultSpec>;
  readonly driver?: Partial<DriverSpec>;
}

const worldOf = ({ object, vma, fault, driver, environment, failures }: Setting): World => ({
  objects: [
    {
      placement: 'vram',
      caching: 'write-combined',
      pages: 3,
      reservation: 0,
      moving: 'none',
      ttm: 'empty',
      imported: false,
      handle: true,
      ...object,
    },
  ],
  vmas: [{ object: 0, offset: 0, pages: 3, overhang: false, writable: true, present: [], ...vma }],
  faults: [{ vma: 0, page: 0, caller: 'user', write: false, ...fault }],
  environment: environment ?? [],
  failures: failures ?? [],
  driver: { notify: 'absent', scattered: false, ioReserveLru: ['vram'], ...driver },
  readersOvertake: false,
  defects: [],
});

/** The failure of one primitive, at every call. */
export const failing = (
  primitive: string,
  error: World['failures'][number]['error'],
  call = 0,
): Setting => ({ failures: [{ task: 0, primitive, call, error }] });

/** One call of the handler: what it returned and did, and what its task held then. */
export interface Call {
  readonly code: string;
  /** Of `M` mmap lock, `R` reservation, `IO` io lock, those that are held; `-` for none. */
  readonly held: string;
  /** The same when a helper returned to the handler, with what it returned. */
  readonly helpers: readonly string[];
  /** Pages mapped. */
  readonly mapped: number;
  /** The primitives that were called, in order. */
  readonly operations: readonly string[];
}

const simulation = new Simulation(
  new Map<string, typeof gpu | typeof signal>([
    ['gpu', gpu],
    ['io-evictor', ioEvictor],
    ['signal', signal],
    ['submitter', submitter],
  ]),
);

/** Tasks that act before the fault: after one step each, the next one in the list goes on. */
export type First = Parameters<typeof preemptions>[0];

/** Runs a version in a setting: every call of its handler by the faulting task. */
export function play(version: Version | Subject, setting: Setting, first: First = []): Call[] {
  const subject = typeof version === 'string' ? subjectOf(version) : version;
  simulation.run(subject, worldOf(setting), preemptions(first));
  return callsOf(simulation.kernel.trace.events().filter(({ task }) => task === 0));
}

/** How an operation changes what its task holds. */
const HOLDS: Readonly<Record<string, (event: TraceEvent) => readonly [string, number]>> = {
  down_read: () => ['M', 1],
  up_read: () => ['M', -1],
  dma_resv_trylock: ({ reply }) => ['R', reply],
  dma_resv_lock_interruptible: ({ reply }) => ['R', reply === 0 ? 1 : 0],
  dma_resv_unlock: () => ['R', -1],
  ttm_mem_io_lock: ({ reply }) => ['IO', reply === 0 ? 1 : 0],
  ttm_mem_io_unlock: () => ['IO', -1],
};

/** What has happened since the handler was entered. */
const nothingYet = () => ({ mapped: 0, helpers: [] as string[], operations: [] as string[] });

function callsOf(events: readonly TraceEvent[]): Call[] {
  const calls: Call[] = [];
  const holds: Record<string, number> = { M: 0, R: 0, IO: 0 };
  const held = (): string =>
    Object.keys(holds)
      .filter((lock) => holds[lock] !== 0)
      .join('+') || '-';
  let call = nothingYet();
  for (const event of events) {
    const { kind, reply } = event;
    const [lock, by] = HOLDS[kind.name]?.(event) ?? [];
    if (lock !== undefined) holds[lock]! += by!;
    if (isOperation(kind)) call.operations.push(kind.name);
    if (kind === PTE_SET) call.mapped += 1;
    if (kind === RESERVE_RETURN || kind === RESERVED_RETURN) {
      call.helpers.push(`${faultResultNames(reply)} ${held()}`);
    }
    if (kind === FAULT_RETURN) calls.push({ code: faultResultNames(reply), held: held(), ...call });
    if (kind === FAULT_ENTER || kind === FAULT_RETURN) call = nothingYet();
  }
  return calls;
}
