/** Where the reader is: subject, world, and who took each step. */
export interface Address {
  readonly subject: string;
  readonly world: string;
  readonly choices: readonly number[];
}

/** The part of a URL after `#`: `subject=rfc&world=two-faults&run=0012`, a hex digit for each step. */
export const fragmentOf = ({ subject, world, choices }: Address): string => {
  const run = choices.map((task) => task.toString(16)).join('');
  return new URLSearchParams({ subject, world, run }).toString();
};

/** What a URL says; what it does not say, or says wrongly, is as in `home`. */
export function addressIn(fragment: string, home: Address, known: Known): Address {
  const said = new URLSearchParams(fragment.replace(/^#/, ''));
  const one = (name: string, names: readonly string[], otherwise: string): string => {
    const value = said.get(name);
    return value !== null && names.includes(value) ? value : otherwise;
  };
  const run = said.get('run') ?? '';
  return {
    subject: one('subject', known.subjects, home.subject),
    world: one('world', known.worlds, home.world),
    choices: /^[\da-f]*$/.test(run) ? [...run].map((digit) => Number.parseInt(digit, 16)) : [],
  };
}

/** The names that an address may have. */
export interface Known {
  readonly subjects: readonly string[];
  readonly worlds: readonly string[];
}
