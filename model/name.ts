import type { FaultFlags } from './flags.ts';
import type { FaultSnapshot } from './machine.ts';

/**
 * The name of a configuration: its progress, its flags, and every region that is not at rest.
 *
 * Names are unique among the configurations of one profile, so they serve as keys too.
 */
export function configurationName({ value, context }: FaultSnapshot): string {
  const parts = [`progress.${value.progress}`, ...flagNames(context.flags)];
  if (value.mmapLock === 'held') parts.push('mmapLock.held');
  if (value.reservation === 'held') parts.push('reservation.held');
  if (value.ioLock === 'held') parts.push('ioLock.held');
  if (value.objectReference === 'held') parts.push('objectReference.held');
  if (value.outcome !== 'open') parts.push(`outcome.${value.outcome}`);
  return parts.join(' ');
}

function flagNames({ allowRetry, nowait, tried }: FaultFlags): readonly string[] {
  const names = [allowRetry && 'ALLOW_RETRY', nowait && 'RETRY_NOWAIT', tried && 'TRIED'];
  return names.filter((name) => name !== false);
}
