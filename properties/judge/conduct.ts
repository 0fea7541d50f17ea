import type { EventName } from '../../impl/kernel/event-names.ts';
import { type ArgumentType, codeOf, kindOf } from '../../scheduler/event.ts';
import { isOperation } from '../../scheduler/operation.ts';
import type { PortableEvent } from '../answers/portable-event.ts';

const ENTERED: EventName = 'fault_enter';

/** Replies that say how a primitive went; others are values, which differ from world to world. */
const OUTCOMES: readonly ArgumentType[] = ['bool', 'errno', 'vm_fault'];

/**
 * What a thread did in the attempt in which it broke a law: each primitive and how it went, up to
 * the event. It says what the subject did, whatever the others had done to bring it about.
 */
export function conductOf(
  trace: readonly PortableEvent[],
  { task, event }: { readonly task: string; readonly event: number },
): string[] {
  const own = trace.slice(0, event + 1).filter((one) => one.task === task);
  const entered = own.findLastIndex((one) => one.event === ENTERED);
  return own.slice(entered + 1).flatMap(stepOf);
}

/** `dma_resv_trylock = true`; nothing for a mark. */
function stepOf({ event, text }: PortableEvent): string[] {
  const code = codeOf(event);
  const kind = code === undefined ? undefined : kindOf(code);
  if (kind === undefined || !isOperation(kind)) return [];
  if (!OUTCOMES.includes(kind.reply)) return [event];
  return [`${event}${text.slice(text.lastIndexOf(' = '))}`];
}
