import { bare } from './bare.ts';
import { inclusionsIn } from './headers.ts';
import type { Program, SourceFile } from './sources.ts';
import { functionsIn } from './stand-ins.ts';
import { stubsName } from './stubs-name.ts';
import { nodesIn, type SyntaxNode } from './syntax.ts';
import { topLevel } from './top-level.ts';

/** A name that a file of the user's uses and that nobody has said the meaning of. */
export interface Missing {
  readonly name: string;
  readonly kind: 'function' | 'type' | 'member' | 'name';
  /** Where it is used first in the user's files: path and line. */
  readonly path: string;
  readonly line: number;
  /** Of a member, the struct that it would be of. */
  readonly of?: string;
  /** The driver's own, or one of the kernel that is not simulated. */
  readonly owner: 'driver' | 'kernel';
}

/** First words of names that are the kernel's, whoever uses them. */
const KERNEL = new Set(
  `access acpi alloc apply arch atomic atomic64 backlight bit bitmap cancel check clear cleanup
  complete completion cond copy count cpu current data dbg debugfs default del delayed dev device
  devm dma dmam do drm drmm dump dquot efi err fault fb file filemap finish firmware flush folio
  follow for fput free fs get gfp gpu handle hmm hrtimer i2c ida idr in init insert interval
  invalidate io ioctl iomap ioremap iosys iounmap irq is jiffies kasprintf kcalloc kfree kmalloc
  kmap kobject kref kstrdup kthread ktime kunmap kvfree kvmalloc kzalloc linear list local lock
  lockdep lookup lru map mark max maybe mem memcg memcpy memory memset might migrate min mm mmap
  mmget mmput mmu mod module msecs mutex node of offset p4d page pages panic pci pcim percpu perf
  pfn pgd pgprot phys pin platform pm pmd power prepare printk proc pte pud put pwm queue raw rb rcu
  read refcount register release remap remove request reset resource rw sched schedule seq set sg
  shmem shrinker signal smp spin srcu static str swap swiotlb sync sysfs task test thread time timer
  to tlb trace try ttm unlikely unmap unpin unregister update usecs user vfree virt vm vma vmalloc
  vmap vmf vunmap wait wake walk work write ww xa xarray xas zap zone`.split(/\s+/),
);

/** The words at the beginning of a name that say whose it is: `zephyr` of `__to_zephyr_bo`. */
const wordsOf = (name: string): readonly string[] =>
  name.toLowerCase().replace(/^_+/, '').replace(/^to_/, '').split('_');

/** Whose names are: the driver's are those that its own texts declare, or name things by. */
export function ownerOf(program: Program): (name: string) => Missing['owner'] {
  const files = filesOf(program);
  const declared = new Set(files.flatMap(({ headers }) => [...headers.values()].flatMap(namesIn)));
  const words = new Set(
    files
      .filter((file) => file === program.driver)
      .flatMap(({ text }) => [
        ...namesIn(text),
        ...inclusionsIn(text).flatMap(({ name, quoted }) => (quoted ? [name] : [])),
      ])
      .map((name) => wordsOf(name.replace(/^.*\//, ''))[0]!.replace(/\W.*$/, ''))
      .filter((word) => word.length > 1 && !KERNEL.has(word)),
  );
  return (name) => {
    if (/^E[A-Z]+$/.test(name)) return 'kernel';
    if (declared.has(name) || wordsOf(name).some((word) => words.has(word))) return 'driver';
    return KERNEL.has(wordsOf(name)[0]!) || words.size === 0 ? 'kernel' : 'driver';
  };
}

const filesOf = ({ helpers, driver }: Program): readonly SourceFile[] =>
  driver ? [helpers, driver] : [helpers];

const namesIn = (text: string): readonly string[] => topLevel(text).flatMap(({ names }) => names);

/**
 * Functions that a header beside a file declares, that the file calls, and that nobody defines: the
 * compiler takes them for somebody else's.
 */
export function declaredOnly(program: Program, known: ReadonlySet<string>): Missing[] {
  const owner = ownerOf(program);
  return filesOf(program).flatMap((file) => {
    const texts = [file.text, ...file.headers.values()];
    const defined = new Set(texts.flatMap(functionsIn));
    const declared = new Set(texts.flatMap(prototypesIn).map(({ name }) => name));
    return [...declared]
      .filter((name) => !defined.has(name) && !known.has(name))
      .flatMap((name) => {
        const line = lineCalling(file.text, name);
        if (line === undefined) return [];
        return [{ name, kind: 'function', path: file.path, line, owner: owner(name) } as const];
      });
  });
}

/** The first line that calls a function. */
function lineCalling(text: string, name: string): number | undefined {
  const code = bare(text);
  const prototypes = prototypesIn(text);
  const at = [...code.matchAll(new RegExp(`\\b${name}\\s*\\(`, 'g'))].find(
    ({ index }) => !prototypes.some(({ node }) => node.start <= index && index < node.end),
  )?.index;
  return at === undefined ? undefined : code.slice(0, at).split('\n').length;
}

/** A function that a text declares without its body. */
interface Prototype {
  readonly name: string;
  /** As it is written, without its semicolon. */
  readonly text: string;
  readonly node: SyntaxNode;
}

function prototypesIn(text: string): Prototype[] {
  return topLevel(text).flatMap(({ node, names, start, end }) => {
    const isOne = node.type === 'declaration' && nodesIn(node, 'function_declarator').length === 1;
    const hasValue = nodesIn(node, 'init_declarator', 'struct_specifier').some(
      ({ type, roles }) => type === 'init_declarator' || roles.body !== undefined,
    );
    if (!isOne || hasValue || names.length !== 1) return [];
    const written = text.slice(start, end).replace(/;\s*$/, '').replaceAll(/\s+/g, ' ');
    return [{ name: names[0]!, text: written, node }];
  });
}

/** All that is missing, in the order of the files, divided by whose it is; in one line. */
export function missingInWords(program: Program, missing: readonly Missing[]): string {
  const of = (owner: Missing['owner']): string =>
    missing
      .filter((one) => one.owner === owner)
      .map(({ name, of: struct, path, line }) => {
        const shown = struct === undefined ? name : `${struct}.${name}`;
        return `${shown} (${path}: line ${line})`;
      })
      .join(', ');
  const [own, kernel] = [of('driver'), of('kernel')];
  const stubs = stubsName((program.driver ?? program.helpers).path);
  return [
    own === '' ? '' : `; your driver's own: ${own}; say in ${stubs} beside the file what they mean`,
    kernel === '' ? '' : `; the kernel's, not simulated: ${kernel}; ${stubs} can stand in for them`,
    program.driver ? ` (--stubs ${stubs} writes a skeleton)` : '',
  ].join('');
}

/** A header to fill in: what is missing, each with what it is most probably like. */
export function skeleton(program: Program, missing: readonly Missing[]): string {
  const file = program.driver ?? program.helpers;
  const own = [...file.headers.keys()].filter((place) => !place.endsWith('.stubs.h'));
  const prototypes = new Map(
    [file.text, ...file.headers.values()]
      .flatMap(prototypesIn)
      .map(({ name, text }) => [name, text]),
  );
  const types = missing.filter(({ kind }) => kind === 'type');
  const values = missing.filter(({ kind }) => kind === 'name');
  const functions = missing.filter(({ kind }) => kind === 'function');
  const members = missing.filter(({ kind }) => kind === 'member');
  return [
    `/* What ${file.path.replace(/^.*\//, '')} uses beside the kernel that is simulated: say here what it means for a fault. */`,
    ...own.map((place) => `#include "${place}"`),
    ...types.flatMap((one) => ['', from(one), typeOf(one.name)]),
    ...values.flatMap((one) => ['', from(one), `#define ${one.name} 0`]),
    ...functions.flatMap((one) => ['', from(one), ...standInFor(one, file.text, prototypes)]),
    ...members.flatMap((one) => ['', from(one), `/* ${one.of} has no member ${one.name}. */`]),
    '',
  ].join('\n');
}

const from = ({ name, path, line, owner }: Missing): string =>
  `/* ${name}: ${path.replace(/^.*\//, '')}:${line}; ${owner === 'driver' ? "the driver's own" : "the kernel's, not simulated"}. */`;

const typeOf = (name: string): string => {
  const tag = /^(?:struct|union) \w+$/.exec(name)?.[0];
  return tag === undefined ? `typedef unsigned long ${name};` : `${tag} { unsigned long unused; };`;
};

/** A function as it is declared, or a macro of as many arguments as it is called with. */
function standInFor(
  { name }: Missing,
  text: string,
  prototypes: ReadonlyMap<string, string>,
): string[] {
  const declared = prototypes.get(name);
  if (declared !== undefined) {
    const isVoid = /^(?:(?:static|extern|inline|__must_check)\s+)*void\s+\w/.test(declared);
    return [declared.replace(/^extern\s+/, ''), '{', ...(isVoid ? [] : ['\treturn 0;']), '}'];
  }
  const letters = Array.from({ length: argumentsOf(text, name) }, (_, index) => `a${index + 1}`);
  const evaluated = letters.map((letter) => `(void)(${letter}), `).join('');
  return [`#define ${name}(${letters.join(', ')}) (${evaluated}0)`];
}

/** With how many arguments a text calls a function first. */
function argumentsOf(text: string, name: string): number {
  for (const item of topLevel(text)) {
    for (const call of nodesIn(item.node, 'call_expression')) {
      const { function: called, arguments: list } = call.roles;
      if (!called || !list || text.slice(called.start, called.end) !== name) continue;
      return list.parts.length;
    }
  }
  return 0;
}
