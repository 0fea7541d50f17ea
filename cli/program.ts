import { Command, type Help, type Option } from 'commander';
import { oneLine, usage } from '../jobs/failure.ts';
import project from '../package.json' with { type: 'json' };
import { checkCommand } from './commands/check.ts';
import { completionCommand } from './commands/completion.ts';
import { exploreCommand } from './commands/explore.ts';
import { gateCommand } from './commands/gate.ts';
import { kernelsCommand } from './commands/kernels.ts';
import { listCommand } from './commands/list.ts';
import { mergeCommand } from './commands/merge.ts';
import { modelCommand } from './commands/model.ts';
import { mutateCommand } from './commands/mutate.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { traceCommand } from './commands/trace.ts';
import { GROUPS } from './options.ts';
import { harmless, say } from './output/terminal.ts';
import type { Manual } from './usage/man.ts';

const EXAMPLES = `
  $ npx faultline check rfc                      find the laws that the posted patch breaks
  $ npx faultline check v5.5 --seconds 60        search for a minute
  $ npx faultline gate ./my-helpers.ts           may this refactor of v5.3 land?
  $ npx faultline check ttm_bo_vm.c              is the kernel's own file right?
  $ npx faultline check ttm_bo_vm.c --handler radeon_gem.c
                                                 and a driver's handler on top of it?
  $ npx faultline gate HEAD:ttm_bo_vm.c --baseline v5.5:ttm_bo_vm.c
                                                 and the file of a git revision?
  $ npx faultline gate --patch fix.mbox --onto ttm_bo_vm.c
                                                 and with a mailed patch?
  $ npx faultline replay reports/out/FILE.json   show a counterexample again
  $ npx faultline replay FILE.json --kernel 6.12 does it happen on a real Linux?
  $ npx faultline report --mail FILE.json        tell the author of a patch about it
  $ npx faultline merge shards/*.json            one answer from what --shard i/n wrote
  $ npx faultline mutate ttm_bo_vm.c             would the gate notice every small change?
  $ npx faultline model --output chart.svg       what a fault handler may do, as a picture
  $ npx faultline trace trace.txt                did a real machine keep the laws?
  $ npx faultline list subjects                  what there is to judge
`;

const EXIT_CODES = `
0 nothing wrong, 1 a law is broken or the refactor is not safe, 2 wrong usage or a
broken harness, 125 the subject cannot be judged, 130 interrupted.`;

/** What the manual says beside the commands. */
export const manual: Manual = {
  version: project.version,
  examples: EXAMPLES,
  exitCodes: EXIT_CODES,
};

/** The program: all commands with their options, which help, completion and manual are made of. */
export function program(): Command {
  const root = new Command('faultline')
    .description('Judges implementations of the TTM fault-handler helpers.')
    .version(version(), '-V, --version', 'print the versions of faultline and of Node')
    .addHelpText('after', `\nExamples:${EXAMPLES}\nExit codes: ${EXIT_CODES.trim()}`);
  for (const command of [
    checkCommand(),
    exploreCommand(),
    gateCommand(),
    replayCommand(),
    reportCommand(),
    mergeCommand(),
    modelCommand(),
    traceCommand(),
    mutateCommand(),
    kernelsCommand(),
    listCommand(),
    completionCommand(),
  ]) {
    root.addCommand(command);
  }
  for (const command of root.commands) countOptions(command);
  root.hook('preAction', (_, command) => assertValues(command));
  for (const command of [root, ...root.commands]) {
    command
      .exitOverride()
      .configureHelp({ groupItems })
      .configureOutput({
        outputError: (text) => say(harmless(`faultline: ${oneLine(text.replace(/^error: /, ''))}`)),
      });
  }
  return root;
}

/** Groups of options in the order of `GROUPS`, whichever was added first. */
const groupItems: Help['groupItems'] = (_, visible, groupOf) => {
  const order: readonly string[] = Object.values(GROUPS);
  const groups = Map.groupBy(visible, groupOf);
  return new Map([...groups].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)));
};

/** Options of which one says the opposite of another. */
const OPPOSITES = [
  ['quiet', 'verbose', 'terse'],
  ['watch', 'shard'],
  ['watch', 'resume'],
  ['watch', 'json'],
] as const;

/** Has a command refuse an option that is given twice, unless it is a list. */
function countOptions(command: Command): void {
  for (const option of command.options) {
    let times = 0;
    command.on(`option:${option.name()}`, () => {
      times += 1;
      if (times > 1 && option.required && !isList(option)) {
        throw usage(`${option.long} is given twice, expected it once`);
      }
    });
  }
}

/** A list has its words in an array; `--accept` and `--define` have none where none is given. */
const isList = (option: Option): boolean =>
  Array.isArray(option.defaultValue) || ['accept', 'define'].includes(option.name());

/** Wrong usage for an option or an argument that is there and empty: `--out "$UNSET"`. */
function assertValues(command: Command): void {
  const isGiven = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
  for (const names of OPPOSITES) {
    const given = names.filter(isGiven).map((name) => `--${name}`);
    if (given.length > 1) throw usage(`expected one of ${given.join(', ')}, found all of them`);
  }
  for (const option of command.options) {
    const values: unknown = command.getOptionValue(option.attributeName());
    if ([values].flat().includes('')) {
      throw usage(`${option.long} wants a value, found an empty one`);
    }
  }
  if (command.args.includes('')) throw usage('expected a name or a path, found an empty argument');
}

/** A counterexample should replay on the engine that found it, so the engine is told as well. */
function version(): string {
  const { node } = process.versions;
  const pinned = project.devDependencies.node;
  const warning = node === pinned ? '' : ` (pinned: ${pinned})`;
  return `faultline ${project.version}, node ${node}${warning}`;
}
