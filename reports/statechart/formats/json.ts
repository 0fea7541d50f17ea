import type { Chart, ChartTransition } from '../../../model/chart.ts';
import type { ConditionTree } from '../../../model/condition-tree.ts';
import { MODEL_SCHEMA } from '../../../properties/answers/model-document.ts';
import { jsonText } from '../../json/text.ts';
import { timesTaken } from '../arrows.ts';
import { inWords } from '../conditions.ts';
import type { ChartFormat, Taken } from '../format.ts';

/** What XState itself reads. */
const json: ChartFormat = {
  summary: 'The configuration that createMachine of XState takes; guards by name.',
  extension: '.json',
  render: ({ chart, covered }) => jsonText(configOf(chart, covered?.taken ?? null)),
};

export default json;

const last = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

function configOf({ id, regions, events, contracts }: Chart, taken: Taken | null): object {
  return {
    schema: MODEL_SCHEMA,
    id,
    type: 'parallel',
    states: record(regions, ({ name, initial, states, transitions }) => [
      name,
      {
        initial: last(initial),
        states: record(states, ({ id: from, name: state }) => [
          state,
          { on: transitionsFrom(from, transitions, taken) },
        ]),
      },
    ]),
    meta: {
      events: record(events, ({ name, meaning, law, clauses }) => [
        name,
        {
          meaning,
          legal: inWords(law),
          clauses: clauses.map(({ contract, when }) => ({ contract, when: inWords(when) })),
        },
      ]),
      contracts,
    },
  };
}

/** By event, each with its cases in the order in which they are tried. */
function transitionsFrom(
  state: string,
  transitions: readonly ChartTransition[],
  taken: Taken | null,
): object {
  const own = transitions.filter(({ from }) => from === state);
  const byEvent = Map.groupBy(own, ({ event }) => event);
  return record([...byEvent], ([event, cases]) => [
    event,
    cases.map((each) => ({
      target: last(each.to),
      guard: guardName(each.event, each.when),
      ...(taken === null ? {} : { meta: { times: timesTaken(each, taken) ?? null } }),
    })),
  ]);
}

/** The law has the name of its event; what is asked besides it stands behind it. */
const guardName = (event: string, when: ConditionTree | null): string =>
  when === null ? event : `${event} and ${inWords(when)}`;

const record = <T>(all: readonly T[], entry: (one: T) => readonly [string, object]): object =>
  Object.fromEntries(all.map(entry));
