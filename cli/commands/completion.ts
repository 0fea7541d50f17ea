import { Argument, Command } from 'commander';
import { later } from '../later.ts';
import { SHELLS } from '../options.ts';

/** `faultline completion`: what completes its words in a shell. */
export const completionCommand = (): Command =>
  new Command('completion')
    .summary('print what completes the words of faultline in a shell')
    .description(
      'Prints a script for a shell: commands, options, names and files are completed then.\n\n' +
        'bash  source <(faultline completion bash)\n' +
        'zsh   source <(faultline completion zsh)\n' +
        'fish  faultline completion fish | source',
    )
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .option('--debug', 'show the stack of an error')
    .action(later(async () => (await import('../work/completion.ts')).run));
