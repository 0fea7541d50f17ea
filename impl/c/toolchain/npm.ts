import type { Call, Made, Toolchain } from './compiler.ts';

type Package = typeof import('@yowasp/clang');
interface Tree {
  [name: string]: Tree | string | Uint8Array;
}

/** Clang as a program in WebAssembly, from npm; undefined if the package is not installed. */
export async function npmToolchain(): Promise<Toolchain | undefined> {
  try {
    const clang = await import('@yowasp/clang');
    return { version: 'npm', run: (call) => run(clang, call) };
  } catch {
    return undefined;
  }
}

async function run(clang: Package, { program, args, files, output }: Call): Promise<Made> {
  const lines: Uint8Array[] = [];
  const stderr = (bytes: Uint8Array | null): void => {
    if (bytes) lines.push(bytes.slice());
  };
  // Loaded here, since clang itself would tell the console how far it is.
  await clang.runLLVM(undefined, {}, { fetchProgress: () => {} });
  try {
    const made = await clang.commands[program]([...args], treeOf(files), {
      stderr,
      stdout: () => {},
      decodeASCII: false,
    });
    return { kind: 'made', output: (made as Tree)[output] as Uint8Array };
  } catch (error) {
    if (!(error instanceof clang.Exit)) throw error;
    return { kind: 'failed', stderr: Buffer.concat(lines).toString('utf8') };
  }
}

/** The files as folders within folders. */
function treeOf(files: Call['files']): Tree {
  const root: Tree = {};
  for (const [path, content] of files) {
    const folders = path.split('/');
    const name = folders.pop()!;
    let folder = root;
    for (const one of folders) {
      folder[one] ??= {};
      folder = folder[one] as Tree;
    }
    folder[name] = content;
  }
  return root;
}
