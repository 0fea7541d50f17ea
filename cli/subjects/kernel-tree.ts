import { extname } from 'node:path';
import { usage } from '../exit.ts';

/** Where a kernel's tree has the helpers. */
const HELPERS = 'drivers/gpu/drm/ttm/ttm_bo_vm.c';

/** Of the files that changed, the helpers, or the only one of C; wrong usage if that is unclear. */
export function onlyChanged(changed: readonly string[], what: string): string {
  if (changed.includes(HELPERS)) return HELPERS;
  const files = changed.filter((path) => extname(path) === '.c');
  if (files.length === 1) return files[0]!;
  const found = files.length === 0 ? 'no C file' : listed(files);
  throw usage(`${what}: expected one C file that changed, or its path, found ${found}`);
}

const listed = (files: readonly string[]): string =>
  files.length > FILES_MAX
    ? `${files.slice(0, FILES_MAX).join(', ')} and ${files.length - FILES_MAX} more`
    : files.join(', ');
const FILES_MAX = 4;
