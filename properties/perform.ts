import type { Subject } from '../impl/subject.ts';
import type { SearchPart } from './answers/work.ts';
import { breaksIn, hiddenRegressions, runBreaking, type Sides } from './compare/both-sides.ts';
import { changeOf } from './compare/changes.ts';
import { lostAccess } from './compare/lost-access.ts';
import { otherSideOf } from './compare/other-side.ts';
import { refine } from './compare/refinement/refine.ts';
import { notAccepted } from './corpus/accepted.ts';
import { retry } from './corpus/corpus.ts';
import { followed } from './corpus/replay.ts';
import { exhaust } from './explore/exhaust.ts';
import { exploreOne } from './explore/explored-world.ts';
import { probabilitiesOf } from './explore/failure-probability.ts';
import { fewestPreemptions } from './explore/fewest-preemptions.ts';
import { coverageOf, findingOf } from './explore/finding-report.ts';
import type { Answers, Request, RequestKind, RequestOf } from './request.ts';
import { Session } from './run/session.ts';
import { shrinkBroken } from './run/shrink.ts';
import type { CheckOptions, Control, Progress, SearchOptions, Tools } from './run/tools.ts';
import { searchChunks } from './search/search.ts';
import type { NamedWorld } from './worlds/litmus-world.ts';

/** What a plan is about, for whoever performs its requests. */
export interface Matter {
  readonly tools: Tools;
  /** By number. */
  readonly subjects: readonly Subject[];
  /** Of a check or a gate. */
  readonly search?: SearchOptions;
  /** Of an exploration. */
  readonly scope?: Scope;
}

/** Where and how far to explore. */
export interface Scope {
  /** By number. */
  readonly worlds: readonly NamedWorld[];
  /** Preemptions that a run may have, or null for any number. */
  readonly preemptions: number | null;
  /** Each call that can fail is let fail as well. */
  readonly failing?: boolean;
  /** Transitions that one world may take before it counts as too large; null for any number. */
  readonly transitionsMax: number | null;
}

/** Chooses the next chunk of a search, told how many broken laws are known; undefined to end. */
export type NextChunk = (laws: number) => number | undefined;

/** What is told of requests that do not count what they do, and may take a while. */
const PHASES: Partial<Record<RequestKind, Progress['phase']>> = {
  exhaust: 'exhaust',
  fewest: 'describe',
  describe: 'describe',
  probabilities: 'describe',
  change: 'compare',
  hidden: 'compare',
  'lost-access': 'compare',
  'other-side': 'compare',
  refine: 'compare',
};
const UNCOUNTED = { done: 0, total: 0, violations: 0 } as const;

/**
 * Performs the requests of one plan, in one thread: what each of them does to the subjects.
 *
 * Answers do not depend on what was performed before.
 */
export class Performer {
  private readonly matter: Matter;
  private readonly control: Control;
  /** One for each subject, for all requests that ask nothing about the session itself. */
  private readonly sessions: Session[] = [];

  constructor(matter: Matter, control: Control) {
    this.matter = matter;
    this.control = control;
  }

  /** Does what is asked. */
  perform<K extends RequestKind>(request: RequestOf<K>): Answers[K];
  perform(request: Request): Answers[RequestKind] {
    const { control } = this;
    const phase = PHASES[request.kind];
    if (phase !== undefined) this.tellPhase(phase, 'subject' in request ? request.subject : 0);
    switch (request.kind) {
      case 'retry':
        return retry(this.fresh(request.subject), request.runs);
      case 'exhaust':
        return exhaust(this.session(request.subject), this.options());
      case 'search':
        return this.searchAll(request);
      case 'shrink':
        this.tellShrinking(request);
        return shrinkBroken(this.session(request.subject), request, control.giveUp);
      case 'fewest':
        return this.fewest(request);
      case 'describe':
        return findingOf(this.session(request.subject), request.law, request);
      case 'probabilities': {
        if (control.giveUp()) return null;
        return probabilitiesOf(this.session(request.subject), request) ?? null;
      }
      case 'coverage':
        return coverageOf(this.matter.subjects[request.subject]!, request.part);
      case 'breaks':
        return breaksIn(this.session(request.subject), request.world, request.law);
      case 'breaking':
        return runBreaking(this.session(request.subject), request.world, request.law) ?? null;
      case 'change':
        return changeOf(this.sides(), request, this.options()) ?? null;
      case 'hidden': {
        const counts = notAccepted(request.accepting, this.sides().candidate);
        return hiddenRegressions(this.sides(), request.laws, this.options(), counts);
      }
      case 'lost-access':
        return lostAccess(this.sides(), this.options()) ?? null;
      case 'other-side':
        return otherSideOf(this.session(request.subject), request);
      case 'refine': {
        const { candidate, baseline } = this.sides();
        const other = request.isSame ? candidate : baseline;
        return refine([candidate, other], this.options(), request.beside);
      }
      case 'explore':
        return this.explore(request);
      case 'replay':
        return followed(this.session(request.subject), request.file);
    }
  }

  /** Searches whichever chunks `next` chooses, with these subjects. */
  search(subjects: readonly number[], next: NextChunk): SearchPart[] {
    const sessions = subjects.map((subject) => this.fresh(subject));
    return searchChunks(sessions, this.options(), next);
  }

  /** Searches all chunks in turn; at least one, however little time there is. */
  private searchAll({ subjects, from, to }: RequestOf<'search'>): Answers['search'] {
    let next = from;
    const parts = this.search(subjects, () => {
      if (next === to || (next > from && this.control.stop())) return undefined;
      next += 1;
      return next - 1;
    });
    return { to: next, parts, isOver: true };
  }

  private fewest({ subject, known }: RequestOf<'fewest'>): Answers['fewest'] {
    const { tools, subjects } = this.matter;
    const how = { tools, known, stop: this.control.giveUp };
    const found = fewestPreemptions(subjects[subject]!, how);
    return [...found].map(([law, { run }]) => ({ law, run }));
  }

  private explore({ subject, world, isFirst }: RequestOf<'explore'>): Answers['explore'] {
    const { control } = this;
    const { tools, subjects, scope } = this.matter;
    // The first one is begun however little time there is.
    if (!isFirst && control.stop()) return null;
    const { worlds, ...bounds } = scope!;
    const options = { ...bounds, stop: control.stop, progress: control.progress };
    return exploreOne(subjects[subject]!, worlds[world]!, { tools, options });
  }

  private tellShrinking({ subject, done, total }: RequestOf<'shrink'>): void {
    this.tellPhase('shrink', subject, { done, total, violations: done });
  }

  private tellPhase(
    phase: Progress['phase'],
    subject: number,
    how: Pick<Progress, 'done' | 'total' | 'violations'> = UNCOUNTED,
  ): void {
    const { name } = this.matter.subjects[subject]!;
    this.control.progress({ subject: name, phase, ...how, goalsReached: 0, goals: 0 });
  }

  private session(subject: number): Session {
    this.sessions[subject] ??= this.fresh(subject);
    return this.sessions[subject];
  }

  /** A session of its own, for requests that are told what it has reached. */
  private fresh = (subject: number): Session =>
    new Session(this.matter.subjects[subject]!, this.matter.tools);

  private sides = (): Sides => ({ candidate: this.session(0), baseline: this.session(1) });

  private options = (): CheckOptions => ({ ...this.matter.search!, ...this.control });
}
