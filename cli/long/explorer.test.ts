import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explorerPage } from '../explorer/build.ts';
import { FOLDER, faultline, ROOT, removeFolder } from '../testing.ts';

/** The explorer in a real browser, from disk. */

let browser: Browser;
let url: string;

beforeAll(async () => {
  const { code, stdout } = await faultline('explore', 'rfc', '--open', '--out', FOLDER);
  expect(code).toBe(0);
  url = stdout.trim();
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});

afterAll(async () => {
  await browser?.close();
  removeFolder();
});

/** A page at this address, with whatever it asked of the network and complained about. */
async function opened(address = url): Promise<{ page: Page; wrong: string[] }> {
  const page = await browser.newPage();
  const wrong: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) wrong.push(request.url());
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => wrong.push(message.text()));
  await page.goto(address);
  return { page, wrong };
}

const step = (page: Page, task: string) =>
  page.getByRole('button', { name: `Step ${task}:` }).click();

describe('the explorer', () => {
  test('is led to the io-lock leak of the posted patch by clicks', async () => {
    const { page, wrong } = await opened();
    await page.getByLabel('World').selectOption('rfc-io-lock-balanced');
    const laws = page.getByRole('region', { name: 'State' });
    for (let steps = 0; steps < 5; steps += 1) {
      await step(page, 'fault-1');
      await expect.poll(() => laws.textContent()).toContain('laws are kept so far');
    }
    await step(page, 'fault-1');
    await expect.poll(() => laws.textContent()).toContain('io-lock-balanced');
    expect(await laws.textContent()).toContain('has no ttm_mem_io_unlock');
    const run = page.getByRole('region', { name: 'Run' });
    expect(await run.textContent()).toMatch(/⚠ fault_return bo-1, .* = VM_FAULT_SIGBUS/);
    expect(wrong).toEqual([]);

    const other = await opened(page.url());
    expect(await other.page.getByRole('region', { name: 'State' }).textContent()).toContain(
      'has no ttm_mem_io_unlock',
    );
    await other.page.getByRole('button', { name: 'Undo' }).click();
    await expect
      .poll(() => other.page.getByRole('region', { name: 'State' }).textContent())
      .toContain('laws are kept so far');
  });

  test('offers only those who can go on, and goes by the keyboard', async () => {
    const { page, wrong } = await opened(`${url.split('#')[0]}#subject=v5.5&world=two-faults`);
    expect(await page.getByRole('button', { name: 'Step gpu:' }).isDisabled()).toBe(true);
    await page.keyboard.press('2');
    await page.keyboard.press('2');
    await page.keyboard.press('1');
    await page.keyboard.press('3');
    await expect.poll(() => page.url()).toMatch(/run=110$/);
    await page.keyboard.press('Backspace');
    await expect.poll(() => page.url()).toMatch(/run=11$/);
    await page.getByRole('button', { name: 'Run fault-2 until it cannot go on' }).click();
    const tasks = page.getByRole('region', { name: 'Tasks' });
    await expect.poll(() => tasks.textContent()).toContain('fault-2finished');
    expect(wrong).toEqual([]);
  });

  test('reads well on a narrow screen', async () => {
    const { page } = await opened(`${url.split('#')[0]}#world=everything&run=010101`);
    await page.setViewportSize({ width: 360, height: 700 });
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(360);
  });

  test('is the same file for the same sources', async () => {
    expect(await explorerPage()).toBe(readFileSync(join(FOLDER, 'explorer.html'), 'utf8'));
  });

  test('has the helpers of a file of one’s own', async () => {
    const own = join(ROOT, 'impl/helpers/v5.6.ts');
    const { stdout } = await faultline('explore', own, '--open', '--out', FOLDER);
    const { page } = await opened(stdout.trim());
    expect(await page.getByLabel('Subject').inputValue()).toBe(own);
  });

  test.each([
    [['v5.1'], 'no subject is called v5.1; did you mean v5.3?'],
    [['a.c'], 'a.c: a browser runs versions of the helpers in TypeScript'],
    [['v5.11+amdgpu'], 'v5.11+amdgpu: a browser runs versions'],
    [['rfc', '--world', 'moon'], 'no world is called moon'],
    [['nowhere.ts'], 'nowhere.ts: there is no such file'],
  ])('%j is refused, and nothing is written', async (args, line) => {
    const out = join(FOLDER, 'refused');
    const { code, stdout, stderr } = await faultline('explore', ...args, '--open', '--out', out);
    expect(stderr).toContain(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(() => readFileSync(join(out, 'explorer.html'))).toThrow('ENOENT');
  });
});
