import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Kernel, KernelMissing, kernel } from '../../witness/kernels.ts';
import { usage } from '../exit.ts';

/** Where built kernels are kept unless FAULTLINE_KERNELS says where. */
export const kernelCache = (): string =>
  process.env.FAULTLINE_KERNELS ?? join(homedir(), '.cache', 'faultline', 'kernels');

/** The kernel with this version, or wrong usage that says what is missing. */
export function kernelCalled(version: string): Kernel {
  return orUsage(() => kernel(version, kernelCache()));
}

/** The same work, whose missing parts are the user's to install. */
export function orUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof KernelMissing) throw usage(error.message, error);
    throw error;
  }
}

/** Says what is missing of a kernel that will be asked, before any work is done for it. */
export function assertKernel(version: string | undefined): void {
  if (version !== undefined) kernelCalled(version);
}
