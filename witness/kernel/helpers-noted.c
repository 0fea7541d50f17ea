// SPDX-License-Identifier: GPL-2.0 OR MIT
/* The two helpers as the subject's handler calls them: their beginning and end stand in the log. */
#include "witness.h"

vm_fault_t ttm_bo_vm_reserve(struct ttm_buffer_object *bo, struct vm_fault *vmf)
{
	struct fl_task *self = fl_self();
	int object = FL_OBJECT(FL_BO, fl_bo_index(bo));
	vm_fault_t ret;

	if (self)
		fl_log(FL_K_reserve_enter, self->id, object, 0, 0, 0, 0);
	ret = subject_ttm_bo_vm_reserve(bo, vmf);
	if (self)
		fl_log(FL_K_reserve_return, self->id, object, 0, 0, 0, ret);
	return ret;
}

vm_fault_t ttm_bo_vm_fault_reserved(struct vm_fault *vmf, pgprot_t prot, pgoff_t num_prefault)
{
	struct fl_task *self = fl_self();
	vm_fault_t ret;

	if (self)
		fl_log(FL_K_reserved_enter, self->id, 0, num_prefault, fl_prot(prot), 0, 0);
	ret = subject_ttm_bo_vm_fault_reserved(vmf, prot, num_prefault);
	if (self)
		fl_log(FL_K_reserved_return, self->id, 0, 0, 0, 0, ret);
	return ret;
}
