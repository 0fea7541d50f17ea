import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOLDER, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { chart } from '../../model/chart.ts';
import { explorerPage } from '../explorer/build.ts';
import { faultline } from '../testing/program.ts';
import { withPage } from './testing/browser.ts';

/** The explorer in a real browser, from disk. */

let url: string;
const at = (fragment: string): string => `${url.split('#')[0]}#${fragment}`;

beforeAll(async () => {
  const { code, stdout } = await faultline('explore', 'rfc', '--open', '--out', FOLDER);
  expect(code).toBe(0);
  url = stdout.trim();
});

afterAll(removeFolder);

const step = (page: Page, task: string) =>
  page.getByRole('button', { name: `Step ${task}:` }).click();
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

describe('the explorer', () => {
  test('is led to the io-lock leak of the posted patch by clicks', () =>
    withPage(url, {}, async ({ page, requests, complaints }) => {
      await page.getByLabel('World').selectOption('rfc-io-lock-balanced');
      const laws = region(page, 'State');
      for (let steps = 0; steps < 5; steps += 1) {
        await step(page, 'fault-1');
        expect(await laws.textContent()).toContain('laws are kept so far');
      }
      expect(await region(page, 'Tasks').textContent()).toContain('ioLock.held');
      expect(await page.locator('[data-state="ioLock.held"]').getAttribute('class')).toContain(
        'lit',
      );
      expect(await page.locator('svg .lit').count()).toBe(chart.regions.length);
      await step(page, 'fault-1');
      expect(await laws.textContent()).toContain('io-lock-balanced');
      expect(await laws.textContent()).toContain('has no ttm_mem_io_unlock');
      expect(await region(page, 'Run').textContent()).toMatch(
        /⚠ fault_return bo-1, .* = VM_FAULT_SIGBUS/,
      );
      expect(complaints).toEqual([]);
      // The worker is the page's own script.
      const loaded = requests.filter((address) => !address.startsWith('blob:'));
      expect(loaded).toEqual([at('').slice(0, -1)]);
    }));

  test('opens where its address says, and goes back from there', () =>
    withPage(at('subject=rfc&world=rfc-io-lock-balanced&run=000000'), {}, async ({ page }) => {
      expect(await region(page, 'State').textContent()).toContain('has no ttm_mem_io_unlock');
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(await region(page, 'State').textContent()).toContain('laws are kept so far');
      await page.goBack();
      await expect.poll(() => region(page, 'State').textContent()).toContain('io-lock-balanced');
    }));

  test('offers only those who can go on, and goes by the keyboard, however fast', () =>
    withPage(at('subject=v5.5&world=two-faults'), {}, async ({ page, complaints }) => {
      expect(await page.getByRole('button', { name: 'Step gpu:' }).isDisabled()).toBe(true);
      for (const key of ['2', '2', '1', '3']) await page.keyboard.press(key);
      expect(page.url()).toMatch(/run=110$/);
      await page.keyboard.press('Backspace');
      expect(page.url()).toMatch(/run=11$/);
      await page.getByRole('button', { name: 'Run fault-2 until it cannot go on' }).click();
      expect(await region(page, 'Tasks').textContent()).toContain('fault-2finished');
      expect(complaints).toEqual([]);
    }));

  test('reads well on a narrow screen', () =>
    withPage(at('world=everything&run=010101'), { width: 360 }, async ({ page }) => {
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBeLessThanOrEqual(360);
    }));

  test('is the same file for the same sources', async () => {
    expect(await explorerPage()).toBe(readFileSync(join(FOLDER, 'explorer.html'), 'utf8'));
  });

  test('opens a counterexample where its law breaks, and goes back to any step', async () => {
    const kept = join(ROOT, 'reports/counterexamples/v5.5-io-lock-same-manager.json');
    const { stdout } = await faultline('explore', kept, '--open', '--out', FOLDER);
    await withPage(stdout.trim(), {}, async ({ page, complaints }) => {
      expect(await region(page, 'State').textContent()).toContain('io-lock-same-manager');
      await region(page, 'Run').getByRole('link', { name: '4', exact: true }).click();
      expect(page.url()).toMatch(/run=00000$/);
      expect(await region(page, 'State').textContent()).toContain('laws are kept so far');
      await expect
        .poll(() => region(page, 'Tasks').textContent(), { timeout: 10_000 })
        .toMatch(/gpu.*100% of continuations break io-lock-same-manager/);
      expect(complaints).toEqual([]);
    });
  });

  test('says of each world what can break in it', () =>
    withPage(at('subject=v5.5&world=notify-moves'), {}, async ({ page }) => {
      const worlds = page.getByLabel('World');
      await expect
        .poll(() => worlds.innerText(), { timeout: 20_000 })
        .toContain('contended-without-retry ✕ always-resolves');
      await expect.poll(() => worlds.innerText(), { timeout: 20_000 }).toContain('one-fault ✓');
    }));

  test('runs C, and shows the file around the line that it has come to', async () => {
    const own = join(ROOT, 'impl/c/subjects/v5.5.c');
    const given = ['explore', own, '--world', 'notify-moves', '--open', '--out', FOLDER];
    const { stdout } = await faultline(...given);
    await withPage(`${stdout.trim()}000000`, {}, async ({ page, complaints, requests }) => {
      expect(await page.getByLabel('Subject').inputValue()).toBe(own);
      expect(await page.locator('.source [aria-current]').innerText()).toContain('spin_lock(');
      await expect
        .poll(() => region(page, 'Tasks').textContent(), { timeout: 10_000 })
        .toMatch(/88% of continuations break io-lock-same-manager/);
      expect(complaints).toEqual([]);
      expect(requests.filter((url) => !url.startsWith('blob:'))).toHaveLength(1);
    });
  });

  test('has the helpers of a file of one’s own', async () => {
    const own = join(ROOT, 'impl/helpers/v5.6.ts');
    const { stdout } = await faultline('explore', own, '--open', '--out', FOLDER);
    await withPage(stdout.trim(), {}, async ({ page }) => {
      expect(await page.getByLabel('Subject').inputValue()).toBe(own);
    });
  });

  test.each([
    [['v5.1'], 'no subject is called v5.1; did you mean v5.3?'],
    [['a.c'], 'a.c: there is no such file'],
    [['v5.11+amdgpu'], 'v5.11+amdgpu: a browser runs whole subjects'],
    [['a.json'], 'a.json: there is no such file'],
    [['a.json', 'rfc'], 'a.json: a counterexample says subject and world itself'],
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
