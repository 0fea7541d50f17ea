import { LIST_SCHEMA, type ListReport } from '../../properties/answers/list-report.ts';
import { buildKernel, type KernelEntry, KernelMissing, kernels } from '../../witness/kernels.ts';
import { usage } from '../exit.ts';
import type { CommonOptions } from '../options.ts';
import { printReport } from '../output/render.ts';
import { say } from '../output/terminal.ts';
import { kernelCache } from '../witness/kernel-input.ts';

interface KernelsOptions extends CommonOptions {
  readonly build?: string;
}

/** Does `faultline kernels`. */
export async function run({ build, ...detail }: KernelsOptions): Promise<void> {
  const cache = kernelCache();
  if (build !== undefined) await built(build, cache);
  const list: ListReport = {
    schema: LIST_SCHEMA,
    what: 'kernels',
    entries: kernels(cache).map((entry) => ({ name: entry.version, summary: summaryOf(entry) })),
  };
  await printReport(list, detail);
}

async function built(version: string, cache: string): Promise<void> {
  try {
    await buildKernel(version, cache, (line) => say(`faultline: kernel ${version}: ${line}`));
  } catch (error) {
    if (error instanceof KernelMissing) throw usage(error.message, error);
    const said = error instanceof Error ? error.message : String(error);
    throw usage(`the kernel ${version} does not build: ${said.trim().split('\n').at(-1)}`, error);
  }
}

function summaryOf({ version, release, installed, package: name }: KernelEntry): string {
  if (release !== null) return `built, ${release}, user mode, lockdep and KASAN`;
  if (installed) return `not built: run \`faultline kernels --build ${version}\``;
  return `no source: install ${name}, then run \`faultline kernels --build ${version}\``;
}
