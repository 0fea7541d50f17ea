import type { Block, Page } from '../page/page.ts';

type Heading = Block & { readonly kind: 'heading' };

/** A heading with what stands under it, in order: blocks, and parts of lower levels. */
export interface Part {
  readonly heading: Heading;
  readonly inside: readonly (Block | Part)[];
}

/** A page as its headings divide it. */
export function outlineOf(page: Page): readonly (Block | Part)[] {
  const top: (Block | Part)[] = [];
  const open: { readonly heading: Heading; readonly inside: (Block | Part)[] }[] = [];
  for (const block of page) {
    if (block.kind !== 'heading') {
      (open.at(-1)?.inside ?? top).push(block);
      continue;
    }
    while ((open.at(-1)?.heading.level ?? 0) >= block.level) open.pop();
    const part = { heading: block, inside: [] };
    (open.at(-1)?.inside ?? top).push(part);
    open.push(part);
  }
  return top;
}

/** Whether this is a part with a heading of its own. */
export const isPart = (one: Block | Part): one is Part => 'heading' in one;
