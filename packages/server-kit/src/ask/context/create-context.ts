import type { AskRequest } from "@heddle/sdk/contract";
import type { Catalog } from "../../catalog/catalog.ts";
import { readZone } from "../../catalog/time-zone.ts";
import { HeddleError } from "../../errors.ts";
import type { TenantScope } from "../../tenancy/tenant-scope.ts";
import type { AskContext } from "../pipeline.ts";

/** Longest question, in characters. */
export const longestQuestion = 2000;

/** Checks the question's text and gathers what drafters may know. Throws `QUESTION_...` or `VALIDATION_FAILED`. */
export function createContext(request: AskRequest, scope: TenantScope, catalog: Catalog, now: Date): AskContext {
  const text = request.question.trim();
  if (text === "") {
    throw new HeddleError("QUESTION_EMPTY", "There is no question yet.", { hint: 'Try "revenue by month this year".' });
  }
  if (text.length > longestQuestion) {
    throw new HeddleError(
      "QUESTION_TOO_LONG",
      `A question may have at most ${longestQuestion} characters; this one has ${text.length}.`,
      {
        hint: "Ask for one thing at a time.",
      },
    );
  }
  if (text.includes("\0") || !text.isWellFormed()) {
    throw new HeddleError("QUESTION_MALFORMED", "The question holds characters that are not text.", {
      hint: "Type the question again.",
    });
  }
  return { question: { text, timeZone: checkZone(request.timeZone ?? catalog.timeZone) }, scope, catalog, now };
}

function checkZone(timeZone: string): string {
  const zone = readZone(timeZone);
  if (zone !== undefined) return zone;
  throw new HeddleError("VALIDATION_FAILED", `"${timeZone}" is not a time zone.`, {
    hint: "Send an IANA name such as Europe/Berlin.",
    errors: [{ path: "/timeZone", detail: "Not an IANA time zone." }],
  });
}
