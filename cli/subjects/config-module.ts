import { Worker } from 'node:worker_threads';
import { SUFFIX } from '../../impl/source.ts';
import { usage } from '../exit.ts';

/** How long a configuration may take to be imported; it is a list of folders. */
const SECONDS_MAX = 60;

/**
 * What a configuration exports by default. It is code, so it is imported in a thread of its own: if
 * it exits, loops or never settles, that ends the thread, and is wrong usage.
 */
export function configModule(path: string, secondsMax = SECONDS_MAX): Promise<unknown> {
  const worker = new Worker(new URL(`./config-thread${SUFFIX}`, import.meta.url), {
    workerData: path,
    // Standard output is for the report.
    stdout: true,
    // Node would explain at length what never settles.
    stderr: true,
  });
  worker.stderr.resume();
  worker.stdout.pipe(process.stderr, { end: false });
  return new Promise<unknown>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(usage(`${path}: it does not come to an end in ${secondsMax} s`)),
      secondsMax * 1000,
    );
    worker.once('message', ({ config, why }: { config?: unknown; why?: string }) => {
      if (why === undefined) resolve(config);
      else reject(usage(why));
    });
    worker.once('error', (error) => reject(usage(`${path}: ${String(error)}`, error)));
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(usage(`${path}: it exits, or waits for what never comes, and exports nothing`));
    });
  }).finally(() => worker.terminate());
}
