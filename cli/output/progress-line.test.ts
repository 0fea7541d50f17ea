import { expect, test, vi } from 'vitest';
import type { Progress } from '../../properties/run/tools.ts';
import { cut, duration, fitted, ProgressLine, progressText } from './progress-line.ts';

const progress: Progress = {
  subject: 'rfc',
  phase: 'search',
  done: 5000,
  total: 20_000,
  violations: 1,
  goalsReached: 20,
  goals: 31,
};

test('the line tells rate, coverage, violations and the time left', () => {
  expect(progressText(progress, { rate: 2500, elapsed: 2, secondsMax: null })).toBe(
    'rfc search · 5 000/20 000 · 2 500/s · goals 20/31 · 1 violation · 6 s left',
  );
});

test('with a limit of time the line counts down to it', () => {
  const text = progressText({ ...progress, total: 1e9 }, { rate: 9, elapsed: 2, secondsMax: 60 });
  expect(text).toBe('rfc search · 5 000 · 9/s · goals 20/31 · 1 violation · 58 s left');
});

test('while runs are shrunk nothing is said of goals, and at first nothing of the rate', () => {
  const shrinking = { ...progress, phase: 'shrink', goals: 0, done: 0, total: 3 } as const;
  expect(progressText(shrinking, { rate: null, elapsed: 0, secondsMax: 1 })).toBe(
    'rfc shrink · 0/3 · 1 violation',
  );
});

test('work that nobody can count is told by its time', () => {
  const exhausting = { ...progress, phase: 'exhaust', done: 0, total: 0 } as const;
  const pace = { rate: null, elapsed: 2.4, secondsMax: null };
  expect(progressText(exhausting, pace)).toBe('rfc exhaust · 3 s');
});

test('there is a sign of life before anything is known, and while nothing new comes', () => {
  vi.useFakeTimers();
  try {
    const written: string[] = [];
    const stream = { isTTY: true, columns: 80, write: (text: string) => written.push(text) };
    let now = 0;
    const line = new ProgressLine(null, stream as unknown as NodeJS.WriteStream, () => now);
    const pass = (milliseconds: number): void => {
      now += milliseconds;
      vi.advanceTimersByTime(milliseconds);
    };
    line.begin();
    pass(500);
    line.show({ ...progress, phase: 'compare', total: 0 });
    pass(500);
    line.clear();
    pass(5000);
    expect(written.map((text) => text.replace('\r\x1b[K', ''))).toEqual([
      'preparing',
      'preparing · 1 s',
      'rfc compare · 0 s',
      'rfc compare · 1 s',
      '',
    ]);
  } finally {
    vi.useRealTimers();
  }
});

test('the line is never longer than the terminal, and cleared in the end', () => {
  const written: string[] = [];
  const stream = { isTTY: true, columns: 30, write: (text: string) => written.push(text) };
  const line = new ProgressLine(null, stream as unknown as NodeJS.WriteStream, () => 0);
  line.show(progress);
  line.clear();
  expect(written).toEqual(['\r\x1b[Krfc search · 5 000/20 000 · …', '\r\x1b[K']);
});

test('a long name gives way before anything else does', () => {
  const long = { ...progress, subject: '/home/somebody/linux/drivers/gpu/drm/ttm/ttm_bo_vm.c' };
  const pace = { rate: 2500, elapsed: 2, secondsMax: null };
  expect(fitted(long, pace, 80)).toBe(
    '…_bo_vm.c search · 5 000/20 000 · 2 500/s · goals 20/31 · 1 violation · 6 s left',
  );
  expect(fitted(long, pace, 100)).toMatch(/^….*ttm_bo_vm\.c search .* left$/);
  for (const columns of [20, 60, 79, 99, 200]) {
    expect(fitted(long, pace, columns).length).toBeLessThanOrEqual(columns);
  }
});

test('what is left is told as exactly as an estimate deserves', () => {
  expect([0.2, 99, 101, 5940, 12_600].map(duration)).toEqual([
    '1 s',
    '99 s',
    '2 min',
    '99 min',
    '3.5 h',
  ]);
});

test('nothing is written where there is no terminal', () => {
  const stream = { isTTY: false, write: () => expect.unreachable() };
  const line = new ProgressLine(null, stream as unknown as NodeJS.WriteStream, () => 0);
  line.show(progress);
  line.clear();
});

test('a line that fits is left as it is', () => expect(cut('abc', 3)).toBe('abc'));
