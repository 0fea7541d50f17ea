/** Bytes of a path and of one name in it that file systems take. */
const PATH_MAX = 1024;
const NAME_MAX = 255;

/**
 * Why a path of a patch is refused, undefined if it stays below the folder that the patch is for.
 *
 * Judged by its words alone, before anything is looked for under it. git's own folder is meant by
 * several spellings where a file system ignores case, dots and blanks at the end, or short names.
 */
export function whyRefused(path: string): string | undefined {
  const names = path.split(/[/\\]/);
  if (path === '') return 'is empty';
  if (/\p{Cc}/u.test(path)) return 'has control characters';
  if (names[0] === '' || /^[A-Za-z]:/.test(path)) return 'is absolute';
  if (names.includes('..') || names.includes('.')) return 'leads through a parent folder';
  if (names.includes('')) return 'has an empty name';
  if (names.some((name) => /^(?:\.git|git~\d+)[ .]*(?::|$)/i.test(invisible(name)))) {
    return "leads into git's own folder";
  }
  const bytes = (text: string): number => new TextEncoder().encode(text).length;
  if (bytes(path) > PATH_MAX || names.some((name) => bytes(name) > NAME_MAX)) {
    return `is longer than ${PATH_MAX} bytes, or ${NAME_MAX} for a name`;
  }
  return undefined;
}

/** Without what HFS+ ignores in names. */
const invisible = (name: string): string => name.replaceAll(/\p{Cf}/gu, '');
