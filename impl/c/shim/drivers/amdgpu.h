/* What amdgpu's own headers give to its fault handler. */
#ifndef FAULTLINE_AMDGPU_H
#define FAULTLINE_AMDGPU_H

#include "notify.h"

#define amdgpu_bo_fault_reserve_notify(bo) faultline_driver_notify(bo)

#endif
