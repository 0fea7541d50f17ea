import type { World } from '../../../impl/kernel/world.ts';
import type { Subject } from '../../../impl/subject.ts';
import { type Breakable, Outlook, type Prospect } from '../../../properties/explore/outlook.ts';
import type { Tools } from '../../../properties/run/tools.ts';

/** What the page asks its worker: what comes of these choices, or what can break in a world. */
type Question =
  | {
      readonly kind: 'after';
      readonly subject: string;
      readonly world: World;
      readonly choices: readonly number[];
    }
  | { readonly kind: 'world'; readonly subject: string; readonly world: World };

/** The question's key, and the answer. */
type Answer =
  | { readonly key: string; readonly kind: 'after'; readonly prospects: readonly Prospect[] }
  | { readonly key: string; readonly kind: 'world'; readonly breakable: Breakable };

/** The worker's side: answers what it is asked last first, for that is what the reader looks at. */
export function answerQuestions(subjects: ReadonlyMap<string, Subject>, tools: Tools): void {
  const outlooks = new Map<string, Outlook>();
  const waiting: { key: string; question: Question }[] = [];
  const outlookOf = (name: string): Outlook => {
    const outlook = outlooks.get(name) ?? new Outlook(subjects.get(name)!, tools);
    outlooks.set(name, outlook);
    return outlook;
  };
  const answerOne = (): void => {
    const urgent = waiting.findLastIndex(({ question }) => question.kind === 'after');
    const [next] = waiting.splice(urgent < 0 ? 0 : urgent, 1);
    if (!next) return;
    const { key, question } = next;
    const outlook = outlookOf(question.subject);
    const answer: Answer =
      question.kind === 'after'
        ? { key, kind: 'after', prospects: outlook.after(question.world, question.choices) }
        : { key, kind: 'world', breakable: outlook.breakable(question.world) };
    postMessage(answer);
    if (waiting.length > 0) setTimeout(answerOne);
  };
  addEventListener('message', ({ data }: MessageEvent<{ key: string; question: Question }>) => {
    waiting.push(data);
    if (waiting.length === 1) setTimeout(answerOne);
  });
}

/** The page's side: answers come later, each once; none where the browser gives no worker. */
export class Asking {
  private readonly worker: Worker | undefined;
  private readonly answers = new Map<string, Answer | null>();
  private readonly told: () => void;

  /** The worker runs the same script; `told` is called when an answer has come. */
  constructor(script: string, told: () => void) {
    this.told = told;
    this.worker = workerOf(script);
    this.worker?.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      this.answers.set(data.key, data);
      this.told();
    });
  }

  /** What comes of these choices; undefined as long as it is not known. */
  after(subject: string, world: World, choices: readonly number[]) {
    const answer = this.ask({ kind: 'after', subject, world, choices });
    return answer?.kind === 'after' ? answer.prospects : undefined;
  }

  /** What can break in a world. */
  breakable(subject: string, world: World): Breakable | undefined {
    const answer = this.ask({ kind: 'world', subject, world });
    return answer?.kind === 'world' ? answer.breakable : undefined;
  }

  private ask(question: Question): Answer | null | undefined {
    const key = JSON.stringify(question);
    if (!this.answers.has(key)) {
      this.answers.set(key, null);
      this.worker?.postMessage({ key, question });
    }
    return this.answers.get(key);
  }
}

function workerOf(script: string): Worker | undefined {
  try {
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    return new Worker(url);
  } catch {
    return undefined;
  }
}
