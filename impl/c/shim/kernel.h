/*
 * The kernel as a file of it sees it: types, primitives, and the names of every version from v5.3 on.
 *
 * Own work, not taken from the kernel: a primitive is an import that the simulated kernel answers
 * (impl/c/runtime/imports.ts); what is pure is written out here.
 */
#ifndef FAULTLINE_KERNEL_H
#define FAULTLINE_KERNEL_H

#include "language.h"
#include "names.h"
#include "mm.h"
#include "dma-resv.h"
#include "drm.h"
#include "ttm.h"
#include "vocabulary.h"
#include "pairs.h"

#endif
