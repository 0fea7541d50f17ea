import { Unjudgeable } from '../scheduler/machine.ts';
import type { SourceLine } from '../scheduler/source-line.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Profile } from './kernel/profile.ts';
import type { FaultHandler } from './kernel/trap.ts';
import type { ReservedHelper, ReserveHelper } from './kernel/ttm-helper.ts';
import type { VmOperations } from './kernel/vm-operations.ts';

/**
 * A version of the helpers, as one file in `helpers/` exports it.
 *
 * A monolith has a fault handler and no helpers; helpers without a handler are given one from
 * `drivers/`.
 */
export interface HelpersModule {
  readonly profile: Profile;
  readonly ttm_bo_vm_reserve?: ReserveHelper;
  readonly ttm_bo_vm_fault_reserved?: ReservedHelper;
  readonly ttm_bo_vm_fault?: FaultHandler;
  /** Both or none: where there are none, TTM's are simulated. */
  readonly ttm_bo_vm_open?: VmOperations['open'];
  readonly ttm_bo_vm_close?: VmOperations['close'];
}

/** The two helpers that a driver's handler is built on. */
export type Helpers = Required<
  Pick<HelpersModule, 'ttm_bo_vm_reserve' | 'ttm_bo_vm_fault_reserved'>
>;

/** A fault handler as one file in `drivers/` exports it: built on whichever helpers it is given. */
export interface Driver {
  readonly summary: string;
  handler(helpers: Helpers): FaultHandler;
}

/** Who says what the profile is: the subject, the shape of its text, or the user. */
export type ProfileOrigin = 'declared' | 'inferred' | 'given';

/** The helpers under test, with the profile of the kernel that they were written for. */
export interface Subject {
  /** Name in the catalogue, or the path that was given. */
  readonly name: string;
  readonly profile: Profile;
  /** Where the profile is from: `declared` by the subject itself unless this is set. */
  readonly profileFrom?: ProfileOrigin;
  readonly fault: FaultHandler;
  /** The handler wants to be called, with FAULT_FLAG_MKWRITE, for a write to a read-only page. */
  readonly handlesMkwrite?: boolean;
  /** Its own callbacks for the life of a mapping; TTM's are simulated where it has none. */
  readonly vmOperations?: VmOperations;
  /** Has data of its own be part of the kernel's state; absent if it keeps none between calls. */
  adopt?(kernel: Kernel): void;
  /** What of its fault path a kernel that is built otherwise would run, and this one does not. */
  readonly notCompiled?: readonly NotCompiled[];
  /** Texts that it was made of, unless those are files which places lead to. */
  readonly sources?: readonly SourceText[];
  /** Where in its source a task stands that runs over this kernel; found on the stack if absent. */
  sourceLineOf?(kernel: Kernel, task: number): SourceLine | undefined;
  /** Blocks of its code that the runs over this kernel have reached, in ascending order. */
  blocksReached?(kernel: Kernel): readonly number[];
  /** How much of its source is reached by runs that reached these blocks. */
  sourceCoverage?(blocks: readonly number[]): SourceCoverage;
}

/** Lines of the fault path that a condition keeps from being compiled. */
export interface NotCompiled {
  /** `ttm_bo_vm.c:143-145` */
  readonly at: string;
  /** What would have to hold: `CONFIG_SWAP`. */
  readonly condition: string;
}

/** A text that a subject was made of. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** Which functions of a source the kernel calls, and so are judged. */
export interface JudgedHandlers {
  readonly fault: string;
  /** Called when a page that is mapped read-only is written to; null if the kernel is not told. */
  readonly mkwrite: string | null;
  /** Other operations that the source gives and nothing here calls. */
  readonly beside: readonly string[];
}

/** Which lines and branches of a source were run. */
export interface SourceCoverage {
  /** What was judged; older documents lack it. */
  readonly handlers?: JudgedHandlers;
  /** Lines with code in functions that the fault handler can come to. */
  readonly lines: {
    readonly total: number;
    readonly reached: number;
    readonly never: readonly string[];
  };
  /** Ways out of conditional jumps. */
  readonly branches: {
    readonly total: number;
    readonly reached: number;
    readonly never: readonly BranchWay[];
  };
  /** Functions that the handler can come to, and that no run called. */
  readonly neverCalled: readonly string[];
  /** Functions of the source that have nothing to do with the handler: their lines do not count. */
  readonly beside: readonly string[];
}

/** One way out of a conditional jump. */
export interface BranchWay {
  /** `ttm_bo_vm.c:143` */
  readonly at: string;
  readonly column: number;
  /** Where it leads; null if that is no other line. */
  readonly to: string | null;
}

/** What is wrong with a subject that cannot be judged; the gate exits with 125. */
export class UnusableSubject extends Unjudgeable {}

/** The same of a subject that can be run, and only not be explored. */
export class Unexplorable extends UnusableSubject {}

/** Puts a version of the helpers and a handler together. */
export function assembleSubject(name: string, module: HelpersModule, driver?: Driver): Subject {
  const { profile, ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved, ttm_bo_vm_fault } = module;
  if (profile === undefined) {
    throw new UnusableSubject(`${name} exports no profile (see impl/kernel/profile.ts)`);
  }
  const { ttm_bo_vm_open: open, ttm_bo_vm_close: close } = module;
  const more = open && close && { vmOperations: { open, close } };
  if (ttm_bo_vm_fault && !driver) return { name, profile, fault: ttm_bo_vm_fault, ...more };
  if (!ttm_bo_vm_reserve || !ttm_bo_vm_fault_reserved || !driver) {
    throw new UnusableSubject(
      `${name} exports neither ttm_bo_vm_fault nor both ttm_bo_vm_reserve and ` +
        'ttm_bo_vm_fault_reserved',
    );
  }
  const fault = driver.handler({ ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved });
  return { name, profile, fault, ...more };
}
