/** Error numbers of the kernel, positive as in `errno.h`; primitives return them negated. */
export const ERRNO = {
  EINTR: 4,
  EIO: 5,
  EAGAIN: 11,
  ENOMEM: 12,
  EBUSY: 16,
  EINVAL: 22,
  EDEADLK: 35,
  EALREADY: 114,
  ERESTARTSYS: 512,
} as const;

/** `EBUSY` and the like. */
export type ErrnoName = keyof typeof ERRNO;

export const { EINTR, EIO, EAGAIN, ENOMEM, EBUSY, EINVAL, EDEADLK, EALREADY, ERESTARTSYS } = ERRNO;

/** `-EBUSY` for -16; the number itself when it has no name here. */
export function errnoName(value: number): string {
  const found = Object.entries(ERRNO).find(([, number]) => number === -value);
  return found ? `-${found[0]}` : String(value);
}
