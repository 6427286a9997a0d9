// Does a piece of work beside a server again and again, one turn after the other, until it is stopped.

/** Starts the first turn at once and the next `everyMilliseconds` after one ended; a failed turn is told and tried again. `stop` waits for the turn under way. */
export function startRepeating(of: { readonly turn: () => Promise<void>; readonly everyMilliseconds: number; readonly onFailure: (error: unknown) => void }): {
  stop(): Promise<void>;
} {
  let [timer, stopped]: [NodeJS.Timeout | undefined, boolean] = [undefined, false];
  const again = async (): Promise<void> => {
    await of.turn().catch(of.onFailure);
    if (!stopped) timer = setTimeout(next, of.everyMilliseconds);
  };
  let running = again();
  const next = (): void => {
    running = again();
  };
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
