import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Candidate, type Find, matchFinds } from "./match-finds.ts";

const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  fingerprint: "x",
  number: null,
  acceptedAt: 1e9,
  ...more,
});
const find = (number: number, more: Partial<Find> = {}): Find => ({ number, fingerprint: "x", processedAt: 1e9, ...more });

describe("whose a comprobante is", () => {
  test("one invoice and one comprobante of the same content", () => {
    const found = find(7);
    expect(matchFinds([candidate("a"), candidate("b", { fingerprint: "y" })], [found])).toEqual({
      adopted: [{ id: "a", find: found }],
      doubtful: [],
      strange: [],
    });
  });

  test("the number it was sent with tells one of many that look the same", () => {
    const finds = [find(7), find(8)];
    expect(matchFinds([candidate("a", { number: 7 }), candidate("b", { number: 8 })], finds)).toEqual({
      adopted: [
        { id: "a", find: finds[0] },
        { id: "b", find: finds[1] },
      ],
      doubtful: [],
      strange: [],
    });
    expect(matchFinds([candidate("a", { number: 7, fingerprint: "y" })], [find(7)]).adopted).toEqual([]);
  });

  test("of several that look the same, as many ask a person as there are comprobantes, in their order", () => {
    const finds = [find(8), find(7)];
    expect(matchFinds([candidate("a"), candidate("b"), candidate("c")], finds)).toEqual({
      adopted: [],
      doubtful: [
        { id: "a", find: finds[1] },
        { id: "b", find: finds[0] },
      ],
      strange: [],
    });
    expect(matchFinds([candidate("a")], finds)).toMatchObject({ adopted: [], doubtful: [{ id: "a" }], strange: [{ number: 8 }] });
  });

  test("an invoice of after the loss may be a repetition: a person decides", () => {
    expect(matchFinds([candidate("a", { acceptedAt: null })], [find(7)])).toMatchObject({ adopted: [], doubtful: [{ id: "a" }] });
  });

  test("what ARCA processed before the invoice was accepted is somebody else's", () => {
    expect(matchFinds([candidate("a")], [find(7, { processedAt: 1e9 - 121_000 })])).toMatchObject({
      adopted: [],
      doubtful: [],
      strange: [{ number: 7 }],
    });
    expect(matchFinds([candidate("a")], [find(7, { processedAt: null })]).adopted).toHaveLength(1);
  });

  test("another content is nobody's", () => {
    expect(matchFinds([candidate("a")], [find(7, { fingerprint: "z" })])).toMatchObject({ adopted: [], strange: [{ number: 7 }] });
  });
});

test("no comprobante is given twice or forgotten, no invoice gets two, and none that could be another's is adopted", () => {
  const content = fc.constantFrom("x", "y");
  const candidates = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1 }),
      fingerprint: content,
      number: fc.constant(null),
      acceptedAt: fc.constantFrom(null, 1e9),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  );
  const finds = fc.uniqueArray(
    fc.record({ number: fc.integer({ min: 1, max: 20 }), fingerprint: content, processedAt: fc.constantFrom(null, 1, 1e9) }),
    {
      selector: ({ number }) => number,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(candidates, finds, (invoices, found) => {
      const { adopted, doubtful, strange } = matchFinds(invoices, found);
      const numbers = [...adopted, ...doubtful].map((pair) => pair.find.number).concat(strange.map(({ number }) => number));
      expect(numbers).toHaveLength(found.length);
      expect(new Set(numbers)).toEqual(new Set(found.map(({ number }) => number)));
      const ids = [...adopted, ...doubtful].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const pair of adopted) {
        expect(invoices.filter(({ fingerprint }) => fingerprint === pair.find.fingerprint)).toHaveLength(1);
        expect(found.filter(({ fingerprint }) => fingerprint === pair.find.fingerprint)).toHaveLength(1);
      }
    }),
  );
});
