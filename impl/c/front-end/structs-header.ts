import { ERRNO } from '../../kernel/errno.ts';
import type { Struct } from '../../kernel/memory/fields.ts';
import { LAYOUT, ROOM } from '../../kernel/memory/layout.ts';
import * as described from '../../kernel/memory/structs.ts';
import * as mmFlags from '../../kernel/mm-flags.ts';
import * as ttmFlags from '../../kernel/ttm-flags.ts';

/**
 * The kernel's structs and constants as a C header, printed from the descriptions that the
 * simulated kernel itself uses: so that both sides mean the same word at the same address.
 *
 * Every member is one 32-bit word, at the offset that its description has. Names of other versions
 * are members of anonymous unions (domain.md §8).
 */
export function structsHeader(): string {
  const all = Object.values<unknown>(described).filter(isStruct);
  // What is embedded has to be defined first.
  const structs = new Set(all.flatMap(withEmbedded));
  return [
    '/* Printed from impl/kernel/memory/structs.ts; do not edit. */',
    ...constants(),
    `#define FAULTLINE_GLOB ${LAYOUT.glob}`,
    `#define FAULTLINE_ROOM_BEFORE ${ROOM.before}`,
    `#define FAULTLINE_ROOM_BEHIND ${ROOM.behind}`,
    ...all.map(({ name, size }) => `#define FAULTLINE_BYTES_${name} ${size}`),
    ...all.map(({ name }) => `struct ${name};`),
    ...[...structs].map(definition),
    '',
  ].join('\n');
}

type AnyStruct = Struct;
type Field = AnyStruct['fields'][string];

const isStruct = (value: unknown): value is AnyStruct =>
  typeof value === 'object' && value !== null && 'offsets' in value;

function withEmbedded(struct: AnyStruct): AnyStruct[] {
  const inner = Object.values(struct.fields).flatMap((field) =>
    field.kind === 'embed' || field.kind === 'embeds'
      ? withEmbedded(field.target as AnyStruct)
      : [],
  );
  return [...inner, struct];
}

function constants(): string[] {
  const all = { ...mmFlags, ...ttmFlags, ...ERRNO };
  return Object.entries(all)
    .filter(([, value]) => typeof value === 'number')
    .map(
      ([name, value]) =>
        `#define ${name} ${name.startsWith('VM_FAULT') ? '(vm_fault_t)' : ''}${value}`,
    );
}

/** The C type of members that are no `unsigned long`; `*` stands for the name. */
const TYPES: Readonly<Record<string, string>> = {
  'ttm_bo_driver.fault_reserve_notify': 'int (**)(struct ttm_buffer_object *bo)',
  'ttm_bo_driver.io_mem_pfn': 'unsigned long (**)(struct ttm_buffer_object *, unsigned long)',
  'ttm_bo_device.dev': 'struct device **',
  'ttm_bo_device.dev_mapping': 'struct address_space **',
  'vm_area_struct.vm_private_data': 'void **',
  'drm_gem_object.import_attach': 'struct dma_buf_attachment **',
  'drm_gem_object.dma_buf': 'struct dma_buf **',
  'vm_area_struct.vm_page_prot': 'pgprot_t *',
  'vm_area_struct.vm_ops': 'const struct vm_operations_struct **',
  'vm_area_struct.vm_file': 'struct file **',
  'vm_fault.flags': 'unsigned int *',
  'ttm_mem_reg.mem_type': 'unsigned int *',
  'ttm_mem_reg.placement': 'unsigned int *',
  'ttm_tt.page_flags': 'unsigned int *',
  'ttm_bus_placement.is_iomem': 'unsigned int *',
  'spinlock_t.owner': 'unsigned int *',
};

/** Other names of a member, or of the place of a member, with their types. */
const NAMES: Readonly<Record<string, readonly (readonly [member: string, declaration: string])[]>> =
  {
    mm_struct: [
      ['readers', 'struct rw_semaphore mmap_sem'],
      ['readers', 'struct rw_semaphore mmap_lock'],
    ],
    ttm_buffer_object: [
      ['base.resv', 'struct dma_resv *resv'],
      ['base.vma_node', 'struct drm_vma_offset_node vma_node'],
    ],
    ttm_bo_device: [['driver', 'struct ttm_bo_driver *funcs']],
    vm_fault: [['address', 'unsigned long real_address']],
  };

/** Members that no description has, since nothing that runs here touches them; at the end. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  // Embedded, later a pointer: an array is both.
  ttm_bo_device: [
    'struct drm_vma_offset_manager vma_manager[1]',
    'spinlock_t lru_lock',
    'const struct vm_operations_struct *vm_ops',
    'void *dev_private',
  ],
  // In the room behind an object.
  ttm_buffer_object: [
    'unsigned int pin_count, type, priority, page_alignment',
    'void *bulk_move',
    'struct sg_table *sg',
    'void (*destroy)(struct ttm_buffer_object *)',
  ],
  ttm_bo_driver: [
    'int (*access_memory)(struct ttm_buffer_object *, unsigned long, void *, int, int)',
    'int (*verify_access)(struct ttm_buffer_object *, struct file *)',
  ],
};

function definition(struct: AnyStruct): string {
  const { name, fields } = struct;
  const members = Object.entries(fields).flatMap(([field, type]) => member(name, field, type));
  const others = (NAMES[name] ?? []).map(([path, declaration]) => {
    const at = offsetOf(struct, path);
    const gap = `before_${declaration.split(/\W+/).at(-1)}`;
    return `\tstruct { char ${gap}[${at}]; ${declaration}; };`;
  });
  const checks = Object.entries(fields)
    .filter(([, { kind }]) => kind !== 'alias')
    .map(([field]) => {
      const found = `__builtin_offsetof(struct ${name}, ${field})`;
      return `_Static_assert(${found} == ${struct.offsets[field]}, "${name}.${field}");`;
    });
  return [
    `struct ${name} { union {`,
    '\tstruct {',
    ...members.map((line) => `\t\t${line};`),
    ...(MORE[name] ?? []).map((line) => `\t\t${line};`),
    '\t};',
    ...others,
    '}; };',
    ...checks,
  ].join('\n');
}

function member(struct: string, field: string, type: Field): string[] {
  const special = TYPES[`${struct}.${field}`];
  if (special !== undefined) {
    return [
      special.includes('(**)')
        ? special.replace('(**)', `(*${field})`)
        : special.replace(/\*$/, field),
    ];
  }
  switch (type.kind) {
    case 'word':
      return [`unsigned long ${field}`];
    case 'words':
      return [`unsigned long ${field}[${type.length}]`];
    case 'pointer':
      return [`struct ${type.target.name} *${field}`];
    case 'pointers':
      return [`struct ${type.target.name} *${field}[${type.length}]`];
    case 'embed':
      return [`struct ${type.target.name} ${field}`];
    case 'embeds':
      return [`struct ${type.target.name} ${field}[${type.length}]`];
    case 'alias':
      return [];
  }
}

/** Bytes from the start of a struct to a member of a member: `base.resv`. */
function offsetOf(struct: AnyStruct, path: string): number {
  const [first, ...rest] = path.split('.');
  const at = struct.offsets[first!]!;
  if (rest.length === 0) return at;
  const field = struct.fields[first!] as unknown as { readonly target: AnyStruct };
  return at + offsetOf(field.target, rest.join('.'));
}
