export const xmlResponse = (status: number, body: string): Response =>
  new Response(body, { status, headers: { "content-type": "text/xml; charset=utf-8", "cache-control": "private, max-age=0" } });

/**
 * A body as text, without taking in more than `limit` bytes of it: the sandbox's addresses need no key.
 *
 * @returns undefined when it is longer
 */
export async function readBody(request: Request, limit: number): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const chunk of request.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.length;
    if (size > limit) return undefined;
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}
