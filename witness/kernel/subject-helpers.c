// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The subject a second time, for its helpers. */
#include "wrap.h"

#define ttm_bo_vm_reserve subject_ttm_bo_vm_reserve
#define ttm_bo_vm_fault_reserved subject_ttm_bo_vm_fault_reserved
#define ttm_bo_vm_fault helpers_ttm_bo_vm_fault
#define ttm_bo_mmap_obj helpers_ttm_bo_mmap_obj
#define ttm_bo_vm_close helpers_ttm_bo_vm_close
#define ttm_bo_vm_open helpers_ttm_bo_vm_open
#define ttm_bo_vm_access helpers_ttm_bo_vm_access
#define ttm_bo_vm_dummy_page helpers_ttm_bo_vm_dummy_page
vm_fault_t helpers_ttm_bo_vm_fault(struct vm_fault *vmf);
vm_fault_t helpers_ttm_bo_vm_dummy_page(struct vm_fault *vmf, pgprot_t prot);
int helpers_ttm_bo_mmap_obj(struct vm_area_struct *vma, struct ttm_buffer_object *bo);
void helpers_ttm_bo_vm_open(struct vm_area_struct *vma);
void helpers_ttm_bo_vm_close(struct vm_area_struct *vma);
int helpers_ttm_bo_vm_access(struct vm_area_struct *vma, unsigned long addr, void *buf, int len,
			     int write);
#include FL_SUBJECT
