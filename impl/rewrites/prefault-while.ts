import { rewrite } from '../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  summary: 'Writes the loop over the pages as a while loop that counts at its end.',
  edits: [
    {
      was: '    for (let i = 0; i < num_prefault; i += 1) {',
      becomes: `    let i = 0;
    while (i < num_prefault) {`,
    },
    {
      was: `      page_offset += 1;
`,
      becomes: `      page_offset += 1;
      i += 1;
`,
    },
  ],
});
