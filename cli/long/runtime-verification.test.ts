import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOLDER, removeFolder } from '../../jobs/testing/files.ts';
import { automataOf } from '../../model/automata.ts';
import { chartProfiles } from '../../model/profile.ts';
import { chartTableOf } from '../../model/table.ts';
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

const automata = automataOf(chartTableOf(chartProfiles['v5.10']));
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
