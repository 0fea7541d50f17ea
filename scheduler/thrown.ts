/** Characters that are kept of what was thrown: what is longer is no message. */
const THROWN_MAX = 300;

/**
 * What was thrown, in words. It may be anything: null, a symbol, an error whose message is a getter
 * that throws, a text of a gigabyte.
 */
export function wordsOf(thrown: unknown): string {
  try {
    return (isError(thrown) ? named(thrown) : `${typeOf(thrown)} ${String(thrown)}`).slice(
      0,
      THROWN_MAX,
    );
  } catch {
    return 'something that cannot be shown';
  }
}

/** Whether it is an error; a proxy that throws when it is asked is none. */
export function isError(thrown: unknown): thrown is Error {
  try {
    return thrown instanceof Error;
  } catch {
    return false;
  }
}

function named(error: Error): string {
  // What is cut first is not put together.
  const [name, message] = [error.name, error.message].map((one) =>
    String(one).slice(0, THROWN_MAX),
  );
  return `${name}: ${message}`;
}

const typeOf = (thrown: unknown): string =>
  thrown === null ? 'the object' : `the ${typeof thrown}`;
