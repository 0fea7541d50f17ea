import { SCRIPT, STYLE } from './assets.ts';
import { type Content, element, type Markup } from './markup.ts';

/** Nothing is loaded, sent or framed, and no script or style runs but those of this page. */
const POLICY = [
  "default-src 'none'",
  `script-src ${SCRIPT.hash}`,
  `style-src ${STYLE.hash}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A page in one file, which needs no network and no server. */
export const documentOf = (title: string, ...body: readonly Content[]): string =>
  `<!doctype html>\n${
    element(
      'html',
      { lang: 'en' },
      element(
        'head',
        {},
        element('meta', { charset: 'utf-8' }),
        element('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
        element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
        element('meta', { name: 'referrer', content: 'no-referrer' }),
        element('title', {}, title),
        inline('style', STYLE.text),
      ),
      element('body', {}, ...body, inline('script', SCRIPT.text)),
    ).html
  }\n`;

/** Our own style or script, as it is. */
const inline = (tag: 'style' | 'script', text: string): Markup => ({
  html: `<${tag}>${text}</${tag}>`,
});
