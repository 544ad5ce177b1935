// What both peers share as processes: they listen where they are told, collect garbage when asked, and end with whoever
// started them.

/** The port, which is the only argument. */
export const port = Number(process.argv[2]);

export function live() {
  process.on('SIGUSR2', () => {
    globalThis.gc();
    globalThis.gc();
  });
  process.stdin.on('end', () => process.exit(0)).resume();
}
