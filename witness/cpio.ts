/** A file of an initramfs. */
export interface CpioFile {
  readonly name: string;
  readonly mode: number;
  readonly data: Uint8Array;
  /** Major and minor number of a device node. */
  readonly device?: readonly [number, number];
}

const pad = (length: number): number => (4 - (length % 4)) % 4;

function header({ name, mode, data, device }: CpioFile, inode: number): string {
  const [major, minor] = device ?? [0, 0];
  const fields = [inode, mode, 0, 0, 1, 0, data.length, 0, 0, major, minor, name.length + 1, 0];
  return `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
}

/** An archive in the format `newc`, as the kernel unpacks it at its start. */
export function cpio(files: readonly CpioFile[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const text = new TextEncoder();
  const all = [...files, { name: 'TRAILER!!!', mode: 0, data: new Uint8Array() }];
  all.forEach((file, index) => {
    const head = text.encode(`${header(file, index + 1)}${file.name}\0`);
    parts.push(head, new Uint8Array(pad(head.length)));
    parts.push(file.data, new Uint8Array(pad(file.data.length)));
  });
  return Buffer.concat(parts);
}
