/**
 * What a command does, as an action of commander.
 *
 * Its module, with the laws and the simulated kernel behind it, is loaded when it is asked for:
 * `faultline --help` needs none of them, and loading is most of what a short command costs.
 */
export const later =
  <A extends unknown[]>(load: () => Promise<(...given: A) => unknown>) =>
  async (...given: A): Promise<void> => {
    const action = await load();
    await action(...given);
  };
