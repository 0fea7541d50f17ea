import { appendFileSync } from 'node:fs';
import type { Report } from '../../reports/format.ts';
import { formatCalled } from './render.ts';
import { say } from './terminal.ts';

const COLUMNS = 100;

/**
 * Adds a short report to the page of a GitHub job, if this is one.
 *
 * The verdict stands whether or not it can be written there, so that failing is only said.
 */
export async function appendStepSummary(report: Report): Promise<void> {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (!path) return;
  const format = await formatCalled('summary');
  try {
    appendFileSync(path, `${format.render(report, { columns: COLUMNS, color: false })}\n`);
  } catch (error) {
    say(`faultline: cannot write to $GITHUB_STEP_SUMMARY: ${(error as Error).message}`);
  }
}
