import type * as fc from 'fast-check';

interface Waiter {
  readonly enabled: () => boolean;
  readonly wake: () => void;
}

/** Threads as promises under `fc.scheduler()`: every primitive is a scheduled promise. */
export class Threads {
  /** Primitives that were performed. */
  primitives = 0;
  private readonly scheduler: fc.Scheduler;
  private waiting: Waiter[] = [];

  constructor(scheduler: fc.Scheduler) {
    this.scheduler = scheduler;
  }

  /** A primitive that can always run. */
  async step<T>(name: string, perform: () => T): Promise<T> {
    await this.scheduler.schedule(Promise.resolve(), name);
    return this.perform(perform);
  }

  /**
   * A primitive that blocks until `enabled` holds.
   *
   * It is scheduled only when it can run, and again if another thread was faster: polling would
   * make this rival slower than it has to be.
   */
  async until<T>(name: string, enabled: () => boolean, perform: () => T): Promise<T> {
    for (;;) {
      while (!enabled()) {
        await new Promise<void>((wake) => this.waiting.push({ enabled, wake }));
      }
      await this.scheduler.schedule(Promise.resolve(), name);
      if (enabled()) return this.perform(perform);
    }
  }

  private perform<T>(perform: () => T): T {
    this.primitives += 1;
    const reply = perform();
    const woken = this.waiting.filter(({ enabled }) => enabled());
    if (woken.length > 0) {
      this.waiting = this.waiting.filter((waiter) => !woken.includes(waiter));
      for (const { wake } of woken) wake();
    }
    return reply;
  }
}
