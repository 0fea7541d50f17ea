import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../../jobs/testing/files.ts';
import { faultline } from '../../testing/program.ts';
import { withPage } from './browser.ts';

const KEPT = join(ROOT, 'reports/counterexamples/rfc-io-lock-balanced.json');

/** Pictures of pages that other pages show: what the commands beside them write. */
export const PICTURES = {
  'report.png': {
    write: async (folder: string) => {
      const path = join(folder, 'leak.html');
      await faultline('report', KEPT, '--html', path);
      return pathToFileURL(path).href;
    },
    ready: '.steps > li.current',
  },
  'explorer.png': {
    write: async (folder: string) => {
      const { stdout } = await faultline('explore', KEPT, '--open', '--out', folder);
      return stdout.trim();
    },
    ready: '.share',
  },
} as const;

/** A picture as it is drawn now, as PNG. */
export async function drawn(name: keyof typeof PICTURES): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-pictures-'));
  const { write, ready } = PICTURES[name];
  try {
    return await withPage(await write(folder), {}, async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 1000 });
      await page.locator(ready).first().waitFor();
      return page.screenshot();
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
