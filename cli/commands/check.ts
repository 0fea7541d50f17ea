import { Command } from 'commander';
import { later } from '../later.ts';
import { GROUPS, withSearchOptions } from '../options.ts';

/** `faultline check`: searches for runs in which subjects break a law. */
export const checkCommand = (): Command =>
  withSearchOptions(new Command('check'))
    .summary('find runs in which a subject breaks a law')
    .description(
      'Searches for runs in which a subject breaks a law, and writes each as a counterexample. ' +
        'A SUBJECT is a name (see `faultline list subjects`), a name with a handler ' +
        '(v5.10+amdgpu), or the path of a file in TypeScript or C (ttm_bo_vm.c, or ' +
        "ttm_bo_vm.c+amdgpu_gem.c with a driver's handler), also as REV:PATH of a git " +
        'revision or PATCH@FILE with a patch applied, or - for C on standard input. ' +
        'Without one all versions are checked.',
    )
    .argument('[subjects...]', 'what to check')
    .optionsGroup(GROUPS.search)
    .option(
      '--strategy <name>',
      'how tasks are scheduled (see `faultline list strategies`; default: portfolio)',
    )
    .option('--world <name>', 'stay in one litmus world (see `faultline list worlds`)')
    .optionsGroup(GROUPS.own)
    .option('--stubs <file.h>', 'write what is missing to a subject in C as a header to fill in')
    .option('--confirm <version>', 'play each finding on a real kernel (see `faultline kernels`)')
    .optionsGroup(GROUPS.output)
    .option('--report <dir>', 'write check.html, .md, .json, .txt, .junit.xml and .sarif there')
    .action(later(async () => (await import('../work/check.ts')).run));
