import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Whatever the hook says, the reference that was got is put once: without domain.md §6 B2. */
export default rewrite({
  of: 'rfc',
  file: 'impl/c/subjects/rfc.c',
  summary: 'Puts the saved fence where the hook fails as well.',
  was: `	case -ERESTARTSYS:
		return VM_FAULT_NOPAGE;
	default:
		return VM_FAULT_SIGBUS;
`,
  becomes: `	case -ERESTARTSYS:
		dma_fence_put(moving);
		return VM_FAULT_NOPAGE;
	default:
		dma_fence_put(moving);
		return VM_FAULT_SIGBUS;
`,
});
