import stringWidth from 'string-width';
import type { Progress } from '../properties/finding.ts';

const CLEAR = '\r\x1b[K';

/** One line on standard error that tells how far long work is; silent if that is no terminal. */
export class ProgressLine {
  private readonly stream: NodeJS.WriteStream;
  private readonly secondsMax: number | null;
  private readonly now: () => number;
  private subject = '';
  private started = 0;
  private shown = false;

  constructor(
    secondsMax: number | null,
    stream: NodeJS.WriteStream = process.stderr,
    now: () => number = () => performance.now(),
  ) {
    this.stream = stream;
    this.secondsMax = secondsMax;
    this.now = now;
  }

  show(progress: Progress): void {
    if (!this.stream.isTTY) return;
    if (progress.subject !== this.subject || progress.done === 0) {
      this.subject = progress.subject;
      this.started = this.now();
    }
    const elapsed = (this.now() - this.started) / 1000;
    const line = progressText(progress, elapsed, this.secondsMax);
    this.stream.write(CLEAR + cut(line, (this.stream.columns || 80) - 1));
    this.shown = true;
  }

  clear(): void {
    if (this.shown) this.stream.write(CLEAR);
    this.shown = false;
  }
}

/** What the line says. */
export function progressText(it: Progress, elapsed: number, secondsMax: number | null): string {
  const rate = elapsed > 0 ? it.done / elapsed : 0;
  const percent = Math.floor((100 * it.goalsReached) / it.goals);
  const parts = [
    `${it.subject} ${it.phase}`,
    secondsMax === null ? `${grouped(it.done)}/${grouped(it.total)}` : grouped(it.done),
    `${grouped(rate)}/s`,
    ...(it.goals === 0 ? [] : [`goals ${it.goalsReached}/${it.goals} (${percent} %)`]),
    `${it.violations} ${it.violations === 1 ? 'violation' : 'violations'}`,
  ];
  const left = timeLeft(it, elapsed, rate, secondsMax);
  return left === null ? parts.join(' · ') : [...parts, `${left} s left`].join(' · ');
}

function timeLeft(
  { done, total, phase }: Progress,
  elapsed: number,
  rate: number,
  secondsMax: number | null,
): number | null {
  const byRuns = rate > 0 ? (total - done) / rate : null;
  if (secondsMax === null || phase === 'shrink') return byRuns === null ? null : Math.ceil(byRuns);
  const byTime = Math.max(0, secondsMax - elapsed);
  return Math.ceil(Math.min(byTime, byRuns ?? byTime));
}

/** `12 400`: digits in groups of three. */
export const grouped = (value: number): string =>
  String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ' ');

/** The beginning of a line, as much as fits. */
export function cut(line: string, columns: number): string {
  if (stringWidth(line) <= columns) return line;
  let kept = line;
  while (kept !== '' && stringWidth(kept) > columns - 1) kept = kept.slice(0, -1);
  return `${kept}…`;
}
