import type { OperationKind } from '../../scheduler/operation.ts';
import type { FailureName } from './world.ts';

const families = new Map<OperationKind, string>();
const failing = new Map<string, readonly FailureName[]>();

/** Notes under which name a world lets a primitive fail, and in which ways if it can. */
export function noteFailures(
  kind: OperationKind,
  family: string,
  failures: readonly FailureName[] | undefined,
): void {
  families.set(kind, family);
  if (failures) failing.set(family, failures);
}

/** Under which name a world lets this primitive fail. */
export const familyOf = (kind: OperationKind): string => families.get(kind)!;

/** What a world can let fail, with the ways. */
export const failablePrimitives = (): ReadonlyMap<string, readonly FailureName[]> => failing;
