import { ARGUMENTS, HANDLERS, PRIMITIVES, RECORDED } from './functions.ts';

/** Scripts that make a log: which functions, with which arguments and results, of which tasks. */

const recordedWith = (handler: string | undefined): readonly string[] =>
  handler === undefined || HANDLERS.includes(handler) ? RECORDED : [...RECORDED, handler];

/** What a log that has every function says of itself: an absent one did not happen. */
const manifest = (names: readonly string[]): string => `# faultline records: ${names.join(' ')}`;

const returnsNothing = (name: string): boolean => PRIMITIVES[name]?.result === 'none';

/**
 * A script for /bin/sh: kprobe events in an instance of their own, of one command and its children.
 * Results are those of kretprobes, so the kernel needs no CONFIG_FUNCTION_GRAPH_RETVAL.
 */
export function shellScript(handler: string | undefined): string {
  const names = recordedWith(handler);
  const probes = names.map((name) => {
    const args = Object.entries(ARGUMENTS[name] ?? {}).map(([arg, at]) => `${arg}=$arg${at}:x64`);
    return `probe ${name} '${args.join(' ')}'${returnsNothing(name) ? '' : " 'ret=$retval:x64'"}`;
  });
  return `#!/bin/sh
# Records the page faults of a command on a driver with TTM: sh FILE COMMAND [ARGUMENT...] > LOG
# Needs root, and a kernel with CONFIG_KPROBE_EVENTS; load the driver first.
# Then: faultline trace LOG
set -eu
T=/sys/kernel/tracing
I=$T/instances/faultline
[ $# -gt 0 ] || { echo "usage: sh $0 COMMAND [ARGUMENT...] > LOG" >&2; exit 2; }
[ -e "$T/kprobe_events" ] || { echo "$T/kprobe_events is missing" >&2; exit 2; }

names=
cleanup() {
	[ ! -d "$I" ] || { echo 0 > "$I/tracing_on"; echo 0 > "$I/events/enable"; rmdir "$I"; }
	for name in $names; do
		echo "-:faultline/$name" >> "$T/kprobe_events"
		echo "-:faultline/\${name}__return" >> "$T/kprobe_events"
	done
}
trap cleanup EXIT

# probe FUNCTION ARGUMENTS [RESULT]: a function that this kernel does not have is left out
probe() {
	echo "p:faultline/$1 $1 $2" >> "$T/kprobe_events" 2>/dev/null || return 0
	echo "r512:faultline/$1__return $1 \${3:-}" >> "$T/kprobe_events"
	names="$names $1"
}

${probes.join('\n')}

mkdir -p "$I"
echo 16384 > "$I/buffer_size_kb"
echo 1 > "$I/options/event-fork"
echo 1 > "$I/events/faultline/enable"
# The shell that is traced becomes the command.
echo 0 > "$I/tracing_on"
sh -c 'echo $$ > "$1/set_event_pid"; echo 1 > "$1/tracing_on"; shift; exec "$@"' sh "$I" "$@" >&2 || :
echo 0 > "$I/tracing_on"
echo "# faultline records:$names"
cat "$I/trace"
`;
}

/** A script for bpftrace, whose lines look like those of ftrace. */
export function bpftraceScript(handler: string | undefined): string {
  // It refuses a script with one function that is not there: of the handlers only one is.
  const own = handler ?? HANDLERS[0]!;
  const names = recordedWith(own).filter((name) => name === own || !HANDLERS.includes(name));
  return `#!/usr/bin/env bpftrace
/*
 * Records the page faults of a command on a driver with TTM:
 *   bpftrace --unsafe -q -c 'COMMAND' FILE > LOG, then: faultline trace LOG
 * Needs root; load the driver first, and take out what this kernel does not have (bpftrace
 * names it), from the list in BEGIN as well.
 */
BEGIN { printf("${manifest(names)}\\n"); }
${names.map(bpfProbe).join('\n')}
`;
}

function bpfProbe(name: string): string {
  const args = Object.entries(ARGUMENTS[name] ?? {});
  const shown = args.map(([arg]) => ` ${arg}=0x%llx`).join('');
  const values = args.map(([, at]) => `, arg${at - 1}`).join('');
  const [result, value] = returnsNothing(name) ? ['', ''] : [' ret=0x%llx', ', retval'];
  const enter = `kprobe:${name} ${bpfLine(`${name}:${shown}`, values)}`;
  return `${enter}\nkretprobe:${name} ${bpfLine(`${name}__return:${result}`, value)}`;
}

const bpfLine = (text: string, values: string): string =>
  `/pid == cpid/ { printf("%s-%d [%03d] %llu.%06llu: ${text}\\n", ` +
  `comm, tid, cpu, nsecs / 1000000000, (nsecs / 1000) % 1000000${values}); }`;
