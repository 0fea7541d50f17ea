import {
  defineOperation,
  type OperationKind,
  type OperationSpec,
} from '../../scheduler/operation.ts';
import type { PrimitiveName } from './event-names.ts';
import { noteFailures } from './failures.ts';
import type { Kernel } from './kernel.ts';
import type { FailureName } from './world.ts';

/** A kernel primitive as it is written down: an operation, and the ways in which it can fail. */
export interface PrimitiveSpec extends OperationSpec<Kernel> {
  readonly name: PrimitiveName;
  /** Name under which a world lets it fail, where versions of the kernel have several for one. */
  readonly failsAs?: string;
  /** What the world may let it return instead of success; the source is domain.md §2. */
  readonly failures?: readonly FailureName[];
}

/** Defines a kernel primitive: every call of one is a point where another task may run. */
export function primitive(spec: PrimitiveSpec): OperationKind {
  const kind = defineOperation(spec);
  noteFailures(kind, spec.failsAs ?? spec.name, spec.failures);
  return kind;
}
