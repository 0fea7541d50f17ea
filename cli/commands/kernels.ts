import { Command } from 'commander';
import { later } from '../later.ts';
import { withCommonOptions } from '../options.ts';

/** `faultline kernels`: the real kernels that can be asked, and how to have more of them. */
export const kernelsCommand = (): Command =>
  withCommonOptions(new Command('kernels'))
    .summary('show the real kernels that can be asked')
    .description(
      'Shows the kernels on which `replay --kernel` and `--confirm` can play a run, and which ' +
        'packages to install for the rest. --build builds one from the source package of the ' +
        'distribution, as a user-mode kernel with lockdep and KASAN: some minutes, 3 GB in ' +
        '~/.cache/faultline/kernels (or where FAULTLINE_KERNELS says). Nothing is downloaded.',
    )
    .option('--build <version>', 'build this kernel unless it is there')
    .action(later(async () => (await import('../work/kernels.ts')).run));
