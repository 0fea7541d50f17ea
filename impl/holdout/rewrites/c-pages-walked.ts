import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Under the reservation nobody changes the table, which is looked up after it is populated. */
export default rewrite({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  summary: 'Walks over the table of pages by a pointer where it indexed it in every round.',
  edits: [
    {
      was: `	unsigned long start, offset, last;
`,
      becomes: `	unsigned long start, offset, last;
	struct page **next = NULL;
`,
    },
    {
      was: `			ret = VM_FAULT_OOM;
			goto out;
		}
	}

	/* Map`,
      becomes: `			ret = VM_FAULT_OOM;
			goto out;
		}
		next = &bo->ttm->pages[offset];
	}

	/* Map`,
    },
    {
      was: '		if (bo->mem.bus.is_iomem) {\n',
      becomes: '		if (!next) {\n',
    },
    {
      was: 'struct page *page = bo->ttm->pages[offset];',
      becomes: 'struct page *page = *next++;',
    },
  ],
});
