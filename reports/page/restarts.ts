import type { ExploredWorld } from '../../properties/answers/explore-report.ts';
import type { Bound, RestartBounds } from '../../properties/answers/restart-bounds.ts';
import type { Block, Cells } from './page.ts';
import { lassoInWords } from './words.ts';

/** How often accesses begin anew in each world at most, and what can go on for ever. */
export function restartsBlocks(worlds: readonly ExploredWorld[]): Block[] {
  const asked = worlds.flatMap(({ world, restarts }) => (restarts ? [{ world, restarts }] : []));
  if (asked.length === 0) return [];
  const lassos = asked.flatMap(({ world, restarts }) =>
    restarts.lassos.map((lasso) => `${world}: ${lassoInWords(lasso)}`),
  );
  return [
    { kind: 'heading', level: 2, text: 'Restarts' },
    { kind: 'paragraph', text: EXPLAINED },
    {
      kind: 'table',
      head: ['world', 'handler calls', 'retries', 'traps', 'fairly'],
      rows: asked.map(
        ({ world, restarts: { unfair, fair } }): Cells => [
          world,
          boundInWords(unfair.calls),
          boundInWords(unfair.retries),
          boundInWords(unfair.traps),
          MEASURES.every((measure) => isSame(unfair[measure], fair[measure]))
            ? 'the same'
            : MEASURES.map((measure) => boundInWords(fair[measure])).join(', '),
        ],
      ),
    },
    ...(lassos.length > 0 ? [{ kind: 'list', title: LASSOS, items: lassos } as const] : []),
  ];
}

const LASSOS = 'What makes it unbounded; the simulation gives up after a few rounds';

const EXPLAINED =
  'How often an access calls the handler at most, is told to retry in one trap, and traps; the ' +
  'same under a scheduler that lets others go on before anybody repeats a loop.';

const MEASURES: readonly (keyof RestartBounds)[] = ['calls', 'retries', 'traps'];

const isSame = (one: Bound, other: Bound): boolean =>
  one.most === other.most && one.known === other.known;

function boundInWords({ most, known }: Bound): string {
  if (known === 'unbounded') return 'unbounded';
  return known === 'exact' ? String(most) : `at least ${most}`;
}
