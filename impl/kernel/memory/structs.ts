import { alias, embed, embeds, pointer, pointers, type View, word, words } from './fields.ts';
import { struct } from './struct.ts';

/**
 * The kernel structs that the helpers touch, with the members that they touch (domain.md §8).
 *
 * Members that only the simulation knows are marked as such; a subject never reads them.
 */

/** Pages that one object or one vma can have. */
export const PAGES_MAX = 20;
/** Objects of one world. */
export const OBJECTS_MAX = 3;
/** Memory types: SYSTEM, TT, VRAM. */
export const MEMORY_TYPES = 3;

export const mm_struct = struct('mm_struct', {
  /** Lock words of `mmap_sem`: readers, writing task + 1, queued writers. */
  readers: word,
  writer: word,
  queued: word,
});
export type mm_struct = View<typeof mm_struct>;

export const ww_acquire_ctx = struct('ww_acquire_ctx', { stamp: word, acquired: word });
export type ww_acquire_ctx = View<typeof ww_acquire_ctx>;

/** `struct dma_resv`, a ww_mutex: owning task + 1, and the owner's acquire context. */
export const dma_resv = struct('dma_resv', { owner: word, ctx: pointer(ww_acquire_ctx) });
export type dma_resv = View<typeof dma_resv>;

export const dma_fence = struct('dma_fence', {
  refcount: word,
  signaled: word,
  /** Simulation: the error that a waiter of this fence is told, as a negative errno. */
  error: word,
  /** Simulation: the fence was handed out by a move and the GPU will signal it. */
  emitted: word,
});
export type dma_fence = View<typeof dma_fence>;

export const page = struct('page', { index: word, pfn: word });
export type page = View<typeof page>;

export const ttm_tt = struct('ttm_tt', {
  page_flags: word,
  populated: word,
  pages: pointers(page, PAGES_MAX),
});
export type ttm_tt = View<typeof ttm_tt>;

export const ttm_bus_placement = struct('ttm_bus_placement', {
  base: word,
  offset: word,
  is_iomem: word,
  io_reserved_vm: word,
  io_reserved_count: word,
});
export type ttm_bus_placement = View<typeof ttm_bus_placement>;

export const ttm_mem_reg = struct('ttm_mem_reg', {
  mem_type: word,
  placement: word,
  /** Page number inside the memory type; a move gives another one. */
  start: word,
  bus: embed(ttm_bus_placement),
  num_pages: word,
  /** Bytes; v6.0 and later instead of `num_pages`. */
  size: word,
});
export type ttm_mem_reg = View<typeof ttm_mem_reg>;

export const spinlock_t = struct('spinlock_t', { owner: word });
export type spinlock_t = View<typeof spinlock_t>;

export const ttm_bo_global = struct('ttm_bo_global', { lru_lock: embed(spinlock_t) });
export type ttm_bo_global = View<typeof ttm_bo_global>;

export const mutex = struct('mutex', { owner: word });
export type mutex = View<typeof mutex>;

export const ttm_mem_type_manager = struct('ttm_mem_type_manager', {
  io_reserve_fastpath: word,
  use_io_reserve_lru: word,
  io_reserve_mutex: embed(mutex),
  /** Objects in the order in which their io memory was reserved; 0 ends the list. */
  io_reserve_lru: words(OBJECTS_MAX),
});
export type ttm_mem_type_manager = View<typeof ttm_mem_type_manager>;

/** Which hooks the driver has: function pointers, NULL or one of `HOOKS`. */
export const ttm_bo_driver = struct('ttm_bo_driver', {
  fault_reserve_notify: word,
  io_mem_pfn: word,
});
export type ttm_bo_driver = View<typeof ttm_bo_driver>;

/**
 * The pointers to the driver's hooks: indices into the function table of a subject in C, far above
 * those that its linker gives out.
 */
export const HOOKS = { fault_reserve_notify: 0x40, io_mem_pfn: 0x41 } as const;

export const ttm_bo_device = struct('ttm_bo_device', {
  driver: pointer(ttm_bo_driver),
  glob: pointer(ttm_bo_global),
  man: embeds(ttm_mem_type_manager, MEMORY_TYPES),
  dev_mapping: word,
  /** The device of the driver model, whose power is kept: here it is the TTM device. */
  dev: word,
  /** Simulation: tasks inside `drm_dev_enter`. */
  readers: word,
  /** Simulation: 1 once the device is gone. */
  unplugged: word,
});
export type ttm_bo_device = View<typeof ttm_bo_device>;

export const drm_vma_offset_node = struct('drm_vma_offset_node', { start: word });
export type drm_vma_offset_node = View<typeof drm_vma_offset_node>;

export const drm_gem_object = struct('drm_gem_object', {
  resv: pointer(dma_resv),
  vma_node: embed(drm_vma_offset_node),
  /** The DRM device: here it is the TTM device, which has its sections. */
  dev: pointer(ttm_bo_device),
  /** Bytes. */
  size: word,
  /** Of an object that was imported from another driver. */
  import_attach: word,
  dma_buf: word,
});
export type drm_gem_object = View<typeof drm_gem_object>;

export const ttm_buffer_object = struct('ttm_buffer_object', {
  base: embed(drm_gem_object),
  bdev: pointer(ttm_bo_device),
  kref: word,
  num_pages: word,
  mem: embed(ttm_mem_reg),
  /** v5.14 and later: always leads to `mem`. */
  resource: pointer(ttm_mem_reg),
  moving: pointer(dma_fence),
  ttm: pointer(ttm_tt),
  wu_mutex: embed(mutex),
  /** Simulation: last reference gone while not idle; waits for the delayed destroy worker. */
  deleted: word,
  /** Simulation: counts moves, so that pages of an old placement can be told from new ones. */
  generation: word,
  /** Names of v5.3 and before. */
  resv: alias('base.resv', pointer(dma_resv)),
  vma_node: alias('base.vma_node', embed(drm_vma_offset_node)),
});
export type ttm_buffer_object = View<typeof ttm_buffer_object>;

export const vm_area_struct = struct('vm_area_struct', {
  vm_start: word,
  vm_end: word,
  vm_pgoff: word,
  vm_flags: word,
  vm_page_prot: word,
  vm_mm: pointer(mm_struct),
  vm_private_data: pointer(ttm_buffer_object),
  vm_ops: word,
  vm_file: word,
});
export type vm_area_struct = View<typeof vm_area_struct>;

/** Simulation: what the mm keeps beside a vma. */
export const vma_slot = struct('vma_slot', {
  attached: word,
  pte_pfn: words(PAGES_MAX),
  /** Protection bits of each entry; 0 means that the entry is empty. */
  pte_prot: words(PAGES_MAX),
});
export type vma_slot = View<typeof vma_slot>;

/** The fault as the core describes it; it stands on the faulting task's stack. */
export const vm_fault = struct('vm_fault', {
  vma: pointer(vm_area_struct),
  flags: word,
  address: word,
  pgoff: word,
  /** What a handler may answer with instead of inserting a page by itself. */
  page: pointer(page),
});
export type vm_fault = View<typeof vm_fault>;

/** Simulation: something of the driver's that is taken and given back (`resource.ts`). */
export const held_resource = struct('held_resource', {
  /** The argument that tells one from another, and the pair of functions; 0 for a free place. */
  key: word,
  pair: word,
  /** Whoever has it alone, as task + 1. */
  owner: word,
  /** By how many it is held, where others may hold it too. */
  count: word,
});
export type held_resource = View<typeof held_resource>;
