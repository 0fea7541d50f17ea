import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { documentOf } from './document.ts';

it.each(['style', 'script'])('lets in its own %s by its hash, and no other', (kind) => {
  const page = documentOf('a page', 'text');
  const [, text] = new RegExp(`<${kind}>(.*)</${kind}>`, 'su').exec(page)!;
  const digest = createHash('sha256').update(text!).digest('base64');
  const policy = /Content-Security-Policy" content="([^"]*)"/u.exec(page)![1]!;
  expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      expect.stringMatching(new RegExp(`^${kind}-src 'sha256-.{44}'$`)),
    ]),
  );
  expect(policy).toContain(`sha256-${digest}&#39;`);
});

it('has a style and a script that cannot end before they are over', () => {
  const page = documentOf('a page', 'text');
  expect(page.match(/<\/(?:style|script)/gu)).toHaveLength(2);
});
