import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The end is the nearer one of the two that the loop tested. */
export default rewrite({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  summary: 'Counts pages of the object instead of rounds, up to an end that is known before.',
  edits: [
    {
      was: `    for (let i = 0; i < num_prefault; i += 1) {
      let pfn`,
      becomes: `    const first = page_offset;
    const end = Math.min(page_last, first + num_prefault);
    for (; page_offset < end; page_offset += 1) {
      let pfn`,
    },
    {
      was: 'if (!page && i === 0) {',
      becomes: 'if (!page && page_offset === first) {',
    },
    {
      was: 'if (i === 0) break out_io_unlock;',
      becomes: 'if (page_offset === first) break out_io_unlock;',
    },
    {
      was: `      address += PAGE_SIZE;
      page_offset += 1;
      if (page_offset >= page_last) break;
`,
      becomes: `      address += PAGE_SIZE;
`,
    },
  ],
});
