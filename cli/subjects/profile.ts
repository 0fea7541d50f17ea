import type { Profile } from '../../impl/kernel/profile.ts';
import { byVersion } from '../../jobs/names.ts';
import type { ProfileChange } from '../../jobs/subject-spec.ts';
import { usage } from '../exit.ts';

type Change = Partial<Profile>;

/** How parts of a profile are spelled on the command line. */
const PARTS: Readonly<Record<string, Readonly<Record<string, Change>>>> = {
  retry: { once: { retry: 'once' }, many: { retry: 'many' } },
  'lock-order': {
    'mmap-last': { lockOrder: 'mmap-last' },
    'mmap-first': { lockOrder: 'mmap-first' },
  },
  'io-lock': { yes: { ioLock: true }, no: { ioLock: false } },
  'populate-null': { oops: { populateNull: 'oops' }, EINVAL: { populateNull: 'EINVAL' } },
  vmas: { mixedmap: { vmas: 'mixedmap' }, pfnmap: { vmas: 'pfnmap' } },
  imports: { refused: { imports: 'refused' }, mappable: { imports: 'mappable' } },
  populate: {
    uninterruptible: { populate: 'uninterruptible' },
    interruptible: { populate: 'interruptible' },
  },
};

/**
 * What `--profile` asks for: the profile of a version (`v5.5`), or the subject's own with some parts
 * changed (`retry=many,io-lock=no`), or one after the other.
 */
export function profileAskedFor(words: string): ProfileChange[] {
  const all = words.split(',');
  const kinds = all.map((word) => (word.includes('=') ? word.slice(0, word.indexOf('=')) : ''));
  const again = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (again !== undefined) {
    const what = again === '' ? 'one version' : `${again} once`;
    throw usage(`--profile ${words}: expected ${what}, found several`);
  }
  return all.map((word) => (word.includes('=') ? { answers: part(word) } : { version: word }));
}

function part(word: string): Change {
  const [name, value] = [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)];
  const values = Object.hasOwn(PARTS, name) ? PARTS[name]! : undefined;
  if (!values) {
    throw usage(`--profile ${word}: expected ${Object.keys(PARTS).join(', ')}, found ${name}`);
  }
  if (Object.hasOwn(values, value)) return values[value]!;
  const expected = Object.keys(values).sort(byVersion).join(' or ');
  throw usage(`--profile ${word}: expected ${expected}, found ${value || 'nothing'}`);
}
