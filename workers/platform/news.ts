const REPEAT_MS = 60 * 60_000;
const MAX_SUBJECTS = 10_000;

export type News = ReturnType<typeof openNews>;

/**
 * Remembers what was said of each subject, so that it is said when it changes, and once an hour, instead of each time. Full, it
 * drops the oldest, of which more may be said than needed.
 */
export function openNews(maxSubjects = MAX_SUBJECTS) {
  const said = new Map<string, { readonly text: string; readonly at: number }>();
  return {
    /** Is it worth saying? Asking counts as having said it. @param now milliseconds since the epoch */
    isNews(this: void, subject: string, text: string, now: number): boolean {
      const before = said.get(subject);
      if (before?.text === text && now - before.at < REPEAT_MS) return false;
      said.delete(subject);
      const oldest = said.size >= maxSubjects ? said.keys().next().value : undefined;
      if (oldest !== undefined) said.delete(oldest);
      said.set(subject, { text, at: now });
      return true;
    },
    forget: (subject: string): boolean => said.delete(subject),
  };
}
