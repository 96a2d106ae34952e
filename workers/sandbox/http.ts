/** 250 comprobantes with every field filled take about 1 MiB. */
export const MAX_BATCH_BODY = 4 * 1024 * 1024;

/** Address of the service whose WSDL is asked for. @returns undefined where something else is asked */
export function wsdlAddress({ method, url }: Request): string | undefined {
  const { origin, pathname, search } = new URL(url);
  return method === "GET" && /^\?wsdl$/i.test(search) ? origin + pathname : undefined;
}

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
