import type { ReportedFinding } from '../format.ts';
import type { Lanes } from './lanes.ts';
import type { Sides } from './sides.ts';

/**
 * What a report says, in order, without saying how it looks; text and Markdown only draw it.
 *
 * Strings are raw: whoever draws them makes them harmless.
 */
export type Page = readonly Block[];

/** A part of a page. */
export type Block =
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2 | 3;
      readonly text: string;
      readonly tone?: Tone;
      /** What stands under it, for formats that put it elsewhere. */
      readonly about?: 'certificate';
      /** What is told under it. */
      readonly finding?: ReportedFinding;
    }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'list'; readonly title: string; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly Cells[];
      /** The first column names groups of rows, of which the first matters most. */
      readonly isGrouped?: true;
    }
  | { readonly kind: 'lanes'; readonly lanes: Lanes }
  | {
      readonly kind: 'beside';
      readonly heads: readonly [string, string];
      readonly rows: readonly BesideRow[];
    }
  | { readonly kind: 'sides'; readonly title: string; readonly sides: Sides }
  | { readonly kind: 'excerpt'; readonly title: string; readonly lines: readonly ExcerptLine[] }
  | {
      readonly kind: 'brief';
      readonly title: string;
      readonly lines: readonly string[];
      readonly command: string;
      /** What it tells in short. */
      readonly finding?: ReportedFinding;
    }
  /** Ready to paste: never wrapped, never shortened. */
  | { readonly kind: 'command'; readonly command: string };

/** A line of two runs side by side; `marked` is where one differs. */
export type BesideRow = readonly [BesideCell | null, BesideCell | null];

/** Half of such a line. */
export interface BesideCell {
  readonly text: string;
  readonly marked: boolean;
}

/** A line of a source; `marked` is the one that is meant. */
export interface ExcerptLine {
  readonly line: number;
  readonly text: string;
  readonly marked: boolean;
}

/** A label and what there is to say under it. */
export type Fact = readonly [label: string, value: string];

/** One row of a table. */
export type Cells = readonly Cell[];

/** What stands in a table; a finding that it is about may be told elsewhere on the page. */
export type Cell =
  | string
  | {
      readonly text: string;
      readonly finding?: ReportedFinding;
      /** What stands for the whole row where there is no room for the rest of it. */
      readonly alone?: string;
    };

/** The text of a cell. */
export const cellText = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/** What a colour would say; the words say it too. */
export type Tone = 'good' | 'bad';
