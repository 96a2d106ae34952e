import { isTicketRefused } from "../arca/index.ts";

/**
 * Calls ARCA, and once more where it refused the ticket: such an answer has processed nothing, and a new ticket may help.
 * @param refused whether an answer, rather than an error, says so
 */
export async function renewing<T>(
  call: () => Promise<T>,
  dropTicket: () => void,
  refused: (answer: T) => boolean = () => false,
): Promise<T> {
  try {
    const answer = await call();
    if (!refused(answer)) return answer;
  } catch (error) {
    if (!isTicketRefused(error)) throw error;
  }
  dropTicket();
  return call();
}
