/* The VM core: faults, vmas, page tables. */
#ifndef FAULTLINE_MM_H
#define FAULTLINE_MM_H

#define VM_DONTEXPAND 0x40000
#define VM_DONTDUMP 0x4000000
#define VM_MAYWRITE 0x20
#define VM_DONTCOPY 0x20000
#define FAULT_FLAG_INSTRUCTION 0x100
#define PAGE_MASK (~(PAGE_SIZE - 1UL))
#undef PAGE_SIZE
#define PAGE_SIZE 4096UL
#define PFN_UP(x) (((x) + PAGE_SIZE - 1) >> PAGE_SHIFT)
#define PFN_DOWN(x) ((x) >> PAGE_SHIFT)
#define PFN_DEV 0
#define MAX_SCHEDULE_TIMEOUT 0x7fffffffL
#define GFP_KERNEL 0xcc0u
#define __GFP_ZERO 0x100u
#define pgprot_val(prot) (prot)
#define __pgprot(value) ((pgprot_t)(value))
#define __pfn_to_pfn_t(pfn, flags) (pfn)
#define pfn_to_pfn_t(pfn) (pfn)
#define PHYS_PFN(x) ((x) >> PAGE_SHIFT)

PURE bool fault_flag_allow_retry_first(unsigned int flags)
{
	return (flags & FAULT_FLAG_ALLOW_RETRY) && !(flags & FAULT_FLAG_TRIED);
}
PURE unsigned long vma_pages(const struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}
PURE pgprot_t vm_get_page_prot(unsigned long vm_flags)
{
	const unsigned long writable = VM_WRITE | VM_SHARED;

	return PROT_PRESENT | PROT_ENCRYPTED | ((vm_flags & writable) == writable ? PROT_RW : 0);
}
PURE pgprot_t pgprot_decrypted(pgprot_t prot) { return prot & ~(unsigned long)PROT_ENCRYPTED; }
/* A macro in the kernel, and files ask whether it is there. */
#define pgprot_decrypted pgprot_decrypted
PURE unsigned long page_to_pfn(const struct page *page) { return page->pfn; }
PURE bool is_cow_mapping(vm_flags_t flags)
{
	return (flags & (VM_SHARED | VM_MAYWRITE)) == VM_MAYWRITE;
}
PURE void vm_flags_set(struct vm_area_struct *vma, vm_flags_t flags) { vma->vm_flags |= flags; }
PURE void vm_flags_clear(struct vm_area_struct *vma, vm_flags_t flags) { vma->vm_flags &= ~flags; }

PRIMITIVE("up_read") void faultline_up_read(void *mm);
#define mmap_read_unlock(mm) faultline_up_read(mm)
PRIMITIVE("vmf_insert_mixed")
vm_fault_t vmf_insert_mixed(struct vm_area_struct *vma, unsigned long addr, pfn_t pfn);
PRIMITIVE("vmf_insert_pfn")
vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn);
PRIMITIVE("vmf_insert_mixed_prot")
vm_fault_t vmf_insert_mixed_prot(struct vm_area_struct *vma, unsigned long addr, pfn_t pfn, pgprot_t prot);
PRIMITIVE("vmf_insert_pfn_prot")
vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, pgprot_t prot);
/* Large pages: v5.7 to v5.15. */
#define VM_FAULT_FALLBACK ((vm_fault_t)0x800)
#define HPAGE_PMD_SIZE 0x200000UL
#define HPAGE_PUD_SIZE 0x40000000UL
enum page_entry_size { PE_SIZE_PTE, PE_SIZE_PMD, PE_SIZE_PUD };
ABSENT("transparent_hugepage_enabled") int transparent_hugepage_enabled(struct vm_area_struct *vma);
ABSENT("vmf_insert_pfn_pmd_prot")
vm_fault_t vmf_insert_pfn_pmd_prot(struct vm_fault *vmf, pfn_t pfn, pgprot_t prot, int write);
ABSENT("vmf_insert_pfn_pud_prot")
vm_fault_t vmf_insert_pfn_pud_prot(struct vm_fault *vmf, pfn_t pfn, pgprot_t prot, int write);

PRIMITIVE("alloc_page") struct page *alloc_page(gfp_t flags);
PRIMITIVE("__free_page") void __free_page(struct page *page);

#endif
