import { UnusableSubject } from '../../subject.ts';
import type { Macros } from './macros.ts';

/** How a kernel is built that has the subject: what a compiler is told beside the text. */
export interface Build {
  /** As `-D` spells them: `NAME` or `NAME=VALUE`. */
  readonly defines?: readonly string[];
  /** The text of a kernel's `.config`, and what it is called. */
  readonly config?: { readonly path: string; readonly text: string };
  /** The version of the kernel: `6.12`. */
  readonly version?: string;
}

/** The newest version that is known here; a file of no particular one is compiled for it. */
const VERSION_NEWEST = '7.3';

/**
 * Options of a distribution's kernel for x86-64 that conditions around the fault path ask for;
 * `.config` of the user's replaces all of them.
 */
const DISTRIBUTION =
  `64BIT X86 X86_64 MMU SMP NUMA SWAP COMPAT PCI ACPI PM PM_SLEEP SUSPEND MODULES DEBUG_FS
  DEBUG_KERNEL TRACING TRACEPOINTS PERF_EVENTS SYSFS PROC_FS SHMEM TMPFS MEMCG CGROUPS
  TRANSPARENT_HUGEPAGE HUGETLB_PAGE HUGETLBFS HAVE_ARCH_TRANSPARENT_HUGEPAGE
  HAVE_ARCH_TRANSPARENT_HUGEPAGE_PUD ARCH_SUPPORTS_HUGE_PFNMAP ARCH_SUPPORTS_PMD_PFNMAP
  ARCH_HAS_PTE_SPECIAL PER_VMA_LOCK ARCH_SUPPORTS_PER_VMA_LOCK MMU_NOTIFIER HMM_MIRROR
  DEVICE_PRIVATE ZONE_DEVICE ZONE_DMA ZONE_DMA32 AMD_MEM_ENCRYPT ARCH_HAS_MEM_ENCRYPT
  INTEL_IOMMU AMD_IOMMU IOMMU_SUPPORT DMA_SHARED_BUFFER SYNC_FILE FB DRM_FBDEV_EMULATION
  BACKLIGHT_CLASS_DEVICE X86_PAT HAVE_IOREMAP_PROT USERFAULTFD SPARSEMEM SPARSEMEM_VMEMMAP
  PREEMPTION PREEMPT_COUNT HSA_AMD DRM_AMD_DC DRM_AMDGPU_SI DRM_AMDGPU_CIK
  DRM_AMDGPU_USERPTR`
    .split(/\s+/)
    .map((name) => `CONFIG_${name}`);
const MODULES =
  `DRM DRM_KMS_HELPER DRM_TTM DRM_TTM_HELPER DRM_GEM_SHMEM_HELPER DRM_VRAM_HELPER DRM_BUDDY
  DRM_SCHED DRM_EXEC DRM_AMDGPU DRM_RADEON DRM_NOUVEAU DRM_VMWGFX DRM_I915 DRM_XE DRM_QXL`
    .split(/\s+/)
    .map((name) => `CONFIG_${name}_MODULE`);

/** What a compiler for x86-64 says of its machine, and conditions ask for. */
const MACHINE: readonly (readonly [string, string])[] = [
  ...'__x86_64 __x86_64__ __amd64 __amd64__ _LP64 __LP64__ __ELF__ __linux __gnu_linux__ __unix__'
    .split(' ')
    .map((name) => [name, '1'] as const),
  ...'INTPTR UINTPTR PTRDIFF SIZE LONG POINTER'
    .split(' ')
    .map((type) => [`__${type}_WIDTH__`, '64'] as const),
  ...'LONG POINTER PTRDIFF_T SIZE_T'.split(' ').map((type) => [`__SIZEOF_${type}__`, '8'] as const),
  ...'INTPTR PTRDIFF LONG'
    .split(' ')
    .map((type) => [`__${type}_MAX__`, '9223372036854775807L'] as const),
  ...'UINTPTR SIZE'
    .split(' ')
    .map((type) => [`__${type}_MAX__`, '18446744073709551615UL'] as const),
];

/** The macros that hold before the first line of a subject, but for those that headers define. */
export function macrosOf(build: Build): Macros {
  const { config, version = VERSION_NEWEST, defines = [] } = build;
  const macros: Macros = new Map([
    ['__KERNEL__', '1'],
    ['__linux__', '1'],
    ['linux', '1'],
    ...MACHINE,
    ['__GNUC__', '12'],
    ['__clang__', '1'],
    ['LINUX_VERSION_CODE', String(codeOf(version))],
    ['LINUX_VERSION_MAJOR', version.split('.')[0]!],
    ['MODULE', '1'],
    ['KBUILD_MODNAME', '"faultline"'],
  ]);
  const options = config
    ? optionsOf(config)
    : [...DISTRIBUTION, ...MODULES].map((name) => [name, '1']);
  for (const [name, value] of options) macros.set(name!, value!);
  for (const one of defines) {
    const [, name, value] = /^([A-Za-z_]\w*)(?:=(.*))?$/.exec(one) ?? [];
    if (name === undefined) {
      throw new UnusableSubject(
        `-D ${JSON.stringify(one)}: expected NAME or NAME=VALUE in one line, as a compiler takes it`,
      );
    }
    macros.set(name, value ?? '1');
  }
  return macros;
}

/** A value as Kconfig writes it (Documentation/kbuild/kconfig-language.rst, types). */
const OPTION_VALUE = /^(?:[ymn]|-?\d+|0x[\da-f]+|"(?:[^"\\]|\\.)*")$/i;

/** The lines of a `.config`: what is set, as the kernel's autoconf.h defines it. */
function optionsOf({ path, text }: { path: string; text: string }): [string, string][] {
  const set = [...text.matchAll(/^[ \t]*(CONFIG_\w+)=(.*)$/gm)];
  if (set.length === 0 && !/^# CONFIG_\w+ is not set$/m.test(text)) {
    throw new UnusableSubject(
      `${path}: expected a kernel's .config, with lines such as CONFIG_SWAP=y; found none`,
    );
  }
  return set.flatMap(([, name, written]): [string, string][] => {
    const value = written!.trim();
    if (!OPTION_VALUE.test(value)) {
      throw new UnusableSubject(
        `${path}: ${name}: expected y, m, n, a number or a string in quotes, as a kernel's ` +
          `.config has it; found ${JSON.stringify(value)}`,
      );
    }
    if (value === 'n') return [];
    return value === 'm' ? [[`${name}_MODULE`, '1']] : [[name!, value === 'y' ? '1' : value]];
  });
}

/** `6.12` as `LINUX_VERSION_CODE` spells it. */
function codeOf(version: string): number {
  const [major = 0, minor = 0, sub = 0] = version.split('.').map(Number);
  return major * 65536 + minor * 256 + Math.min(sub, 255);
}
