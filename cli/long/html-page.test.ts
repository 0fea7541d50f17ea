import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import type { Counterexample } from '../../properties/answers/counterexample.ts';
import { faultline } from '../testing/program.ts';
import { withPage } from './testing/browser.ts';

/** The page that `--report` and `report --html` write, in a real browser, from disk. */

afterAll(removeFolder);

const KEPT = `${ROOT}reports/counterexamples/`;

async function pageOf(document: string, name: string): Promise<string> {
  const path = `${FOLDER}/${name}.html`;
  const { code, stderr } = await faultline('report', document, '--html', path);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return pathToFileURL(path).href;
}

await faultline('gate', 'rfc', '--runs', '300', '--out', FOLDER, '--report', FOLDER);
const GATE = pathToFileURL(`${FOLDER}/gate.html`).href;
await faultline('check', 'rfc', '--runs', '300', '--out', FOLDER, '--report', FOLDER);
const CHECK = pathToFileURL(`${FOLDER}/check.html`).href;
const SPIN = await pageOf(`${KEPT}rfc-always-resolves.json`, 'spin');

const currentStep = (page: Page): Promise<string | null> =>
  page.locator('.steps > li.current').first().getAttribute('id');
const isWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > innerWidth');
const paper = (page: Page): Promise<string> =>
  page.evaluate('getComputedStyle(document.body).backgroundColor');

/** What assistive technology is told, by Chromium itself: roles and names. */
async function accessibilityTree(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name }) => `${role?.value} ${name?.value ?? ''}`);
}

describe('the page of the posted patch', () => {
  test('is stepped through by keyboard, up to where the law breaks', () =>
    withPage(GATE, {}, async ({ page, requests, complaints }) => {
      expect(await page.title()).toBe('NOT SAFE: rfc breaks 1 law that v5.3 keeps');
      await page.locator('.lanes').first().focus();
      await page.keyboard.press('Home');
      expect(await currentStep(page)).toBe('violation-1/step-0');
      for (let step = 1; step <= 4; step += 1) await page.keyboard.press('ArrowDown');
      expect(await currentStep(page)).toBe('violation-1/step-4');
      expect(await page.locator('.steps > li.current .law').first().innerText()).toContain(
        'ttm_mem_io_lock of man-system has no ttm_mem_io_unlock',
      );
      expect(await page.evaluate('location.hash')).toBe('#violation-1/step-4');
      await page.keyboard.press('ArrowLeft');
      expect(await page.locator('output.now').first().innerText()).toBe('Step 3 fault-1 · 4 of 7');
      await page.keyboard.press('b');
      expect(await currentStep(page)).toBe('violation-1/step-4');
      expect(complaints).toEqual([]);
      expect(requests).toEqual([GATE]);
    }));

  test('lights the states of the statechart', () =>
    withPage(`${GATE}#violation-1/step-3`, {}, async ({ page }) => {
      const lit = await page.locator('#violation-1 li[data-state].lit').allInnerTexts();
      expect(lit.map((text) => text.trim())).toEqual([
        ...['mayDrop', 'held', 'held', 'none', 'held', 'unknown', 'nothing', 'open'],
      ]);
      await page.getByRole('button', { name: 'First step' }).first().click();
      expect(await page.locator('.chart').first().isVisible()).toBe(false);
    }));

  test('lights the states of a step in the drawing too', () =>
    withPage(GATE, {}, async ({ page }) => {
      const lit = () =>
        page
          .locator('svg [data-state].lit')
          .evaluateAll((all) => all.map((each) => each.getAttribute('data-state')));
      await page.locator('.lanes').first().focus();
      await page.keyboard.press('b');
      expect(await lit()).toContain('mmapLock.held');
      expect(await lit()).toContain('ioLock.held');
      await page.keyboard.press('Home');
      expect(await lit()).toEqual([]);
      await page.keyboard.press('ArrowDown');
      expect(await lit()).toContain('ioLock.free');
    }));

  test('has the drawing beside the run that wants it', () =>
    withPage(CHECK, {}, async ({ page, complaints }) => {
      const rooms = page.locator('details.drawing');
      await rooms.first().locator('summary').click();
      await expect.poll(() => rooms.first().locator('svg').count()).toBe(1);
      await rooms.nth(1).locator('summary').click();
      await expect.poll(() => rooms.nth(1).locator('svg').count()).toBe(1);
      expect(await rooms.first().getAttribute('open')).toBeNull();
      await rooms.nth(1).locator('summary').click();
      await expect.poll(() => page.locator('#statechart svg').count()).toBe(1);
      expect(complaints).toEqual([]);
    }));

  test('puts the first difference from the baseline into the middle', () =>
    withPage(GATE, {}, async ({ page }) => {
      const parts = page.locator('.sides tr.parts td');
      expect(await parts.nth(0).innerText()).toContain('dma_resv_unlock(resv-1)');
      expect(await parts.nth(2).innerText()).toContain('ttm_mem_io_unlock(man-system)');
    }));

  test('shows how often the search took each transition, in the page’s own style', () =>
    withPage(`${GATE}#statechart`, {}, async ({ page, complaints }) => {
      const chart = page.locator('#statechart svg');
      expect(await chart.textContent()).toMatch(/taken by rfc in 600 runs: \d+ of \d+, ×/);
      expect(await chart.textContent()).toMatch(/resv_unlock ×\d+/);
      expect(await chart.locator('.never .curve').first().getAttribute('style')).toBe(null);
      expect(complaints).toEqual([]);
    }));

  test('says since when a lock is held, in the step and on its stripe', () =>
    withPage(`${GATE}#violation-1/step-4`, {}, async ({ page }) => {
      const said = 'io_reserve lock (man-system) since step 3 (rfc.ts:110)';
      const held = page.locator('#violation-1 .steps > li.current .held');
      expect(await held.innerText()).toContain(said);
      const stripe = page.locator('#violation-1 tr.current .gutter i').nth(2);
      await stripe.hover();
      expect(await stripe.getAttribute('title')).toContain(said);
    }));

  test('has the inherited runs folded, and its table leads there', () =>
    withPage(GATE, {}, async ({ page, complaints }) => {
      const folded = page.locator('details.folded', { hasText: 'fence-refs-balanced' });
      expect(await folded.locator('.lanes').isVisible()).toBe(false);
      await page.locator('.grouped').getByRole('link', { name: 'fence-refs-balanced' }).click();
      await expect.poll(() => folded.locator('.lanes').isVisible()).toBe(true);
      expect(await page.locator('details.certificate .facts').isVisible()).toBe(false);
      expect(complaints).toEqual([]);
    }));

  test('leads from the step that is shown into the explorer', () =>
    withPage(`${GATE}#violation-1/step-2`, {}, async ({ page, complaints }) => {
      await page.getByRole('link', { name: 'Go on from here' }).first().click();
      const tasks = page.getByRole('region', { name: 'Tasks' });
      await expect.poll(() => tasks.textContent()).toContain('ttm_mem_io_lock(man-system, true)');
      expect(await page.locator('.count').textContent()).toBe('3 steps');
      expect(complaints).toEqual([]);
    }));

  test('shows the file around the line of the step', () =>
    withPage(`${GATE}#violation-1/step-3`, {}, async ({ page }) => {
      const here = page.locator('#violation-1 .source-room [aria-current]');
      expect(await here.innerText()).toMatch(
        /^110\s+let err = yield ttm_mem_io_lock\(man, true\);$/,
      );
      await page.keyboard.press('ArrowRight');
      expect(await here.innerText()).toMatch(/^112/);
    }));

  test('copies the command that replays the run', () =>
    withPage(GATE, {}, async ({ page }) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const paste = page.locator('#violation-1 .paste').first();
      await paste.getByRole('button').click();
      await expect.poll(() => paste.getByRole('button').innerText()).toBe('Copied');
      const copied = await page.evaluate('navigator.clipboard.readText()');
      expect(copied).toBe(await paste.locator('code').innerText());
    }));

  test('names lanes and steps in the accessibility tree, wide and narrow', async () => {
    for (const width of [1600, 360]) {
      const tree = await withPage(GATE, { width }, ({ page }) => accessibilityTree(page));
      expect(tree).toEqual(
        expect.arrayContaining([
          'table Run that breaks io-lock-balanced',
          'columnheader fault-1',
          'rowheader step 5',
          expect.stringMatching(/^(?:cell|gridcell) .*dma_resv_unlock\(resv-1\)/),
          'button Next step',
          'list Steps of the run that breaks io-lock-balanced',
        ]),
      );
    }
  });
});

describe('the page of a long run', () => {
  test('opens at the step that the address names, and follows another one', () =>
    withPage(`${SPIN}#violation-1/step-12`, {}, async ({ page }) => {
      expect(await currentStep(page)).toBe('violation-1/step-12');
      expect(await page.locator('tr.current').first().isVisible()).toBe(true);
      await page.evaluate("location.hash = '#violation-1/step-30'");
      await page.waitForSelector('li.current[id="violation-1/step-30"]');
      await page.locator('tr[data-step="31"] .said').first().click();
      expect(await currentStep(page)).toBe('violation-1/step-31');
    }));

  test('is dragged through, and the keys go on from there', () =>
    withPage(SPIN, {}, async ({ page, complaints }) => {
      const range = page.getByRole('slider', { name: 'Step of the run' });
      await range.fill('29');
      expect(await currentStep(page)).toBe('violation-1/step-29');
      await range.press('ArrowLeft');
      expect(await range.getAttribute('aria-valuetext')).toBe('Step 28 gpu · 29 of 47');
      expect(await page.locator('.scrubber .no-return').count()).toBe(1);
      expect(complaints).toEqual([]);
    }));

  test('says what a task waits for', () =>
    withPage(`${SPIN}#violation-1/step-20`, {}, async ({ page }) => {
      const held = await page.locator('.steps > li.current .held').innerText();
      expect(held).toContain('waits for fence-1');
    }));

  test('hides tasks, facts and the loop, steps over them, and searches what is left', () =>
    withPage(`${SPIN}#violation-1/step-11`, {}, async ({ page, complaints }) => {
      const rows = page.locator('tbody tr');
      const visible = (): Promise<number> => rows.filter({ visible: true }).count();
      const all = await visible();
      await page.getByRole('checkbox', { name: 'facts' }).uncheck();
      expect(await visible()).toBeLessThan(all);
      await page.getByRole('checkbox', { name: 'fault-2' }).uncheck();
      await page.locator('.lanes').press('ArrowDown');
      expect(await page.locator('.steps > li.current h4').innerText()).toMatch(/gpu$/);
      await page.keyboard.press('/');
      await page.keyboard.type('dma_resv_unlock');
      expect(await page.locator('output.found').innerText()).toBe('2 found');
      await page.keyboard.press('Enter');
      expect(await page.locator('.steps > li.current .operation').innerText()).toContain(
        'dma_resv_unlock',
      );
      expect(complaints).toEqual([]);
    }));

  test('is light or dark as the system is, until somebody switches', () =>
    withPage(SPIN, { colorScheme: 'dark' }, async ({ page }) => {
      const dark = await paper(page);
      const theme = page.getByRole('button', { name: 'Dark' });
      expect(await theme.getAttribute('aria-pressed')).toBe('true');
      await theme.press('Enter');
      expect(await theme.getAttribute('aria-pressed')).toBe('false');
      const light = await paper(page);
      expect(light).not.toBe(dark);
      await page.emulateMedia({ colorScheme: 'light' });
      expect(await paper(page)).toBe(light);
    }));

  test.each([360, 800, 1600])('never scrolls sideways at %i pixels', (width) =>
    withPage(SPIN, { width }, async ({ page }) => expect(await isWide(page)).toBe(false)),
  );

  test('shows every step on paper', () =>
    withPage(SPIN, {}, async ({ page }) => {
      const steps = page.locator('.steps > li');
      const visible = (): Promise<number> => steps.filter({ visible: true }).count();
      expect(await visible()).toBe(1);
      await page.emulateMedia({ media: 'print' });
      expect(await visible()).toBe(47);
    }));
});

describe('hostile text', () => {
  test('is shown as text, and neither runs nor widens the page', async () => {
    const document = JSON.parse(
      readFileSync(`${KEPT}rfc-always-resolves.json`, 'utf8'),
    ) as Counterexample;
    const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>\u202Egnp.\u2066';
    const long = `${'x'.repeat(10_000_000)} 実装 שלום Z̸̢͘a̷l̶g̵o̴`;
    const { finding } = document;
    const hostile = {
      ...document,
      subject: evil,
      finding: {
        ...finding,
        ...{ invariant: evil, found: long, claim: evil, source: evil },
        lines: finding.lines?.map(({ at }) => ({ at, text: evil })),
        trace: finding.trace.map((event, index) => ({
          ...event,
          text: index % 2 === 0 ? evil : `${evil}${'y'.repeat(5000)}`,
        })),
      },
    };
    const address = await pageOf(file('hostile.json', JSON.stringify(hostile)), 'hostile');
    expect(readFileSync(new URL(address)).byteLength).toBeLessThan(2_000_000);
    for (const width of [360, 1600]) {
      await withPage(address, { width }, async ({ page, requests, complaints }) => {
        let dialogs = 0;
        page.on('dialog', () => (dialogs += 1));
        await page.keyboard.press('ArrowRight');
        expect(await page.locator('h1').innerText()).toContain('"><img src=x onerror=alert(1)>');
        expect(await page.locator('img, script:not(:last-child)').count()).toBe(0);
        expect(await isWide(page)).toBe(false);
        expect({ dialogs, complaints, requests }).toEqual({
          ...{ dialogs: 0, complaints: [], requests: [address] },
        });
      });
    }
  });

  test('is told of in the page, where it is too long', async () => {
    const address = await pageOf(file('cut.json', longFound()), 'cut');
    await withPage(address, {}, async ({ page }) => {
      expect(await page.locator('.facts').first().innerText()).toContain(
        'more characters left out)',
      );
    });
  });
});

function longFound(): string {
  const document = JSON.parse(readFileSync(`${KEPT}rfc-no-crash.json`, 'utf8')) as Counterexample;
  const finding = { ...document.finding, found: 'z'.repeat(10_000_000) };
  return JSON.stringify({ ...document, finding });
}
