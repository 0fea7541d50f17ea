import { expect, test } from 'vitest';
import { profile as v5_3 } from '../../impl/helpers/v5.3.ts';
import { profile as v5_10 } from '../../impl/helpers/v5.10.ts';
import { WrongUsage } from '../../jobs/failure.ts';
import { subjectOf } from '../../jobs/subjects.ts';
import { specOf } from './subjects.ts';

/** The profile of v5.3 when this is asked for. */
async function asked(profile: string) {
  return (await subjectOf(specOf('v5.3', { profile, toolchain: null }))).profile;
}

test.each([
  ['v5.10', v5_10],
  ['retry=many', { ...v5_3, retry: 'many' }],
  ['io-lock=no,populate-null=EINVAL', { ...v5_3, ioLock: false, populateNull: 'EINVAL' }],
  ['vmas=pfnmap', { ...v5_3, vmas: 'pfnmap' }],
  ['imports=mappable', { ...v5_3, imports: 'mappable' }],
  ['populate=interruptible', { ...v5_3, populate: 'interruptible' }],
  ['v5.10,lock-order=mmap-last', { ...v5_10, lockOrder: 'mmap-last' }],
])('%s changes the profile of v5.3', async (words, expected) => {
  expect(await asked(words)).toEqual(expected);
});

test.each([
  ['v5.33', 'no profile is called v5.33; did you mean v5.3?'],
  ['', 'no profile is called  (there are: '],
  ['retry=twice', '--profile retry=twice: expected many or once, found twice'],
  ['retry=', 'found nothing'],
  ['retry=once,retry=many', 'expected retry once, found several'],
  ['v5.3,v5.5', 'expected one version, found several'],
  [
    'speed=1',
    'expected retry, lock-order, io-lock, populate-null, vmas, imports, populate, found speed',
  ],
  ['toString=1', 'found toString'],
  ['retry=constructor', 'expected many or once, found constructor'],
])('%j is wrong usage', async (words, message) => {
  await expect(asked(words)).rejects.toThrow(message);
  await expect(asked(words)).rejects.toBeInstanceOf(WrongUsage);
});
