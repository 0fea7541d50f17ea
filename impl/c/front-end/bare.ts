/** The text with comments and the insides of strings as blanks; every character keeps its place. */
export const bare = (text: string): string =>
  text.replaceAll(
    /\/\*[\s\S]*?\*\/|\/\/(?:\\\r?\n|.)*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g,
    (found) =>
      found.startsWith('/') ? blank(found) : found[0] + blank(found.slice(1, -1)) + found[0],
  );

/** The same lines without anything on them. */
export const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');
