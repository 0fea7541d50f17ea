import { expect, test } from 'vitest';
import { WrongUsage } from '../../jobs/failure.ts';
import { subjectOf } from '../../jobs/subjects.ts';
import { specOf, specsOf } from './subjects.ts';

const resolved = async (name: string) => subjectOf(specOf(name));

test('a version, a version under a handler, a mutant and a rewrite are subjects', async () => {
  for (const name of ['rfc', 'v5.3', 'v5.10+amdgpu', 'fence-put-missing', 'nowait-first']) {
    const subject = await resolved(name);
    expect(subject.name).toBe(name);
    expect(subject.fault).toBeTypeOf('function');
  }
});

test('no name at all stands for every version, in their order', () => {
  const names = specsOf([]).map(({ name }) => name);
  expect(names.indexOf('v5.3')).toBeLessThan(names.indexOf('v5.10'));
  expect(names).toContain('rfc');
});

test.each([
  ['rcf', 'no subject is called rcf; did you mean rfc?'],
  ['rcf+amdgpu', 'no subject is called rcf; did you mean rfc?'],
  ['rfc+amdgpo', 'no driver is called amdgpo; did you mean amdgpu?'],
  ['rfc+', 'no driver is called  (there are: amdgpu'],
  ['v5.3+amdgpu', 'have a fault handler of their own and take no driver'],
  ['HEAD:impl/helpers/v5.5.ts', '--trust-typescript says that you trust it'],
  ['./nowhere.ts', 'there is no such file'],
  ['impl/', 'expected a file, found a directory'],
  ['./package.json', 'expected a TypeScript or C file (.ts, .c), found .json'],
])('%s is wrong usage', async (name, message) => {
  await expect(resolved(name)).rejects.toThrow(message);
  await expect(resolved(name)).rejects.toBeInstanceOf(WrongUsage);
});
