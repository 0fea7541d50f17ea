import * as fc from 'fast-check';

/** Inputs that somebody might think of who means no good, or types badly. */

/** Words that mean something to a terminal, a shell, a file system, a CI service or JavaScript. */
const HOSTILE = [
  ...['', ' ', '-', '--', '.', '..', '/', '//', '~', '*', '%s', '$(id)', '`id`', ';', '\\'],
  ...['\u001b[31m', '\u0007', '\r##[error]x', '::error::x', '\u202e', '\ufeff', '\ud800', 'é'],
  ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', '-1', '1e999', '0x10'],
  ...['999999999999999999999', '1/0', '0/0', '-0', 'true', '{}', '[]', 'rfc', 'v5.3', 'rfc+amdgpu'],
  ...['HEAD:x.c', 'x@y', 'x.c+y.c', '/dev/null', '/dev/zero', '/proc/self/mem', '/proc/self/fd/0'],
  ...['missing.c', 'missing.ts', 'missing.json', 'n'.repeat(300), `${'a/'.repeat(2500)}b`],
];
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
);
const NUL = /\0/g;

const COMMANDS =
  'check gate replay explore merge trace report list kernels model mutate help nonsense'.split(' ');
const OPTIONS =
  `--runs --seconds --seed --strategy --world --report --out --corpus --profile --handler
  --baseline --allow --accept --reason --patch --onto --range --git --define --kconfig --config
  --shard --resume --checkpoint --workers --toolchain --format --output --subject --kernel --json
  --quiet --verbose --terse --no-config --html --mail --nonsense -q -x`.split(/\s+/);

/** What stands behind the name of the program; a run that is begun is a short one. */
export const argumentVectors = fc
  .tuple(
    fc.constantFrom(...COMMANDS),
    fc.array(word, { maxLength: 2 }),
    fc.array(fc.tuple(fc.constantFrom(...OPTIONS), fc.option(word, { nil: undefined })), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([command, words, options]) =>
    [
      command,
      ...words,
      ...options.flatMap(([option, value]) => (value === undefined ? [option] : [option, value])),
      ...(/^(?:check|gate)$/.test(command) ? ['--runs', '3'] : []),
      ...(command === 'explore' ? ['--seconds', '1'] : []),
    ]
      .filter((one) => one !== '--watch')
      .map((one) => one.replaceAll(NUL, '')),
  );

const HOSTILE_VALUES: readonly unknown[] = [
  ...[null, true, -1, 1.5, 1e308, 4294967296, '', '\u001b[31m', '::error::x', 'x'.repeat(5000)],
  ...[[], {}, [[[]]], { __proto__: null }, 'constructor', -0, 2 ** 53],
];

/** A place in a document, chosen by numbers, and what becomes of it. */
const mutation = fc.record({
  path: fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }),
  deed: fc.constantFrom('drop', 'set', 'double', 'rename'),
  value: fc.constantFrom(...HOSTILE_VALUES),
});

/** A valid document that was changed at a few places. */
export const mutatedDocuments = (text: string): fc.Arbitrary<string> =>
  fc
    .array(mutation, { minLength: 1, maxLength: 3 })
    .map((all) => JSON.stringify(all.reduce<unknown>(mutated, JSON.parse(text))));

function mutated(
  document: unknown,
  { path, deed, value }: typeof mutation extends fc.Arbitrary<infer M> ? M : never,
): unknown {
  let place = document as Record<string, unknown>;
  for (const [depth, number] of path.entries()) {
    const keys = Object.keys(place);
    const key = keys[number % Math.max(keys.length, 1)];
    if (key === undefined) break;
    const next = place[key];
    if (depth < path.length - 1 && typeof next === 'object' && next !== null) {
      place = next as Record<string, unknown>;
      continue;
    }
    if (deed === 'drop') delete place[key];
    else if (deed === 'set') place[key] = value;
    else if (deed === 'rename') place[`${key}x`] = next;
    else if (Array.isArray(place)) place.push(next);
    else place[key] = [next, next];
    break;
  }
  return document;
}

const TOKENS = [
  ...'( ) { } [ ] ; , * & ! ~ 0 -1 4294967296 NULL return goto while if else static inline'.split(
    ' ',
  ),
  ...'sizeof typeof struct void long vmf vma bo dma_resv_unlock dma_resv_trylock ttm_bo_get'.split(
    ' ',
  ),
  ...'vmf->vma->vm_mm VM_FAULT_RETRY VM_FAULT_NOPAGE __wasm__ BITS_PER_LONG asm BUG() barrier()'.split(
    ' ',
  ),
  ...[
    '__attribute__((no_sanitize("coverage")))',
    '__attribute__((section("x\\n.incbin \\"/etc/passwd\\"")))',
  ],
  ...['__attribute__((constructor))', '__attribute__((weak))', '__attribute__((alias("memcpy")))'],
  ...['__attribute__((noreturn))', '__attribute__((vector_size(16)))', '__builtin_trap()'],
  ...['*(volatile int *)0', '*(int *)-1', 'for (;;);', '({ for (;;) dma_resv_trylock(0); })'],
  ...[
    '__builtin_alloca(1 << 20)',
    '"\\x1b[31m"',
    '__builtin_memcpy(vmf, vmf, 4096)',
    '_Generic(0, default: 0)',
  ],
  ...['\n#define VM_IO 0\n', '\n#include "../outside/canary.c"\n', '\n#include "/etc/passwd"\n'],
  ...[
    '\n#include __FILE__\n',
    '\n#line 1 "x"\n',
    '\n#pragma clang attribute push(__attribute__((naked)), apply_to = function)\n',
  ],
  ...[
    '\n#if 0\n',
    '\n#error x\n',
    '\n#embed "/dev/zero"\n',
    '/*',
    '"',
    '\\\n',
    '\u0000',
    '\u202e',
    '_Pragma("once")',
  ],
];

/** A text in C with tokens lost, doubled, or put in. */
export const mutatedC = (text: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(fc.nat(), fc.constantFrom('lose', 'double', 'put'), fc.constantFrom(...TOKENS)),
      { minLength: 1, maxLength: 4 },
    )
    .map((deeds) => {
      const tokens = text.match(/\s+|\w+|[^\s\w]/g) ?? [];
      for (const [number, deed, token] of deeds) {
        const at = number % tokens.length;
        if (deed === 'lose') tokens.splice(at, 1);
        else if (deed === 'double') tokens.splice(at, 0, tokens[at]!);
        else tokens.splice(at, 0, token);
      }
      return tokens.join('');
    });

const PATHS = [
  ...[
    'a/x.c',
    'b/x.c',
    'x.c',
    '/dev/null',
    '/etc/passwd',
    'a/../../outside/canary.c',
    'b/.git/config',
  ],
  ...[
    'b/../x.c',
    `b/${'n'.repeat(300)}`,
    '"b/\\033[31m.c"',
    'b/x.c\tstamp',
    '',
    'b/',
    'b/.',
    'a//x.c',
  ],
];
const LINES = ['-int x;', '+int y;', ' int z;', '\\ No newline at end of file', '+', '-', ' ', 'x'];
const HUNKS = [
  '@@ -1 +1 @@',
  '@@ -1,3 +1,30000 @@',
  '@@ -0,0 +1 @@',
  '@@ -99999999999 +1 @@',
  '@@@',
  '@@ -1,1 +1,1 @@ ::error::',
];
const HEADS = [
  ...[
    '',
    'From 0 Mon Sep 17 00:00:00 2001\n',
    'Subject: [PATCH] \u001b[31mx\n\n',
    'diff --git a/x.c b/x.c\n',
  ],
  ...[
    'new file mode 120000\n',
    'old mode 100644\nnew mode 100755\n',
    'rename from x.c\nrename to ../y.c\n',
  ],
  ...[
    'GIT binary patch\nliteral 9999999\nzzz\n',
    'deleted file mode 100644\n',
    'index 0000000..1111111 160000\n',
  ],
];

/** What might be a patch of `x.c`. */
export const patches = fc
  .array(
    fc.tuple(
      fc.subarray(HEADS, { maxLength: 3 }),
      fc.constantFrom(...PATHS),
      fc.constantFrom(...PATHS),
      fc.constantFrom(...HUNKS),
      fc.array(fc.constantFrom(...LINES), { maxLength: 6 }),
    ),
    { maxLength: 3 },
  )
  .map((parts) =>
    parts
      .map(([heads, from, to, hunk, lines]) =>
        [`${heads.join('')}--- ${from}`, `+++ ${to}`, hunk, ...lines, ''].join('\n'),
      )
      .join(''),
  );

/** Settings by which git runs programs; each is given the path of one. */
export const gitSettings = fc.uniqueArray(
  fc.constantFrom(
    ...['core.sshCommand', 'core.fsmonitor', 'core.hooksPath', 'core.pager', 'core.editor'],
    ...['core.askPass', 'core.gitProxy', 'diff.external', 'diff.x.textconv', 'diff.x.command'],
    ...['filter.x.clean', 'filter.x.smudge', 'filter.x.process', 'merge.x.driver', 'gpg.program'],
    ...['credential.helper', 'alias.cat-file', 'alias.rev-parse', 'alias.log', 'log.showSignature'],
    ...['uploadpack.packObjectsHook', 'core.alternateRefsCommand', 'pager.log', 'sequence.editor'],
    ...['core.worktree', 'protocol.ext.allow', 'interactive.diffFilter'],
  ),
  { minLength: 1, maxLength: 6 },
);
