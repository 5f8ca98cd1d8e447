/** Where a key leads from the active stop; null for a key that does not move. The first arrow enters at the near end. */
export function nextStop(key: string, active: number | null, count: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const move = (by: number) => Math.min(last, Math.max(0, active === null ? (by > 0 ? 0 : last) : active + by));
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return move(1);
    case "ArrowLeft":
    case "ArrowUp":
      return move(-1);
    case "PageDown":
      return move(10);
    case "PageUp":
      return move(-10);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
