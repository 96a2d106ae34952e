import { expect, test } from "vitest";
import { escapeText, escapeXml, find, parseXml, textOf } from "./xml.ts";

test("an element is read with its text, attributes and children, without prefixes", () => {
  const root = parseXml(
    '<?xml version="1.0"?><s:a xmlns:s="urn:x" id="1 &amp; 2">\n<s:b>tres &lt; cuatro &#xF1;&#241;</s:b><!-- no --><c/></s:a>',
  );
  expect(root.name).toBe("a");
  expect(root.attributes).toEqual({ id: "1 & 2" });
  expect(root.children.map(({ name }) => name)).toEqual(["b", "c"]);
  expect(textOf(root, "b")).toBe("tres < cuatro ññ");
  expect(textOf(root, "c")).toBeUndefined();
  expect(find(root, "b", "x")).toBeUndefined();
});

test("an element knows its namespace, by its prefix or by the default of those around it", () => {
  const root = parseXml(
    '<s:a xmlns:s="urn:s" xmlns="urn:d" s:id="1"><b/><s:b xmlns:s="urn:t"><s:c/></s:b><d xmlns=""><e/></d><u:f/></s:a>',
  );
  const [b, sb, d, f] = root.children;
  expect([root, b, sb, sb?.children[0], d, d?.children[0], f].map((element) => element?.namespace)).toEqual([
    "urn:s",
    "urn:d",
    "urn:t",
    "urn:t",
    "",
    "",
    "",
  ]);
  expect(root.attributes).toEqual({ id: "1" });
});

test("CDATA is taken to the letter, wherever it stands in the text", () => {
  expect(parseXml("<a>x&amp;<![CDATA[&amp;<b/>]]>&lt;</a>").text).toBe("x&&amp;<b/><");
});

test.each([
  "",
  "text",
  "<a>",
  "<a></b>",
  "<a/><b/>",
  "<a>1 & 2</a>",
  '<a b="1" b="2"/>',
  "<!DOCTYPE a><a/>",
  '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
])("refuses %j", (text) => {
  expect(() => parseXml(text)).toThrow(expect.objectContaining({ name: "XmlError" }));
});

test.each(["\u0001", "&#1;", "&#x1;", "&#x1F;", "&#0;", "\uFFFF"])(
  "reads over %j, which XML cannot hold, as a name may have it",
  (text) => {
    expect(parseXml(`<a><b>Pan ${text} dulce</b></a>`).children[0]?.text).toBe("Pan \uFFFD dulce");
  },
);

test.each([10_000, 300_000])("refuses what is nested %i deep", (depth) => {
  const text = "<a>".repeat(depth) + "</a>".repeat(depth);
  expect(() => parseXml(text)).toThrow(expect.objectContaining({ name: "XmlError" }));
});

test("what is escaped reads back the same", () => {
  const text = `<a href="b">'&'</a> ñ`;
  expect(parseXml(`<x y="${escapeXml(text)}">${escapeXml(text)}</x>`)).toMatchObject({ text, attributes: { y: text } });
  expect(parseXml(`<x>${escapeText(text)}</x>`).text).toBe(text);
  expect(escapeText(text)).toContain(`"b"&gt;'&amp;'`);
});
