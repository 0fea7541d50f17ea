import type { ReportedCounterexample } from '../format.ts';
import { profileInWords } from './coverage.ts';
import { storyOf } from './finding.ts';
import type { Page } from './page.ts';

/** A counterexample as its file tells it; nothing was run again. */
export const counterexamplePage = ({ subject, profile, finding }: ReportedCounterexample): Page => [
  {
    kind: 'heading',
    level: 1,
    text: `${subject}: a run that breaks ${finding.invariant}`,
    tone: 'bad',
  },
  ...storyOf(finding),
  { kind: 'facts', facts: [['Profile', profileInWords(profile, 'declared')]] },
];
