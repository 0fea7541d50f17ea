// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The subject once for its handler: the helpers of this copy are weak, so the handler calls those
 * of helpers-noted.c, which note where a helper begins and ends and call the second copy.
 */
#include "wrap.h"

vm_fault_t ttm_bo_vm_reserve(struct ttm_buffer_object *bo, struct vm_fault *vmf) __weak;
vm_fault_t ttm_bo_vm_fault_reserved(struct vm_fault *vmf, pgprot_t prot, pgoff_t num_prefault) __weak;
#define ttm_bo_vm_fault subject_ttm_bo_vm_fault
#define ttm_bo_mmap_obj subject_ttm_bo_mmap_obj
#define ttm_bo_vm_close subject_ttm_bo_vm_close
#define ttm_bo_vm_open subject_ttm_bo_vm_open
#define ttm_bo_vm_access subject_ttm_bo_vm_access
#define ttm_bo_vm_dummy_page subject_ttm_bo_vm_dummy_page
vm_fault_t subject_ttm_bo_vm_dummy_page(struct vm_fault *vmf, pgprot_t prot);
int subject_ttm_bo_vm_access(struct vm_area_struct *vma, unsigned long addr, void *buf, int len,
			     int write);
#include FL_SUBJECT
