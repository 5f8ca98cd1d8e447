import { TypeID } from "typeid-js";
import { expect, test } from "vitest";
import { newId } from "./ids.ts";

test("ids are TypeIDs of their kind, all different", () => {
  const ids = Array.from({ length: 1000 }, () => newId("ems"));
  expect(new Set(ids).size).toBe(1000);
  expect(TypeID.fromString(ids[0] ?? "", "ems").toUUID()).toMatch(/^[\da-f]{8}-[\da-f]{4}-7/);
});
