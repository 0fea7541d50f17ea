import type { Continuations } from '../../properties/answers/continuations.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import type { Fact } from './page.ts';
import { stepsIn } from './steps.ts';
import { counted } from './words.ts';

/** `51%`; what is not certain is neither `0%` nor `100%`, and an estimate has a `~`. */
export function percent(probability: number, estimated: boolean): string {
  const rounded = Math.round(100 * probability);
  const sign = estimated ? '~' : '';
  if (probability > 0 && rounded === 0) return `${sign}<1%`;
  if (probability < 1 && rounded === 100) return `${sign}>99%`;
  return `${sign}${rounded}%`;
}

/** Where a run went wrong, if its schedule did, and after which step nothing helped any more. */
export function continuationsInWords(finding: Finding): Fact[] {
  const { continuations } = finding;
  if (!continuations) return [];
  const { known, pointOfNoReturn, wrong, over } = continuations;
  const how = howInWords(continuations);
  if (pointOfNoReturn === null || wrong === null) {
    const which = known === 'exact' ? 'every one of this world fails' : 'all that were tried fail';
    return [['Schedules', `${which}: it is not the schedule that went wrong (${how})`]];
  }
  const task = stepsIn(finding)[wrong]!.task;
  const probability = (at: number): string => probabilityInWords(continuations, at);
  const rise = `the failure probability rises from ${probability(wrong)} to ${probability(wrong + 1)}`;
  const all = known === 'exact' ? 'every continuation fails' : `all ${over} that were tried fail`;
  return [
    ['Wrong at', `step ${wrong}, ${task}: ${rise}`],
    [
      'No return',
      `step ${pointOfNoReturn}, after which ${all}; at the start ${probability(0)} did (${how})`,
    ],
  ];
}

function howInWords({ known, over }: Continuations): string {
  if (known === 'exact') return `exact, ${counted(over, 'state')}`;
  return `estimated, ${counted(over, 'random run')} from each step`;
}

/** An estimated probability with the interval in which it lies with 95 % confidence. */
function probabilityInWords(
  { failureProbability, intervals, known }: Continuations,
  at: number,
): string {
  const probability = percent(failureProbability[at]!, known === 'estimated');
  const interval = intervals?.[at];
  if (!interval) return probability;
  const [low, high] = interval.map((end) => percent(end, false));
  return `${probability} (${low} to ${high})`;
}
