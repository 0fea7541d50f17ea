import type { Subject } from '../../../impl/subject.ts';
import type { Position } from '../../../properties/run/stepper.ts';
import { draw } from './draw.ts';

/** The file around the line that the run has come to, where the subject brings its text. */
export function source({ trace }: Position, { sources }: Subject): HTMLElement[] {
  const at = trace.findLast((event) => event.at !== undefined)?.at;
  if (at === undefined || !sources) return [];
  const colon = at.lastIndexOf(':');
  const [file, line] = [at.slice(0, colon), Number(at.slice(colon + 1))];
  const text = sources.find(({ path }) => path.split('/').at(-1) === file)?.text;
  if (text === undefined) return [];
  const lines = text.split('\n').map((content, index) => {
    const current = index + 1 === line;
    return draw(
      'li',
      { 'aria-current': current ? 'location' : false },
      draw('span', { class: 'line' }, String(index + 1)),
      draw('code', {}, content.replaceAll('\t', '    ')),
    );
  });
  return [
    draw('h2', {}, `Source: ${at}`),
    draw('ol', { class: 'source', tabindex: '0', 'aria-label': `Source at ${at}` }, ...lines),
  ];
}
