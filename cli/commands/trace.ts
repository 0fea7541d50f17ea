import { Command } from 'commander';
import { later } from '../later.ts';
import { withCommonOptions } from '../options.ts';

/** `faultline trace`: judges what a real machine has logged. */
export const traceCommand = (): Command =>
  withCommonOptions(new Command('trace'))
    .summary('judge a log of a real machine')
    .description(
      'Judges the calls of fault handlers in a log by the statechart and by those laws that ' +
        'need nothing but calls and their results. --record prints a script that makes such a ' +
        'log. Three texts are read, also mixed: kprobe events, the function_graph tracer with ' +
        'funcgraph-retval (and best with funcgraph-proc), and what trace-cmd report prints of ' +
        'these. What a log does not show is named, and never counts as broken.',
    )
    .argument('[file]', 'the log; - for standard input')
    .option('--record', 'print a script for /bin/sh that makes a log with kprobe events')
    .option('--bpftrace', 'with --record: print a script for bpftrace instead')
    .option('--handler <name>', "the driver's fault handler, if it is not known here")
    .option('--verbose', 'why each law that was not asked could not be asked')
    .action(later(async () => (await import('../work/trace.ts')).run));
