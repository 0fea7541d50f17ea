import { describe, expect, test } from 'vitest';
import type { KeptRun } from '../answers/event-schedule.ts';
import { meaningOf } from '../corpus/event-schedule.ts';
import { check, gate } from '../executor.ts';
import { options, subject, tools } from './harness.ts';
import { kept } from './testing/kept.ts';

const corpus: readonly KeptRun[] = kept.map(({ name, file: { finding } }) => ({
  name,
  invariant: finding.invariant,
  world: finding.shrunk.world,
  turns: meaningOf(finding),
}));
const ofRfc = corpus.filter(({ name }) => name.startsWith('rfc-'));

describe('a corpus', () => {
  test('finds in one run what was found before', async () => {
    const asked = options({ runs: 1, corpus: ofRfc });
    const report = check(await subject('rfc'), tools, asked);
    const laws = ofRfc.map(({ invariant }) => invariant);
    expect(report.violations.map(({ invariant }) => invariant).sort()).toEqual(laws.sort());
    expect(report.certificate.corpus).toEqual([
      { subject: 'rfc', tried: laws.length, reproduced: laws.length, held: 0, gone: [] },
    ]);
    expect(report.runs).toBe(1);
    expect(check(await subject('rfc'), tools, asked)).toEqual(report);
  });

  test('says of a mended subject which laws hold, and which paths are gone', async () => {
    const { violations, certificate } = check(
      await subject('repaired'),
      tools,
      options({ runs: 1, corpus: ofRfc }),
    );
    expect(violations).toEqual([]);
    expect(certificate.corpus).toMatchObject([{ reproduced: 0, held: ofRfc.length - 2 }]);
    expect(certificate.corpus![0]!.gone).toMatchObject([
      { name: 'rfc-always-resolves.json', expected: 'fault-2 to do up_read(mm), time 4' },
      { name: 'rfc-no-crash.json', found: 'fault-1 ended, after up_read(mm)' },
    ]);
  });

  test('is tried on both sides of a gate', async () => {
    const [rfc, v53] = [await subject('rfc'), await subject('v5.3')];
    const report = gate(rfc, v53, tools, options({ runs: 1, corpus }));
    expect(report.regressions.map(({ invariant }) => invariant)).toEqual(['io-lock-balanced']);
    expect(report.fixed.map(({ invariant }) => invariant)).toEqual([
      'object-state-under-reservation',
    ]);
    expect(report.certificate.corpus?.map(({ subject: name }) => name)).toEqual(['rfc', 'v5.3']);
  });
});
