import type { Answer, Plan, Request, RequestOf, Searched } from '../properties/request.ts';
import { NOTHING_FOUND } from '../properties/search/search-part.ts';
import type { Pool } from './pool.ts';
import type { TimeBudget } from './time-budget.ts';

/** What it takes to obey one plan of a job. */
export interface Executor {
  readonly pool: Pool;
  readonly budget: TimeBudget;
  /** The subjects of the plan, by their numbers in the job. */
  readonly subjects: readonly number[];
  /** Told of every answer, before the plan is given it. */
  heard?(request: Request, answer: Answer): void;
}

/** Obeys a plan with worker threads: what it asks for at a time goes to all of them. */
export async function obeyed<R>(plan: Plan<R>, by: Executor): Promise<R> {
  let answers: readonly Answer[] = [];
  for (;;) {
    const step = plan.next(answers);
    if (step.done) return step.value;
    answers = await Promise.all(step.value.map((request) => answered(request, by)));
  }
}

async function answered(request: Request, by: Executor): Promise<Answer> {
  const answer = request.kind === 'search' ? await searched(request, by) : await one(request, by);
  by.heard?.(request, answer);
  return answer;
}

function one(request: Exclude<Request, { kind: 'search' }>, by: Executor): Promise<Answer> {
  const { pool, budget, subjects } = by;
  const deadline = request.kind === 'exhaust' ? budget.exhausting : budget.deadline;
  return pool.perform({ request, subjects, deadline });
}

/** One round of a search, by all threads. */
async function searched(
  request: RequestOf<'search'>,
  { pool, budget, subjects }: Executor,
): Promise<Searched> {
  const { from, to } = request;
  const round = budget.round();
  if (round === undefined) {
    return { to: from, parts: request.subjects.map(() => NOTHING_FOUND), isOver: true };
  }
  const { deadline, isFirst, isLast } = round;
  const found = await pool.search({ request, subjects, deadline, isFirst });
  budget.endRound();
  const isOver = isLast || found.to === to || found.to === from || pool.stopRequested;
  return { ...found, isOver };
}
