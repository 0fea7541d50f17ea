import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOLDER, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { automataOf } from '../../model/automata.ts';
import { chartProfiles } from '../../model/profile.ts';
import { chartTableOf } from '../../model/table.ts';
import { idle } from '../../model/testing/accepted/idle.ts';
import { reserve } from '../../model/testing/accepted/reserve.ts';
import { reserved } from '../../model/testing/accepted/reserved.ts';
import { runsOf } from '../../model/testing/parse.ts';
import { fence } from '../../model/testing/rejected/fence.ts';
import { mapping } from '../../model/testing/rejected/mapping.ts';
import { mmapLock } from '../../model/testing/rejected/mmap-lock.ts';
import { objectReference } from '../../model/testing/rejected/object-reference.ts';
import { reservation } from '../../model/testing/rejected/reservation.ts';
import { faultline } from '../testing/program.ts';

/**
 * The kernel's own generator, of the distribution's source package, makes monitors of the automata;
 * what it generates is compiled, and asked event by event.
 */
const SOURCE = '/usr/src/linux-source-6.12.tar.xz';
const KERNEL = join(FOLDER, 'linux-source-6.12');
const MODELS = join(FOLDER, 'models');
const GENERATOR = join(KERNEL, 'tools/verification/dot2');
const MONITORS = join(FOLDER, 'monitors');

const PROFILE = chartProfiles['v5.10'];
const automata = automataOf(chartTableOf(PROFILE));
const names = automata.map(({ name }) => `ttm_${name}`);

beforeAll(async () => {
  mkdirSync(MONITORS, { recursive: true });
  if (!existsSync(SOURCE)) throw new Error(`${SOURCE} is missing: install linux-source-6.12`);
  const parts = ['*/tools/verification/dot2/*', '*/include/rv/*'];
  execFileSync('tar', ['-xJf', SOURCE, '-C', FOLDER, '--wildcards', ...parts]);
  // It looks for its templates below the folder in which it runs.
  mkdirSync(join(MONITORS, 'dot2k'));
  execFileSync('cp', [
    '-r',
    join(GENERATOR, 'dot2k_templates'),
    join(MONITORS, 'dot2k/rv_templates'),
  ]);
  const { code } = await faultline('model', '--format', 'rv', '--output', MODELS);
  expect(code).toBe(0);
}, 60_000);

afterAll(removeFolder);

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: MONITORS, encoding: 'utf8', env: ENVIRONMENT });

/** Where the generator finds its own modules. */
const ENVIRONMENT = { ...process.env, PYTHONPATH: join(KERNEL, 'tools/verification') };

/** A program that tells every entry of the generated table, by the helpers of the kernel. */
const asking = (name: string): string => `
#include <stdbool.h>
#include <stdio.h>
#include "${name}/${name}.h"
#include "rv/automata.h"
DECLARE_AUTOMATA_HELPERS(${name}, unsigned char)
int main(void)
{
	for (int s = 0; s < state_max_${name}; s++) {
		for (int e = 0; e < event_max_${name}; e++) {
			int next = model_get_next_state_${name}(s, e);
			if (next != INVALID_STATE)
				printf("%s %s %s\\n", model_get_state_name_${name}(s),
				       model_get_event_name_${name}(e),
				       model_get_state_name_${name}(next));
		}
		if (model_is_final_state_${name}(s))
			printf("final %s\\n", model_get_state_name_${name}(s));
	}
	printf("initial %s\\n",
	       model_get_state_name_${name}(model_get_initial_state_${name}()));
	return 0;
}
`;

/** Headers that a monitor includes and that are ours; `rv/da_monitor.h` is the kernel's. */
const STAND_INS = [
  ...['ftrace', 'tracepoint', 'kernel', 'module', 'init', 'rv', 'bug', 'sched'].map(
    (name) => `linux/${name}.h`,
  ),
  ...['rv/instrumentation.h', 'trace/events/rv.h'],
];

/**
 * The answers of the generated monitor, with its gaps filled in: each event has a probe of its own,
 * and the end of a trap, which leads to the initial state, starts the monitor.
 */
function monitored(name: string, runs: readonly (readonly string[])[]): readonly string[] {
  const text = readFileSync(join(MONITORS, name, `${name}.c`), 'utf8')
    .replaceAll('/* XXX: fill header */', 'struct task_struct *tsk')
    .replaceAll('/* XXX: how do I get p? */', 'tsk')
    .replaceAll(/attach_trace_probe\("\w+", \/\* XXX: tracepoint \*\/, handle_(\w+)\)/g, filled)
    .replaceAll(/detach_trace_probe\("\w+", \/\* XXX: tracepoint \*\/, handle_(\w+)\)/g, filled)
    .replaceAll(/da_handle_event_(\w+\(p, trap_end)/g, 'da_handle_start_event_$1');
  const traces = ['event', 'error'].map(
    (kind) => `#define trace_${kind}_${name}(...) (${kind === 'error' ? 'errors++' : '(void)0'})\n`,
  );
  const folder = join(MONITORS, name);
  writeFileSync(join(folder, 'monitor.c'), `#include "kernel.h"\n${traces.join('')}${text}`);
  const include = ['-I', STUBS, '-idirafter', join(KERNEL, 'include'), '-I', folder, '-I', HERE];
  run('gcc', '-Wall', '-Werror', ...UNUSED, ...include, join(folder, 'monitor.c'), '-o', 'monitor');
  const input = runs.map((events) => `trap_end\n${events.join('\n')}\n\n`).join('');
  return execFileSync('./monitor', { cwd: MONITORS, input, encoding: 'utf8' }).trim().split('\n');
}

const HERE = join(ROOT, 'cli/long/testing/rv');
const STUBS = join(FOLDER, 'stubs');
const UNUSED = ['-Wno-unused', '-Wno-type-limits', '-Wno-unused-function'];
const filled = (call: string, event: string): string =>
  call.replace('/* XXX: tracepoint */', event);

describe("the kernel's generator", () => {
  test('is given a file for each automaton', () => {
    expect(globSync('*.dot', { cwd: MODELS }).sort()).toEqual(
      names.map((name) => `${name}.dot`).sort(),
    );
  });

  test.each(automata)('makes a monitor of $name with the same states and events', (automaton) => {
    const name = `ttm_${automaton.name}`;
    run('python3', join(GENERATOR, 'dot2k'), '-d', join(MODELS, `${name}.dot`), '-t', 'per_task');
    const monitor = readFileSync(join(MONITORS, name, `${name}.c`), 'utf8');
    const events = new Set(automaton.states.flatMap(({ next }) => [...next.keys()]));
    for (const event of events) expect(monitor).toContain(`handle_${event}(`);
    const include = join(KERNEL, 'include');
    writeFileSync(join(MONITORS, `${name}.c`), asking(name));
    run('gcc', '-Wall', '-Wno-type-limits', '-I', include, '-I', '.', `${name}.c`, '-o', 'ask');
    const expected = automaton.states.flatMap((state) => [
      ...[...state.next].map(([event, to]) => `${state.name} ${event} ${to}`),
      ...(state.final ? [`final ${state.name}`] : []),
    ]);
    const told = run('./ask').trimEnd().split('\n');
    expect(told.sort()).toEqual([...expected, `initial ${automaton.states[0]!.name}`].sort());
  });

  test('makes monitors that accept every correct run, and no wrong one', () => {
    for (const path of STAND_INS) {
      mkdirSync(dirname(join(STUBS, path)), { recursive: true });
      writeFileSync(join(STUBS, path), '');
    }
    const good = [idle, reserve, reserved].flatMap((runs) => runsOf(PROFILE, runs));
    const bad = [fence, mapping, mmapLock, objectReference, reservation].flatMap((runs) =>
      runsOf(PROFILE, runs),
    );
    const told = names.map((name) =>
      monitored(
        name,
        [...good, ...bad].map(({ events }) => events),
      ),
    );
    const refused = (at: number): boolean => told.some((answers) => answers[at] === 'refused');
    expect(told.map(({ length }) => length)).toEqual(names.map(() => good.length + bad.length));
    expect(good.filter((_, at) => refused(at))).toEqual([]);
    const missed = bad.filter((_, at) => !refused(good.length + at)).map(({ title }) => title);
    expect(missed).toEqual([]);
  });

  test('refuses all automata in one file, rather than to read the first', async () => {
    const { stdout } = await faultline('model', '--format', 'rv');
    writeFileSync(join(MONITORS, 'all.dot'), stdout);
    const all = ['-d', join(MONITORS, 'all.dot'), '-t', 'per_task'];
    const { stdout: said } = spawnSync('python3', [join(GENERATOR, 'dot2k'), ...all], {
      cwd: MONITORS,
      encoding: 'utf8',
      env: ENVIRONMENT,
    });
    expect(said).toContain('Not a valid .dot format');
  });
});
