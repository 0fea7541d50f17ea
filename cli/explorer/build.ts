import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rolldown } from 'rolldown';
import { chart } from '../../model/chart.ts';
import { xmlText } from '../../reports/draw/xml.ts';
import { pictureOf } from '../../reports/statechart/picture.ts';
import { STYLE_IN_PAGE } from '../../reports/statechart/style.ts';
import { entryText, type Given, NOTHING_GIVEN } from './entry.ts';

const ENTRY = 'faultline-explorer';

/**
 * The page as one HTML text that loads nothing, with these subjects beside the shipped ones; the
 * same sources give the same bytes.
 */
export async function explorerPage(given: Given = NOTHING_GIVEN): Promise<string> {
  const style = readFileSync(new URL('page.css', import.meta.url), 'utf8') + STYLE_IN_PAGE;
  const drawing = xmlText(await pictureOf({ chart, covered: null }, { styled: false }));
  // A text in a script must not look like the script's end.
  const script = (await bundled(given)).replaceAll('</script', '<\\/script');
  // Views of structs are generated (decision 0006); the worker runs this very script.
  const policy =
    `default-src 'none'; style-src '${hashOf(style)}'; ` +
    `script-src '${hashOf(script)}' 'unsafe-eval'; worker-src blob:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Faultline explorer</title>
<style>${style}</style>
</head>
<body>
<div id="explorer"></div>
<section id="statechart" aria-label="Statechart"><div class="scroll" tabindex="0">
${drawing}</div></section>
<script>${script}</script>
</body>
</html>
`;
}

async function bundled(given: Given): Promise<string> {
  const bundle = await rolldown({
    input: ENTRY,
    platform: 'browser',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) => (id === ENTRY ? entryText(given) : null),
      },
    ],
  });
  try {
    // The statechart's guards are told apart by the names of XState's functions.
    const { output } = await bundle.generate({ format: 'iife', minify: true, keepNames: true });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}

const hashOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`;
