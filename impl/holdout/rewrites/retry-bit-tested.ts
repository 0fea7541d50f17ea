import { rewrite } from '../../mutants/patch/rewrite.ts';

/** No helper sets another bit with RETRY, and no other result has this bit. */
export default rewrite({
  of: 'v5.5',
  file: 'impl/drivers/ttm-default.ts',
  summary: 'Tests the bit of RETRY where the result was compared.',
  was: 'if (ret === VM_FAULT_RETRY && !(',
  becomes: 'if (ret & VM_FAULT_RETRY && !(',
});
