import type { SubjectSpec } from '../subject-spec.ts';

/** An entry of the catalogue, as a job is given it. */
export const catalogued = (name: string): SubjectSpec => {
  const [helpers, driver] = name.split('+');
  return { kind: 'catalogue', name, digest: null, profile: null, helpers: helpers!, driver };
};

/** A subject in TypeScript on the disk, as a job is given it. */
export const onDisk = (path: string): SubjectSpec => ({
  kind: 'typescript-file',
  name: path,
  digest: null,
  profile: null,
  path,
});
