import type { Continuations } from '../../properties/answers/continuations.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import type { Fact } from './page.ts';
import { stepsIn } from './steps.ts';
import { counted } from './words.ts';

/** `51%`; what is not certain is neither `0%` nor `100%`, and an estimate has a `~`. */
export function percent(share: number, estimated: boolean): string {
  const rounded = Math.round(100 * share);
  const sign = estimated ? '~' : '';
  if (share > 0 && rounded === 0) return `${sign}<1%`;
  if (share < 1 && rounded === 100) return `${sign}>99%`;
  return `${sign}${rounded}%`;
}

/** Where a run went wrong, if its schedule did, and after which step nothing helped any more. */
export function continuationsInWords(finding: Finding): Fact[] {
  const { continuations } = finding;
  if (!continuations) return [];
  const { known, noReturn, wrong, over } = continuations;
  const how = howInWords(continuations);
  if (noReturn === null || wrong === null) {
    const which = known === 'exact' ? 'every one of this world fails' : 'all that were tried fail';
    return [['Schedules', `${which}: it is not the schedule that went wrong (${how})`]];
  }
  const task = stepsIn(finding)[wrong]!.task;
  const share = (at: number): string => shareInWords(continuations, at);
  const rise = `the share of continuations that fail rises from ${share(wrong)} to ${share(wrong + 1)}`;
  const all = known === 'exact' ? 'every continuation fails' : `all ${over} that were tried fail`;
  return [
    ['Wrong at', `step ${wrong}, ${task}: ${rise}`],
    ['No return', `step ${noReturn}, after which ${all}; at the start ${share(0)} did (${how})`],
  ];
}

function howInWords({ known, over }: Continuations): string {
  if (known === 'exact') return `exact, ${counted(over, 'state')}`;
  return `estimated, ${counted(over, 'random run')} from each step`;
}

/** An estimated share with the interval in which it lies with 95 % confidence. */
function shareInWords({ shares, intervals, known }: Continuations, at: number): string {
  const share = percent(shares[at]!, known === 'estimated');
  const interval = intervals?.[at];
  if (!interval) return share;
  const [low, high] = interval.map((end) => percent(end, false));
  return `${share} (${low} to ${high})`;
}
