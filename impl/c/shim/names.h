/* The kernel's structs, and the names that they have in other versions (domain.md §8). */
#ifndef FAULTLINE_NAMES_H
#define FAULTLINE_NAMES_H

/* Names of other versions for whole structs. */
#define reservation_object dma_resv
#define ttm_device ttm_bo_device
#define ttm_device_funcs ttm_bo_driver
#define ttm_resource ttm_mem_reg
#define ttm_resource_manager ttm_mem_type_manager
#define drm_device ttm_bo_device

struct address_space;
struct inode;
struct device { void *driver_data; };
struct dma_buf;
struct dma_buf_attachment;
struct sg_table;
struct drm_vma_offset_manager { int unused; };
struct kref { unsigned int refcount; };
struct rw_semaphore { unsigned long readers; };
struct file { struct address_space *f_mapping; void *private_data; };
struct vm_operations_struct;

#include "structs.h"

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *vma);
	void (*close)(struct vm_area_struct *vma);
	vm_fault_t (*fault)(struct vm_fault *vmf);
	vm_fault_t (*huge_fault)(struct vm_fault *vmf, int pe_size);
	vm_fault_t (*page_mkwrite)(struct vm_fault *vmf);
	vm_fault_t (*pfn_mkwrite)(struct vm_fault *vmf);
	int (*access)(struct vm_area_struct *vma, unsigned long addr, void *buf, int len, int write);
};

#endif
