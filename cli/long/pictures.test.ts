import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../jobs/testing/files.ts';
import { withPage } from './testing/browser.ts';
import { drawn, PICTURES } from './testing/pictures.ts';

/** Pixels that letters of another Chromium or another font may differ in. */
const SHARE_MAX = 0.02;

/** The share of pixels in which two pictures differ, as a browser sees them; 1 for other sizes. */
const difference = (one: Buffer, other: Buffer): Promise<number> =>
  withPage('about:blank', {}, ({ page }) =>
    page.evaluate(`(async () => {
      const pixels = async (data) => {
        const image = await createImageBitmap(await (await fetch(data)).blob());
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
        context.drawImage(image, 0, 0);
        return new Uint32Array(
          context.getImageData(0, 0, image.width, image.height).data.buffer,
        );
      };
      const one = await pixels('data:image/png;base64,${one.toString('base64')}');
      const other = await pixels('data:image/png;base64,${other.toString('base64')}');
      if (one.length !== other.length) return 1;
      return one.filter((pixel, at) => pixel !== other[at]).length / one.length;
    })()`),
  );

test.each(Object.keys(PICTURES) as (keyof typeof PICTURES)[])(
  '%s is what the page looks like: `npm run pictures` draws it anew',
  async (name) => {
    const kept = readFileSync(join(ROOT, 'docs/pictures', name));
    expect(await difference(kept, await drawn(name))).toBeLessThan(SHARE_MAX);
  },
);
