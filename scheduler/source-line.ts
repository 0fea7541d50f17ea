/** A line of a source text. */
export interface SourceLine {
  readonly path: string;
  readonly line: number;
}

/** The last part of a path, which is the same on every machine. */
export const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `ttm_bo_vm.c:143` */
export const placeName = ({ path, line }: SourceLine): string => `${fileOf(path)}:${line}`;
