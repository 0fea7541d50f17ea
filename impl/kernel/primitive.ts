import {
  defineOperation,
  type OperationKind,
  type OperationSpec,
} from '../../scheduler/operation.ts';
import type { Kernel } from './kernel.ts';
import type { FailureName } from './world.ts';

const families = new Map<OperationKind, string>();
const failing = new Map<string, readonly FailureName[]>();

/** A kernel primitive as it is written down: an operation, and the ways in which it can fail. */
export interface PrimitiveSpec extends OperationSpec<Kernel> {
  /** Name under which a world lets it fail, where versions of the kernel have several for one. */
  readonly failsAs?: string;
  /** What the world may let it return instead of success; the source is domain.md §2. */
  readonly failures?: readonly FailureName[];
}

/** Defines a kernel primitive: every call of one is a point where another task may run. */
export function primitive(spec: PrimitiveSpec): OperationKind {
  const kind = defineOperation(spec);
  const family = spec.failsAs ?? spec.name;
  families.set(kind, family);
  if (spec.failures) failing.set(family, spec.failures);
  return kind;
}

/** Under which name a world lets this primitive fail. */
export const familyOf = (kind: OperationKind): string => families.get(kind)!;

/** What a world can let fail, with the ways. */
export const failablePrimitives = (): ReadonlyMap<string, readonly FailureName[]> => failing;
