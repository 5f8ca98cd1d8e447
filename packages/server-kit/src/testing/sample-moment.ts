/** What every test takes for now: the sample's last payments happened shortly before. A Saturday. */
export const sampleNow = new Date("2026-11-21T12:00:00Z");

/** Roughly how many payments the sample of the tests has. */
export const samplePayments = 20_000;
