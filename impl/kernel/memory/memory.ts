import { Crash } from '../../../scheduler/machine.ts';

/** A NULL or wild pointer was dereferenced; in the kernel, an oops. */
export class Oops extends Crash {
  constructor(struct: string, address: number) {
    super(`bad pointer 0x${(address >>> 0).toString(16)} to struct ${struct}`);
    this.name = 'Oops';
  }
}

/** A condition that the kernel rules out with `BUG_ON`. */
export class Bug extends Crash {
  constructor(what: string) {
    super(what);
    this.name = 'BUG';
  }
}

/** What views need of the memory under them. */
export interface Memory {
  readonly words: Int32Array;
  /** A read by a subject: noted in the trace when accesses are watched. */
  load(address: number): number;
  /** A write by a subject. */
  store(address: number, value: number): void;
  /** Who keeps count of everything that is touched, or null. */
  readonly recorder: object | null;
  /** A read by anybody, where there is a recorder. */
  see(address: number): number;
  /** A write by anybody, where there is a recorder. */
  change(address: number, value: number): void;
}
