import { xmlDocument } from '../../draw/xml.ts';
import type { ChartFormat } from '../format.ts';
import { pictureOf } from '../picture.ts';

/** A picture. */
const svg: ChartFormat = {
  summary: 'A picture, laid out by Graphviz, for light and dark pages.',
  extension: '.svg',
  render: async (drawing) => xmlDocument(await pictureOf(drawing)),
};

export default svg;
