import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sampleNow, samplePayments } from "../testing/sample-moment.ts";
import { sampleCatalog } from "./sample-catalog.ts";
import { generateSample } from "./seed-generate.ts";
import type { SampleRows } from "./seed-rows.ts";

const options = { seed: "heddle", now: sampleNow, payments: samplePayments };
const sample = generateSample(options);
const { merchants, customers, payments, refunds, disputes, payouts, invoices } = sample;
const dayMs = 86_400_000;
const paymentById = new Map(payments.map((payment) => [payment.id, payment]));

function digest(rows: SampleRows): string {
  return createHash("sha256").update(JSON.stringify(rows)).digest("hex");
}

function countBetween(from: string, until: string): number {
  return payments.filter(({ created_at }) => created_at >= new Date(from) && created_at < new Date(until)).length;
}

describe("the same again", () => {
  test("one seed and moment give one sample", () => {
    const small = { ...options, payments: 500 };
    expect(digest(generateSample(small))).toBe(digest(generateSample(small)));
  });

  test("another seed or moment gives another", () => {
    const small = { ...options, payments: 500 };
    const others = [small, { ...small, seed: "other" }, { ...small, now: new Date("2026-11-22T12:00:00Z") }];
    expect(new Set(others.map((one) => digest(generateSample(one)))).size).toBe(3);
  });

  test("partners and merchants keep their ids from day to day", () => {
    const ids = (rows: SampleRows) => [...rows.partners, ...rows.merchants].map(({ id }) => id);
    expect(ids(generateSample({ ...options, payments: 500, now: new Date("2028-02-29T00:00:00Z") }))).toEqual(
      ids(sample),
    );
  });
});

describe("shape", () => {
  test("three partners of different size, forty merchants, about as many payments as asked for", () => {
    expect(merchants).toHaveLength(40);
    expect(Math.abs(payments.length - samplePayments)).toBeLessThan(samplePayments * 0.03);
    const shares = sample.partners.map(({ id }) => payments.filter((payment) => payment.partner_id === id).length);
    expect(shares).toEqual(shares.toSorted((one, other) => other - one));
    expect(shares.at(-1)).toBeGreaterThan(samplePayments * 0.02);
  });

  test("two and a half years, and nothing later than now", () => {
    const moments = [merchants, customers, payments, refunds, disputes, payouts, invoices].flatMap((rows) =>
      rows.flatMap((row) => Object.entries(row).filter(([name, value]) => value instanceof Date && name !== "due_at")),
    );
    const times = moments.map(([, value]) => Number(value));
    expect(times.reduce((latest, time) => Math.max(latest, time))).toBeLessThanOrEqual(sampleNow.getTime());
    const first = payments.reduce((earliest, payment) => Math.min(earliest, payment.created_at.getTime()), Infinity);
    expect(new Date(first).toISOString().slice(0, 7)).toBe("2024-05");
    expect(times.every(Number.isSafeInteger)).toBe(true);
  });

  test("ids are different and sort by time", () => {
    for (const rows of [customers, payments, refunds, disputes, payouts, invoices]) {
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    }
    const one = payments.filter(({ merchant_id }) => merchant_id === merchants[0]?.id).map(({ id }) => id.slice(0, 14));
    expect(one).toEqual(one.toSorted());
  });

  test("values are those that the catalog enumerates, and each of them occurs", () => {
    for (const [table, { columns }] of Object.entries(sampleCatalog.tables)) {
      for (const [column, { values }] of Object.entries(columns)) {
        if (values === undefined) continue;
        const known = values.map((value) => (typeof value === "string" ? value : value.value));
        const rows = sample[table as keyof SampleRows] as unknown as Record<string, unknown>[];
        const found = new Set(rows.map((row) => row[column]).filter((value) => value !== null));
        expect(found, `${table}.${column}`).toEqual(new Set(known));
      }
    }
  });

  test("every row belongs to the merchant of what it refers to", () => {
    const merchantOf = new Map(merchants.map(({ id, partner_id }) => [id, partner_id]));
    const customerOf = new Map(customers.map((customer) => [customer.id, customer.merchant_id]));
    for (const row of [...customers, ...payments, ...refunds, ...disputes, ...payouts, ...invoices]) {
      expect(merchantOf.get(row.merchant_id)).toBe(row.partner_id);
    }
    for (const row of [...refunds, ...disputes])
      expect(paymentById.get(row.payment_id)?.merchant_id).toBe(row.merchant_id);
    for (const row of payments.filter(({ customer_id }) => customer_id !== null)) {
      expect(customerOf.get(row.customer_id ?? "")).toBe(row.merchant_id);
    }
  });
});

describe("patterns", () => {
  test("weekends are quieter, Decembers busier, and it grows", () => {
    const byDay = [0, 1, 2, 3, 4, 5, 6].map(
      (day) => payments.filter(({ created_at }) => created_at.getUTCDay() === day).length,
    );
    const weekend = ((byDay[0] ?? 0) + (byDay[6] ?? 0)) / 2;
    const workdays = byDay.slice(1, 6).reduce((sum, count) => sum + count) / 5;
    expect(weekend / workdays).toBeLessThan(0.8);
    const months = Array.from({ length: 12 }, (_, month) =>
      countBetween(isoMonth(2025, month), isoMonth(2025, month + 1)),
    );
    expect(months.indexOf(Math.max(...months))).toBe(11);
    expect(countBetween("2025-11-01", "2026-11-01") / countBetween("2024-11-01", "2025-11-01")).toBeGreaterThan(1.1);
  });

  test("nights are quiet", () => {
    const african = payments
      .filter(({ currency }) => currency === "KES")
      .map(({ created_at }) => (created_at.getUTCHours() + 3) % 24);
    expect(african.filter((hour) => hour < 6).length / african.length).toBeLessThan(0.03);
  });

  test("one merchant has a wave of disputes in the last whole month", () => {
    const { id } = merchants.find(({ name }) => name === "Voltmoor Electronics") ?? { id: "" };
    const opened = disputes.filter(({ merchant_id }) => merchant_id === id).map(({ opened_at }) => opened_at);
    const october = opened.filter((at) => at >= new Date("2026-10-01") && at < new Date("2026-11-03")).length;
    const inOtherMonths = (opened.length - october) / 29;
    expect(october).toBeGreaterThan(20 * inOtherMonths);
  });

  test("one merchant was deleted, others paused and closed; none takes payments afterwards", () => {
    const deleted = merchants.filter(({ deleted_at }) => deleted_at !== null);
    expect(deleted.map(({ name }) => name)).toEqual(["Wickerlane Gifts"]);
    const times = payments
      .filter(({ merchant_id }) => merchant_id === deleted[0]?.id)
      .map(({ created_at }) => created_at.getTime());
    expect(times.length).toBeGreaterThan(100);
    expect(Math.max(...times)).toBeLessThan(deleted[0]?.deleted_at?.getTime() ?? 0);
    for (const { id } of merchants.filter(({ status: now }) => now !== "active")) {
      const last = payments.findLast(({ merchant_id }) => merchant_id === id);
      expect(sampleNow.getTime() - (last?.created_at.getTime() ?? 0)).toBeGreaterThan(40 * dayMs);
    }
  });

  test("methods fail and hang differently, and only success costs", () => {
    const share = (method: string, status: string) => {
      const all = payments.filter((payment) => payment.method === method);
      return all.filter((payment) => payment.status === status).length / all.length;
    };
    expect(share("card", "failed")).toBeGreaterThan(2 * share("bank_transfer", "failed"));
    expect(share("bank_transfer", "pending")).toBeGreaterThan(2 * share("card", "pending"));
    expect(share("cash", "pending")).toBe(0);
    expect(payments.every(({ status, fee_minor }) => status === "succeeded" || fee_minor === 0)).toBe(true);
    expect(payments.some(({ method, fee_minor }) => method === "card" && fee_minor > 0)).toBe(true);
  });
});

describe("money and time agree", () => {
  test("refunds give back no more than was paid, after it was paid", () => {
    const given = Map.groupBy(refunds, ({ payment_id }) => payment_id);
    for (const [id, parts] of given) {
      const payment = paymentById.get(id);
      expect(payment?.status).toBe("succeeded");
      expect(parts.reduce((sum, part) => sum + part.amount_minor, 0)).toBeLessThanOrEqual(payment?.amount_minor ?? 0);
      for (const part of parts) expect(part.created_at > (payment?.created_at ?? sampleNow)).toBe(true);
    }
    expect([...given.values()].some((parts) => parts.length > 1)).toBe(true);
  });

  test("what is closed or paid was opened before, and what is open is not closed", () => {
    for (const { status, opened_at, closed_at } of disputes) {
      expect(closed_at === null).toBe(status === "open");
      expect(closed_at === null || closed_at > opened_at).toBe(true);
    }
    for (const { status, created_at, paid_at } of payouts) {
      expect(paid_at !== null).toBe(status === "paid");
      expect(created_at.getUTCDay()).toBe(1);
    }
    for (const { status, paid_at } of invoices) expect(paid_at !== null).toBe(status === "paid");
  });

  test("amounts are whole minor units, and whole shillings where there is nothing smaller", () => {
    for (const { amount_minor, currency } of payments) {
      expect(Number.isSafeInteger(amount_minor) && amount_minor > 0).toBe(true);
      expect(currency === "KES" ? amount_minor % 100 : 0).toBe(0);
    }
  });
});

describe("imperfections", () => {
  test("some things are missing, late or oddly written", () => {
    expect(payments.some(({ method, customer_id }) => method === "cash" && customer_id === null)).toBe(true);
    expect(merchants.some(({ city }) => city === null)).toBe(true);
    expect(customers.some(({ city, email, phone }) => city === null || email === null || phone === null)).toBe(true);
    expect(refunds.some(({ reason }) => reason === null)).toBe(true);
    expect(invoices.some(({ counterparty }) => counterparty === null)).toBe(true);
    const delays = refunds.map(
      ({ payment_id, created_at }) => created_at.getTime() - (paymentById.get(payment_id)?.created_at.getTime() ?? 0),
    );
    expect(Math.max(...delays)).toBeGreaterThan(365 * dayMs);
    expect(customers.some(({ name }) => /[^\p{ASCII}]/u.test(name))).toBe(true);
    expect(customers.some(({ name }) => name.includes("\\"))).toBe(true);
  });

  test("nobody's address or number could be somebody's", () => {
    expect(customers.every(({ email }) => email === null || email.endsWith("@example.com"))).toBe(true);
    expect(customers.every(({ phone }) => phone === null || phone.startsWith("+999 "))).toBe(true);
  });
});

function isoMonth(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 1)).toISOString();
}
