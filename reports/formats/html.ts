import type { Format } from '../format.ts';
import { pageHtml } from '../html/page.ts';
import { pageOf } from '../page/report.ts';
import { subjectsIn } from '../page/vitest.ts';

/** A page for somebody who has nothing installed but a browser. */
const html: Format = {
  summary: 'One HTML page that needs no network: verdict, certificate, and runs to step through.',
  extension: '.html',
  render: (report, options) => pageHtml(pageOf(report), options.about, subjectsIn(report)),
};

export default html;
