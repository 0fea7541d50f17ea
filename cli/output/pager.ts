import { spawnSync } from 'node:child_process';
import { git } from '../subjects/git.ts';
import { print } from './terminal.ts';

/**
 * Prints a text that may be longer than the terminal, through the pager that git would take, but
 * never one that a repository names: $GIT_PAGER, the user's `core.pager`, $PAGER, or `less`.
 */
export function showLong(text: string, wanted: boolean): void {
  const { isTTY, rows = 0 } = process.stdout;
  const pager = isTTY && wanted && text.split('\n').length > rows ? pagerCalled() : '';
  if (pager === '' || pager === 'cat') {
    print(text);
    return;
  }
  const env = { LESS: 'FRX', LV: '-c', ...process.env };
  const { error, status } = spawnSync(pager, {
    shell: true,
    input: text,
    stdio: ['pipe', 'inherit', 'inherit'],
    env,
  });
  // A shell says 127 where there is no such program; then the text must not be lost.
  if (error || status === 127) print(text);
}

/** The pager's command, as a shell takes it. */
function pagerCalled(): string {
  const { GIT_PAGER, PAGER } = process.env;
  if (GIT_PAGER !== undefined) return GIT_PAGER;
  const { code, stdout } = git('.', ['config', '--global', 'core.pager']);
  return code === 0 ? stdout.trim() : (PAGER ?? 'less');
}
