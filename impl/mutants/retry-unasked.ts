import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/rfc.ts',
  killedBy: 'retry-only-if-allowed',
  row: 'domain.md §7 V2',
  summary: 'Asks for a retry where none is allowed.',
  was: `    return VM_FAULT_NOPAGE;
  }

  return 0;`,
  becomes: `    return VM_FAULT_RETRY;
  }

  return 0;`,
});
