import { parentPort, workerData } from 'node:worker_threads';
import { importEntry } from '../../jobs/user-entries.ts';

/** The thread in which a configuration is imported: says what it exports, or why it cannot. */
try {
  const { default: config } = await importEntry(workerData as string);
  parentPort!.postMessage({ config });
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const isNoData = name === 'DataCloneError';
  parentPort!.postMessage({
    why: isNoData ? `${workerData}: expected paths and words, found code: ${message}` : message,
  });
}
