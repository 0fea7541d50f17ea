import { readFileSync } from 'node:fs';
import type { Setup } from '../../properties/answers/work.ts';
import type { Report, ReportedFinding } from '../../reports/format.ts';
import { subjectsIn } from '../../reports/page/vitest.ts';
import { fileOf } from '../../scheduler/source-line.ts';
import { specOf } from '../subjects/subjects.ts';

/**
 * The files that the lines of a report's findings are in, by name. A file that has changed since is
 * left out: each line that a finding quotes has to stand where it says.
 */
export function sourceTexts(
  report: Report,
  shipped: ReadonlyMap<string, string>,
  setup?: Setup,
): ReadonlyMap<string, string> {
  const subjects = subjectsIn(report);
  const given = new Map([...new Set(subjects.values())].flatMap((name) => textsOf(name, setup)));
  const wanted = Map.groupBy(
    [...subjects.keys()].flatMap(({ lines }: ReportedFinding) => lines ?? []),
    ({ at }) => at.slice(0, at.lastIndexOf(':')),
  );
  const texts = new Map<string, string>();
  for (const [file, quoted] of wanted) {
    const path = shipped.get(file);
    const text = given.get(file) ?? (path === undefined ? undefined : readFileSync(path, 'utf8'));
    const lines = text?.split('\n');
    const isThere = quoted.every(
      ({ at, text: line }) => lines?.[Number(at.slice(file.length + 1)) - 1]?.trim() === line,
    );
    if (text !== undefined && isThere) texts.set(file, text);
  }
  return texts;
}

/** The texts of a subject that is not shipped, by file name; none if they are gone. */
function textsOf(name: string, setup: Setup | undefined): [string, string][] {
  try {
    const spec = specOf(name, setup);
    switch (spec.kind) {
      case 'catalogue':
        return [];
      case 'typescript-file':
        return [[fileOf(spec.path), readFileSync(spec.path, 'utf8')]];
      case 'typescript-text':
        return [[fileOf(spec.module.place), spec.module.text]];
      case 'c':
        return [spec.source, ...(spec.driver ? [spec.driver.file] : [])].map(({ path, text }) => [
          fileOf(path),
          text,
        ]);
    }
  } catch {
    return [];
  }
}
