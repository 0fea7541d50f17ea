import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'faulting-page-mapped',
  row: 'domain.md §7 P2',
  summary: 'Lacks a break: a hook that succeeds is taken for one that was busy.',
  was: `	case 0:
		break;
`,
  becomes: `	case 0:
`,
});
