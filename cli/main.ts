import { CommanderError } from 'commander';
import { oneLine, usage } from '../jobs/failure.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { harmless, say, watchStreams, withoutColor } from './output/terminal.ts';
import { program } from './program.ts';

/** The program: its arguments in, a report on standard output and an exit code out. */
export async function main(args: readonly string[]): Promise<void> {
  watchStreams();
  if (args.includes('--no-color')) withoutColor();
  try {
    const root = program();
    assertTopic(root, args);
    await root.parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = await tell(error, args.includes('--debug'));
  }
}

/** Says what went wrong in one line; the exit code. */
async function tell(error: unknown, debug: boolean): Promise<ExitCode> {
  if (error instanceof CommanderError) {
    // Commander has said it already, or there was only help to print.
    return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  }
  const { failureOf } = await import('./exit.ts');
  const failure = failureOf(error);
  say(harmless(`faultline: ${oneLine(failure.message)}`));
  if (debug) {
    say(failure.stack);
  }
  return failure.exit;
}

/** Wrong usage for help about what there is no command for. */
function assertTopic(root: ReturnType<typeof program>, [first, topic]: readonly string[]): void {
  if (first !== 'help' || topic === undefined || topic.startsWith('-')) return;
  const names = [...root.commands.map((command) => command.name()), 'help'];
  if (names.includes(topic)) return;
  throw usage(`help ${topic}: there is no such command (there are: ${names.join(', ')})`);
}
