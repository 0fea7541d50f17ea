import { entries } from '../../catalog.ts';
import type { Invariant } from '../../properties/judge/invariant.ts';
import { jsonText } from '../../reports/json/text.ts';
import { boundedText } from '../documents/bounded-input.ts';
import { usage } from '../exit.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { print } from '../output/terminal.ts';
import { textOfInput } from '../subjects/piped.ts';
import { bpftraceScript, shellScript } from '../trace/record.ts';
import { reportOf } from '../trace/report.ts';
import { traceText } from '../trace/text.ts';

interface TraceOptions extends CommonOptions {
  readonly record?: true;
  readonly bpftrace?: true;
  readonly handler?: string;
  readonly verbose?: true;
}

/** Does `faultline trace`. */
export async function run(file: string | undefined, options: TraceOptions): Promise<void> {
  const { record, bpftrace, handler, json, verbose } = options;
  if (handler !== undefined && !/^\w+$/.test(handler)) {
    throw usage(`--handler ${handler}: expected the name of a function`);
  }
  if (record) {
    if (file !== undefined) throw usage(`expected a log or --record, found both (${file})`);
    if (json) throw usage('--record prints a script, which is no JSON');
    print((bpftrace ? bpftraceScript : shellScript)(handler));
    return;
  }
  if (bpftrace) throw usage('--bpftrace is for --record');
  if (file === undefined)
    throw usage('expected a log, found nothing; --record tells how to make one');
  const text = file === '-' ? textOfInput('a log') : boundedText(file, 'document');
  const report = reportOf(text, file, { handler, laws: await entries<Invariant>('invariants') });
  print(json ? jsonText(report) : traceText(report, verbose === true));
  process.exitCode = EXITS[report.verdict];
}

const EXITS = { kept: EXIT.clean, broken: EXIT.broken, 'nothing-judged': EXIT.unusable } as const;
