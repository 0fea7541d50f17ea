/** Where the reader is: subject, world, and who took each step. */
export interface Address {
  readonly subject: string;
  /** Its name, or the world itself as JSON. */
  readonly world: string;
  readonly choices: readonly number[];
}

/** The part of a URL after `#`: `subject=rfc&world=two-faults&run=0012`, a hex digit for each step. */
export function fragmentOf({ subject, world, ...run }: Address | Named): string {
  const steps =
    'turns' in run
      ? { turns: run.turns }
      : { run: run.choices.map((task) => task.toString(16)).join('') };
  return new URLSearchParams({ subject, world, ...steps }).toString();
}

/** The same by the names of tasks, as whoever does not know their numbers says it. */
interface Named extends Omit<Address, 'choices'> {
  /** `fault-1*3,gpu*1` */
  readonly turns: string;
}

/** What a URL says; what it does not say, or says wrongly, is as in `home`. */
export function addressIn(fragment: string, home: Address, known: Known): Address {
  const said = new URLSearchParams(fragment.replace(/^#/, ''));
  const one = (name: 'subject' | 'world', isKnown: (value: string) => boolean): string => {
    const value = said.get(name);
    return value !== null && isKnown(value) ? value : home[name];
  };
  const run = said.get('run') ?? '';
  const world = one('world', (value) => known.worlds.includes(value) || isGiven(value));
  const turns = said.get('turns');
  if (turns !== null) {
    const subject = one('subject', (value) => known.subjects.includes(value));
    return { subject, world, choices: choicesIn(turns, known.tasksOf(world)) };
  }
  return {
    subject: one('subject', (value) => known.subjects.includes(value)),
    world,
    choices: /^[\da-f]*$/.test(run) ? [...run].map((digit) => Number.parseInt(digit, 16)) : [],
  };
}

/** Whether this is a world itself, not the name of one. */
export function isGiven(world: string): boolean {
  try {
    const { objects, vmas, faults, environment } = JSON.parse(world) ?? {};
    return [objects, vmas, faults, environment].every(Array.isArray);
  } catch {
    return false;
  }
}

/** Steps up to a name that no task has. */
function choicesIn(turns: string, names: readonly string[]): number[] {
  const choices: number[] = [];
  for (const turn of turns.split(',')) {
    const [name = '', steps = '1'] = turn.split('*');
    const task = names.indexOf(name);
    if (task < 0) break;
    for (let left = Math.min(Number(steps), STEPS_MAX); left > 0; left -= 1) choices.push(task);
  }
  return choices;
}

/** A run that is longer than that is not gone by hand. */
const STEPS_MAX = 10_000;

/** The names that an address may have. */
export interface Known {
  readonly subjects: readonly string[];
  readonly worlds: readonly string[];
  /** The names of a world's tasks, by number. */
  tasksOf(world: string): readonly string[];
}
