import { CACHING_FLAGS } from './caching.ts';
import { signalFence } from './dma-fence.ts';
import type { Kernel } from './kernel.ts';
import { LAYOUT } from './memory/layout.ts';
import {
  dma_resv,
  HOOKS,
  mm_struct,
  page,
  ttm_bo_device,
  ttm_bo_driver,
  ttm_bo_global,
  ttm_buffer_object,
  ttm_tt,
  vm_area_struct,
  vma_slot,
} from './memory/structs.ts';
import {
  PAGE_SHIFT,
  PAGE_SIZE,
  VM_IO,
  VM_MIXEDMAP,
  VM_PFNMAP,
  VM_READ,
  VM_SHARED,
  VM_WRITE,
} from './mm-flags.ts';
import { currentPfn, dummyPfn, startOf } from './pfn.ts';
import type { Profile } from './profile.ts';
import { ttm_io_prot_of, vm_get_page_prot } from './protection.ts';
import {
  MEMORY_TYPE_NAMES,
  TTM_PAGE_FLAG_SG,
  TTM_PL_VRAM,
  TTM_TT_FLAG_EXTERNAL_MAPPABLE,
} from './ttm-flags.ts';
import { populatePages } from './ttm-tt.ts';
import type { ObjectSpec, VmaSpec, World } from './world.ts';

/** First address of each vma; far enough apart that no vma reaches the next. */
export const vmaStart = (index: number): number => 0x10000000 + index * 0x1000000;
/** First page of each object's node in the device's fake offset space. */
export const nodeStart = (object: number): number => 0x100000 + object * 0x100;

/** Boots a kernel: its memory is what the world describes, and its trace is empty. */
export const boot = (kernel: Kernel, world: World, profile: Profile): void =>
  kernel.begin(world, profile, write);

/** Writes the kernel's world into zeroed memory. */
function write(kernel: Kernel): void {
  const { world, profile } = kernel;
  bootDevice(kernel, world, profile);
  LAYOUT.dummyPages.forEach((address, task) => {
    page.at(kernel, address).pfn = dummyPfn(task);
  });
  world.objects.forEach((spec, index) => {
    bootObject(kernel, world, spec, index);
  });
  world.vmas.forEach((spec, index) => {
    bootVma(kernel, world, spec, index);
  });
}

function bootDevice(kernel: Kernel, world: World, profile: Profile): void {
  const device = ttm_bo_device.at(kernel, LAYOUT.device);
  const driver = ttm_bo_driver.at(kernel, LAYOUT.driver);
  device.driver = driver;
  device.dev = device.ptr;
  driver.fault_reserve_notify = world.driver.notify === 'absent' ? 0 : HOOKS.fault_reserve_notify;
  driver.io_mem_pfn = world.driver.scattered ? HOOKS.io_mem_pfn : 0;
  device.glob = ttm_bo_global.at(kernel, LAYOUT.glob);
  MEMORY_TYPE_NAMES.forEach((name, type) => {
    const man = device.man.at(type);
    const lru = profile.ioLock && world.driver.ioReserveLru.includes(name);
    man.use_io_reserve_lru = lru ? 1 : 0;
    man.io_reserve_fastpath = lru ? 0 : 1;
  });
}

function bootObject(kernel: Kernel, world: World, spec: ObjectSpec, index: number): void {
  const bo = ttm_buffer_object.at(kernel, LAYOUT.objects[index]!);
  bo.base.resv = dma_resv.at(kernel, LAYOUT.resvs[spec.reservation % world.objects.length]!);
  bo.base.vma_node.start = nodeStart(index);
  bo.bdev = ttm_bo_device.at(kernel, LAYOUT.device);
  bo.base.dev = bo.bdev;
  bo.base.size = spec.pages * PAGE_SIZE;
  bo.num_pages = spec.pages;
  bo.mem.num_pages = spec.pages;
  bo.mem.size = bo.base.size;
  bo.resource = bo.mem;
  bo.kref = spec.handle ? 1 : 0;
  bo.mem.mem_type = MEMORY_TYPE_NAMES.indexOf(spec.placement);
  bo.mem.placement = CACHING_FLAGS[spec.caching];
  bo.mem.start = startOf(index, 0);
  if (spec.moving !== 'none') {
    const fence = kernel.emitFence();
    if (spec.moving === 'signaled') signalFence(kernel, fence);
    bo.moving = fence;
  }
  if (spec.imported === true) bo.base.import_attach = bo.ptr;
  if (spec.ttm === 'absent') return;
  const tt = ttm_tt.at(kernel, LAYOUT.tts[index]!);
  bo.ttm = tt;
  tt.page_flags = tableFlags(spec, kernel.profile);
  if (spec.ttm === 'populated' && bo.mem.mem_type !== TTM_PL_VRAM) populatePages(kernel, bo, tt);
}

/** Flags of the object's table (domain.md §2.6). */
function tableFlags({ imported }: ObjectSpec, { imports }: Profile): number {
  if (imported !== 'mappable') return imported ? TTM_PAGE_FLAG_SG : 0;
  return imports === 'mappable' ? TTM_PAGE_FLAG_SG | TTM_TT_FLAG_EXTERNAL_MAPPABLE : 0;
}

function bootVma(kernel: Kernel, world: World, spec: VmaSpec, index: number): void {
  const vma = vm_area_struct.at(kernel, LAYOUT.vmas[index]!);
  const slot = vma_slot.at(kernel, LAYOUT.slots[index]!);
  const object = spec.object % world.objects.length;
  const bo = ttm_buffer_object.at(kernel, LAYOUT.objects[object]!);
  bo.kref += 1;
  slot.attached = 1;
  vma.vm_start = vmaStart(index);
  vma.vm_end = vmaStart(index) + spec.pages * PAGE_SIZE;
  vma.vm_pgoff = nodeStart(object) + spec.offset;
  const map = kernel.profile.vmas === 'pfnmap' ? VM_PFNMAP : VM_MIXEDMAP;
  vma.vm_flags = VM_READ | VM_SHARED | VM_IO | map | (spec.writable ? VM_WRITE : 0);
  vma.vm_page_prot = vm_get_page_prot(vma.vm_flags);
  vma.vm_mm = mm_struct.at(kernel, LAYOUT.mm);
  vma.vm_private_data = bo;
  vma.vm_file = LAYOUT.file;
  for (const page of spec.present) {
    if (page >= spec.pages || page + spec.offset >= bo.num_pages) continue;
    slot.pte_pfn.put(page, currentPfn(bo, object, page + spec.offset, world.driver.scattered));
    slot.pte_prot.put(page, ttm_io_prot_of(bo, vma.vm_page_prot));
  }
}

/** The address of a vma's page. */
export const addressOfPage = (vma: number, page: number): number =>
  vmaStart(vma) + (page << PAGE_SHIFT);
