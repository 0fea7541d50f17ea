import { type PatchFolder, patches } from '../catalog.ts';
import type { Patch } from '../impl/patch/subject-patch.ts';
import { UnusableSubject } from '../impl/subject.ts';
import { gatePatch, lawsBroken } from '../properties/suites/harness.ts';
import type { Row, Topic } from './row.ts';

/** Patches of one language that were, or were not, at hand while the laws were tuned. */
interface Half {
  readonly what: string;
  readonly defects: PatchFolder;
  readonly rewrites: PatchFolder;
  readonly language: 'ts' | 'c';
}

const HALVES: readonly Half[] = [
  { what: 'seen, TypeScript', defects: 'mutants', rewrites: 'rewrites', language: 'ts' },
  { what: 'seen, C', defects: 'mutants', rewrites: 'rewrites', language: 'c' },
  { what: 'unseen, TypeScript', defects: 'heldDefects', rewrites: 'heldRewrites', language: 'ts' },
  { what: 'unseen, C', defects: 'heldDefects', rewrites: 'heldRewrites', language: 'c' },
];
/** Patches of each kind in a short run, and the runs of the gate. */
const QUICK = { patches: 3, runs: 1000 };

/** What the gate said to all patches of a kind. */
interface Verdicts {
  /** Names, with the laws that were broken. */
  readonly refused: readonly string[];
  readonly passed: readonly string[];
}

async function verdictsOn(
  { language, ...half }: Half,
  kind: 'defects' | 'rewrites',
  quick: boolean,
): Promise<Verdicts> {
  const all = [...patches(half[kind], language)];
  const refused: string[] = [];
  const passed: string[] = [];
  for (const [name, patch] of all.slice(0, quick ? QUICK.patches : undefined)) {
    const why = await whyRefused(name, patch, quick);
    if (why === undefined) passed.push(`\`${name}\``);
    else refused.push(`\`${name}\` (${why})`);
  }
  return { refused, passed };
}

/** The laws that are broken; a subject that cannot be judged does not land either. */
async function whyRefused(name: string, patch: Patch, quick: boolean): Promise<string | undefined> {
  try {
    const report = await gatePatch(name, patch, quick ? { runs: QUICK.runs } : {});
    return report.safe ? undefined : lawsBroken(report).join(', ');
  } catch (error) {
    if (error instanceof UnusableSubject) return 'not judged';
    throw error;
  }
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

/** The confusion matrix of a half, and a row for whatever the gate got wrong there. */
async function rowsOf(half: Half, quick: boolean): Promise<Row[]> {
  const defects = await verdictsOn(half, 'defects', quick);
  const rewrites = await verdictsOn(half, 'rewrites', quick);
  const found = defects.refused.length;
  const precision = percent(found, found + rewrites.refused.length);
  const recall = percent(found, found + defects.passed.length);
  const wrong: readonly (readonly [string, readonly string[]])[] = [
    ['defects passed', defects.passed],
    ['rewrites refused', rewrites.refused],
  ];
  return [
    {
      what: half.what,
      ours:
        `defects: ${found} refused, ${defects.passed.length} passed; ` +
        `rewrites: ${rewrites.passed.length} passed, ${rewrites.refused.length} refused`,
      theirs: '',
      measured: `precision ${precision}, recall ${recall}`,
      aim: '100 %, 100 %',
      reached: wrong.every(([, names]) => names.length === 0),
    },
    ...wrong
      .filter(([, names]) => names.length > 0)
      .map(([kind, names]) => ({
        what: `${half.what}: ${kind}`,
        ours: names.join(', '),
        theirs: '',
        measured: '',
        aim: 'none',
        reached: false,
      })),
  ];
}

const topic: Topic = {
  title: 'Verdicts',
  note:
    'What the gate says at its default budget to subjects that are known to be defective or ' +
    'correct, each against its original. The laws were tuned on the seen half; the unseen one, ' +
    '`properties/suites/patches/holdout`, was written without a look at them. Positive is a refusal.',
  async measure({ quick }) {
    const rows: Row[] = [];
    for (const half of HALVES) rows.push(...(await rowsOf(half, quick)));
    return rows;
  },
};

export default topic;
