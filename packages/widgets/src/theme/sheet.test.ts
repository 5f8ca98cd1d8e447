import { describe, expect, it } from "vitest";
import { sheetText } from "./sheet.generated.ts";

describe("the compiled sheet", () => {
  it("gives Tailwind's variables their initial values without @property, which shadow roots ignore", () => {
    expect(sheetText).not.toContain("@property");
    expect(sheetText).toMatch(/@layer properties\{\*,:before,:after,::backdrop\{[^}]*--tw-border-style:solid/);
  });

  it("selects nothing of a page: no element but those of a shadow root", () => {
    expect(sheetText).not.toMatch(/(^|[},])(html|body)\b/);
  });

  it("loads nothing", () => {
    expect(sheetText).not.toMatch(/@import|url\(/);
  });
});
