import { isDeepStrictEqual } from 'node:util';
import type { SourceFile } from '../impl/c/front-end/sources.ts';
import type { Options } from '../impl/c/subject.ts';
import type { Profile } from '../impl/kernel/profile.ts';

/**
 * A subject that the user names, as plain data with all its texts: whoever is given it reads no
 * file but the modules that TypeScript on the disk imports.
 */
export type SubjectSpec = (Catalogued | OnDisk | OfText | InC) & {
  /** The word that names it. */
  readonly name: string;
  /** SHA-256 of the texts that the user gave, or null for one of the catalogue. */
  readonly digest: string | null;
  /** What changes its profile, one after the other; null for what it says itself. */
  readonly profile: readonly ProfileChange[] | null;
};

/** An entry of the catalogue, which others may have joined. */
interface Catalogued {
  readonly kind: 'catalogue';
  readonly helpers: string;
  readonly driver?: string | undefined;
}

/** Helpers in TypeScript that stand on the disk. */
interface OnDisk {
  readonly kind: 'typescript-file';
  readonly path: string;
  readonly driver?: string | undefined;
}

/** Helpers in TypeScript that come from a revision or a patch. */
interface OfText {
  readonly kind: 'typescript-text';
  readonly module: TextModule;
  readonly driver?: string | undefined;
}

/** Helpers in C, and perhaps a driver's own handler. */
interface InC {
  readonly kind: 'c';
  readonly source: SourceFile;
  readonly driver?: { readonly file: SourceFile; readonly handler?: string };
  readonly options: Options;
}

/** A module whose text is given. */
export interface TextModule {
  /** As the user named it, and as reports call it. */
  readonly name: string;
  readonly text: string;
  /** Where it stands on the disk, or would if it were checked out. */
  readonly place: string;
  /** Texts of the modules that come with it, by their paths from its folder. */
  readonly beside: ReadonlyMap<string, string>;
}

/** A part of a profile: that of a version, that of a file, or some answers. */
export type ProfileChange =
  | { readonly version: string }
  | { readonly file: Profile }
  | { readonly answers: Partial<Profile> };

/**
 * Are these the same program, whatever it is called? The place of a C file counts for nothing,
 * since all its texts are here; TypeScript on the disk may import what stands beside it.
 */
export const isSameProgram = (one: SubjectSpec, other: SubjectSpec): boolean =>
  isDeepStrictEqual(withoutNames(one), withoutNames(other));

const withoutNames = (spec: SubjectSpec): object =>
  spec.kind === 'c'
    ? { ...spec, name: '', source: { ...spec.source, path: '' } }
    : { ...spec, name: '' };
