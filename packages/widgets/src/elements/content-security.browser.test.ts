import { expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { deep, deepAll } from "../testing/browser.ts";
import { revenueByMonth, revenueLine } from "../testing/fixtures.ts";
import type { HeddleWidget } from "./widget/widget.ts";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'none'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";

/** A page of its own under a strict policy, and what the policy refused there. */
async function strictPage() {
  document.body.innerHTML = "";
  const frame = document.createElement("iframe");
  frame.width = "700";
  frame.height = "500";
  document.body.append(frame);
  const inner = frame.contentDocument as Document;
  const refused: string[] = [];
  inner.addEventListener("securitypolicyviolation", (event) =>
    refused.push(`${event.violatedDirective} ${event.sample}`),
  );
  const script = inner.createElement("script");
  script.type = "module";
  script.src = new URL("../index.ts", import.meta.url).href;
  const meta = inner.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = policy;
  inner.head.append(meta);
  const loaded = new Promise((resolve, reject) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
  });
  inner.head.append(script);
  await loaded;
  return { inner, refused };
}

it("draws, and shows a tooltip where it belongs, under a policy that allows no inline style", async () => {
  const { inner, refused } = await strictPage();
  const widget: HeddleWidget = inner.createElement("heddle-widget");
  inner.body.append(widget, inner.createElement("heddle-ask"));
  widget.config = revenueLine;
  widget.result = revenueByMonth;
  await expect.poll(() => deepAll(widget, ".plot").length).toBe(1);
  deep(widget, ".plot").focus();
  await userEvent.keyboard("{End}");
  await expect.poll(() => deepAll(widget, ".tip").length).toBe(1);
  expect(deep(widget, ".tip").style.right).toMatch(/px$/);
  expect(refused).toEqual([]);
});
