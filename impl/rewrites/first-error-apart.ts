import { rewrite } from '../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  summary: 'Tests for the error of the first page apart from those of later pages.',
  was: `      if (ret & VM_FAULT_ERROR) {
        if (i === 0) break out_io_unlock;
        break;
      }`,
  becomes: `      const failed = (ret & VM_FAULT_ERROR) !== 0;
      if (failed && i === 0) break out_io_unlock;
      if (failed) break;`,
});
