import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { STYLE_IN_PAGE } from '../statechart/style.ts';

/** A style or script of the page, and the only thing by which the page lets it in. */
export interface Asset {
  readonly text: string;
  /** As a Content-Security-Policy names it. */
  readonly hash: string;
}

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

function asset(...texts: readonly string[]): Asset {
  const text = texts.join('');
  const digest = createHash('sha256').update(text).digest('base64');
  return { text, hash: `'sha256-${digest}'` };
}

/** How the page looks. */
export const STYLE = asset(
  ...['page.css', 'block.css', 'run.css', 'steps.css', 'chart.css', 'sides.css', 'print.css'].map(
    read,
  ),
  STYLE_IN_PAGE,
);

/** What the page does: steps, theme, addresses of steps. */
export const SCRIPT = asset(read('script.js'));
