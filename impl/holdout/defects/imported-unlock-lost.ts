import { defect } from '../../mutants/patch/defect.ts';

/**
 * A caller that gets SIGBUS from the first helper returns at once: the reservation is held for
 * ever.
 */
export default defect({
  of: 'v5.11',
  file: 'impl/helpers/v5.11.ts',
  row: 'domain.md §1.4 row of v5.11',
  summary: 'Refuses an imported object without giving its reservation back.',
  edits: [
    {
      was: `    yield dma_resv_unlock(bo.base.resv!);
`,
      becomes: '',
    },
    {
      was: `import { dma_resv_unlock } from '../kernel/dma-resv.ts';
`,
      becomes: '',
    },
  ],
});
