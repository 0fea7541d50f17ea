import { loadTools } from '../../catalog.ts';
import { subjectOf } from '../../jobs/subjects.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import type { Setup } from '../../properties/answers/work.ts';
import { witnessSentence } from '../../reports/page/witness.ts';
import { useConfig } from '../subjects/config.ts';
import { specOf, withOwn } from '../subjects/subjects.ts';
import { kernelCalled } from './kernel-input.ts';
import { witness } from './witness.ts';

/** The findings of a subject, each with what the real kernel of this version says of it. */
export async function confirmed<F extends Finding>(
  version: string,
  { name, setup }: { readonly name: string; readonly setup: Setup },
  findings: readonly F[],
): Promise<readonly F[]> {
  if (findings.length === 0) return findings;
  const kernel = kernelCalled(version);
  const own = await useConfig(setup.config ?? false);
  const spec = specOf(name, setup);
  const subject = await subjectOf(own ? withOwn(spec, own) : spec);
  const claims = findings.map((finding) => ({ subject: name, finding }));
  const reports = await witness(claims, { subject, kernel, tools: await loadTools() });
  return findings.map((finding, index) => {
    const { verdict, kernel: asked, finding: real, ...rest } = reports[index]!;
    const sentence = witnessSentence({ ...rest, verdict, kernel: asked, finding: null });
    return { ...finding, confirmation: { release: asked.release, verdict, sentence } };
  });
}
