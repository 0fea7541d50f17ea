/** A word of a command, ready to paste into a shell. */
export const quoted = (word: string): string =>
  /^[\w./+:@%=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
