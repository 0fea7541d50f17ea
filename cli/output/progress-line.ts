import type { Progress } from '../../properties/run/tools.ts';
import { widthOf } from '../../reports/draw/width.ts';
import { grouped } from '../../reports/page/words.ts';

const CLEAR = '\r\x1b[K';

/** One line on standard error that tells how far long work is; silent if that is no terminal. */
export class ProgressLine {
  private readonly stream: NodeJS.WriteStream;
  private readonly secondsMax: number | null;
  private readonly now: () => number;
  /** Subject and phase that the line is about, and what was shown of them first. */
  private topic = '';
  private first = { at: 0, done: 0 };
  private shown = false;
  private last: Progress | undefined;
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor(
    secondsMax: number | null,
    stream: NodeJS.WriteStream = process.stderr,
    now: () => number = () => performance.now(),
  ) {
    this.stream = stream;
    this.secondsMax = secondsMax;
    this.now = now;
  }

  /** Tells of the time before anything is known, and goes on telling while nothing new comes. */
  begin(): void {
    if (!this.stream.isTTY) return;
    this.first = { at: this.now(), done: 0 };
    this.write(STARTING);
    this.ticking = setInterval(() => this.tick(), TICK_MS);
    this.ticking.unref();
  }

  show(progress: Progress): void {
    if (!this.stream.isTTY) return;
    this.last = progress;
    const at = this.now();
    const { phase, subject } = progress;
    // Threads that explore tell of several worlds by turns.
    const topic = phase === 'explore' ? phase : `${subject} ${phase}`;
    if (topic !== this.topic) {
      this.topic = topic;
      this.first = { at, done: progress.done };
    }
    const elapsed = (at - this.first.at) / 1000;
    const rate = elapsed > 0 ? (progress.done - this.first.done) / elapsed : null;
    const pace = { rate, elapsed, secondsMax: this.secondsMax };
    this.write(fitted(progress, pace, this.columns));
  }

  private tick(): void {
    if (this.last) this.show(this.last);
    else {
      const elapsed = (this.now() - this.first.at) / 1000;
      this.write(cut(`${STARTING} · ${duration(elapsed)}`, this.columns));
    }
  }

  private write(line: string): void {
    this.stream.write(CLEAR + line);
    this.shown = true;
  }

  private get columns(): number {
    return (this.stream.columns || 80) - 1;
  }

  clear(): void {
    clearInterval(this.ticking);
    if (this.shown) this.stream.write(CLEAR);
    this.shown = false;
  }
}

/** Subjects are loaded, and C is compiled. */
const STARTING = 'preparing';
/** Milliseconds between two signs of life. */
const TICK_MS = 500;

/** Columns that are left of a subject's name however narrow the terminal is. */
const NAME_MIN = 8;

/** What the line says in so many columns: names give way first, and keep their ends. */
export function fitted(progress: Progress, pace: Pace, columns: number): string {
  const line = progressText(progress, pace);
  const over = widthOf(line) - columns;
  if (over <= 0) return line;
  const { subject } = progress;
  const room = Math.max(NAME_MIN, widthOf(subject) - over);
  return cut(progressText({ ...progress, subject: ending(subject, room) }, pace), columns);
}

/** The end of a text, as much as fits. */
function ending(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = text;
  while (kept !== '' && widthOf(kept) > columns - 1) kept = kept.slice(1);
  return `…${kept}`;
}

/** How fast the work goes, and how long it may take. */
export interface Pace {
  /** Per second; null as long as nobody knows. */
  readonly rate: number | null;
  readonly elapsed: number;
  readonly secondsMax: number | null;
}

/** What the line says. */
export function progressText(it: Progress, pace: Pace): string {
  const { rate, secondsMax } = pace;
  if (it.total === 0) return `${it.subject} ${it.phase} · ${duration(pace.elapsed)}`;
  const left = secondsLeft(it, pace);
  return [
    `${it.subject} ${it.phase}`,
    counted(it, secondsMax),
    ...(rate === null ? [] : [`${grouped(rate)}/s`]),
    ...(it.goals === 0 ? [] : [`goals ${it.goalsReached}/${it.goals}`]),
    `${it.violations} ${it.violations === 1 ? 'violation' : 'violations'}`,
    ...(left === null ? [] : [`${duration(left)} left`]),
  ].join(' · ');
}

/** `58 s`, `12 min`, `3.5 h`: as exact as an estimate deserves. */
export function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** How much is done, and of how much; of an exploration that is an estimate. */
function counted({ done, total, phase }: Progress, secondsMax: number | null): string {
  if (phase === 'explore') return `${grouped(done)}/~${grouped(total)} states`;
  const isOpen = secondsMax !== null && phase === 'search';
  return isOpen ? grouped(done) : `${grouped(done)}/${grouped(total)}`;
}

function secondsLeft({ done, total, phase }: Progress, pace: Pace): number | null {
  const { rate, elapsed, secondsMax } = pace;
  const byRuns = rate === null || rate === 0 ? null : (total - done) / rate;
  if (secondsMax === null || phase === 'shrink') return byRuns;
  const byTime = Math.max(0, secondsMax - elapsed);
  return byRuns === null ? byTime : Math.min(byTime, byRuns);
}

/** The beginning of a line, as much as fits. */
export function cut(line: string, columns: number): string {
  if (widthOf(line) <= columns) return line;
  let kept = line;
  while (kept !== '' && widthOf(kept) > columns - 1) kept = kept.slice(0, -1);
  return `${kept}…`;
}
