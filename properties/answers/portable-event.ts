/** One event of a trace in names instead of numbers. */
export interface PortableEvent {
  readonly step: number;
  /** Name of the task; empty for what the kernel did by itself. */
  readonly task: string;
  /** Name of the operation or mark. */
  readonly event: string;
  /** Name of the object, or the field for a read or write. */
  readonly object: string;
  readonly args: readonly number[];
  readonly reply: number;
  /** The task had to wait before it could do this. */
  readonly waited?: true;
  /** The event as one reads it: `dma_resv_trylock(resv-1) = true`. */
  readonly text: string;
  /** The line of the subject's source that it comes from: `ttm_bo_vm.c:143`. */
  readonly at?: string;
}
