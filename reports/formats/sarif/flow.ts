import type { Finding } from '../../../properties/answers/finding.ts';
import { type LaneRow, type Lanes, lanesOf } from '../../page/lanes.ts';
import { messageOf } from './message.ts';
import type { Locate } from './place.ts';

/**
 * A run as a code flow (SARIF 3.36): a thread flow for each task, and `executionOrder` says who
 * was when. Steps without a line of their own, which are those of actors and of the simulated
 * kernel, stand where their task had been last, or at the file as a whole.
 */
export function codeFlowOf(finding: Finding, locate: Locate): object {
  const lanes = lanesOf(finding);
  const rows = lanes.rows.map((row, order) => ({ row, order: order + 1 }));
  const threadFlows = lanes.tasks.flatMap((task, lane) => {
    const own = rows.filter(({ row }) => row.lane === lane);
    if (own.length === 0) return [];
    let last: string | null = null;
    const locations = own.map(({ row, order }) => {
      last = row.at ?? last;
      return stepOf(row, { order, lane, lanes, place: locate(last) });
    });
    return [{ id: messageOf(task), message: { text: messageOf(task) }, locations }];
  });
  return { message: { text: messageOf(`How ${finding.invariant} breaks`) }, threadFlows };
}

interface Setting {
  readonly order: number;
  readonly lane: number;
  readonly lanes: Lanes;
  readonly place: ReturnType<Locate>;
}

function stepOf({ text, broke, kind, held }: LaneRow, { order, lane, lanes, place }: Setting) {
  const locks = (held[lane] ?? []).map(
    (sign) => lanes.locks.find((lock) => lock.sign === sign)?.meaning ?? sign,
  );
  return {
    executionOrder: order,
    importance: broke ? 'essential' : kind === 'step' ? 'important' : 'unimportant',
    nestingLevel: kind === 'step' ? 0 : 1,
    location: { physicalLocation: place, message: { text: messageOf(text) } },
    ...(locks.length > 0 ? { state: { held: { text: messageOf(locks.join(', ')) } } } : {}),
  };
}
