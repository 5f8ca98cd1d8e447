import { HeddleError } from "@heddle/sdk";
import type { Notice } from "./notice.ts";

/** An error in the words of its problem document. Anything else is a fault of ours and its text stays in the console. */
export function describeError(error: unknown, title: string): Omit<Notice, "onRetry"> {
  if (error instanceof HeddleError) {
    const { detail, hint, correlationId } = error.problem;
    return { icon: "alert", title, detail, hint: hint ?? null, correlationId, role: "alert" };
  }
  return { icon: "alert", title, role: "alert" };
}
