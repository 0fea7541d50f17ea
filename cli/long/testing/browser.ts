import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** Debian's Chromium, without what it would like to ask the network by itself. */
const EXECUTABLE = '/usr/bin/chromium';
const ARGUMENTS = `--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
  --disable-background-networking --disable-component-update --disable-sync`.split(/\s+/);

/** How wide a window is, and what its system prefers. */
export interface Look {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** A page from disk, what it asked for, and what it complained about. */
export interface Opened {
  readonly page: Page;
  /** Addresses of all requests, that of the page included. */
  readonly requests: readonly string[];
  /** Errors, and everything on its console. */
  readonly complaints: readonly string[];
}

/** Opens a file with `file://`, asks, and closes the browser again. */
export async function withPage<T>(
  address: string,
  look: Look,
  ask: (opened: Opened) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-chromium-'));
  let context: BrowserContext | undefined;
  try {
    context = await chromium.launchPersistentContext(folder, {
      executablePath: EXECUTABLE,
      args: ARGUMENTS,
      viewport: { width: look.width ?? 1600, height: 900 },
      colorScheme: look.colorScheme ?? 'light',
    });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(address);
    return await ask({ page, requests, complaints });
  } finally {
    await context?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
