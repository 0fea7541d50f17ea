import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The protection is a local value, of which populating knows nothing. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Chooses the protection in one expression and populates before it.',
  edits: [
    {
      was: `	prot = ttm_io_prot(bo->mem.placement, prot);
	if (bo->mem.bus.is_iomem) {
		/* Iomem is not marked encrypted. */
		prot = pgprot_decrypted(prot);
	} else {`,
      becomes: '	if (!bo->mem.bus.is_iomem) {',
    },
    {
      was: `			return VM_FAULT_OOM;
	}

	/* Map`,
      becomes: `			return VM_FAULT_OOM;
	}
	prot = ttm_io_prot(bo->mem.placement, bo->mem.bus.is_iomem ? pgprot_decrypted(prot) : prot);

	/* Map`,
    },
  ],
});
