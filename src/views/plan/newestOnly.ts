/**
 * Asks one thing at a time: while an answer is awaited, only the newest of what is asked meanwhile comes next. Resolves to
 * null where something newer was asked before the answer came; what went wrong with that is nobody's concern either.
 */
export function newestOnly<Input, Answer>(
  ask: (input: Input) => Promise<Answer>,
): (input: Input) => Promise<Answer | null> {
  let newest = 0
  let before: Promise<unknown> = Promise.resolve()
  return async input => {
    newest += 1
    const own = newest
    const asked = before.then(() => (own === newest ? ask(input) : null))
    before = asked.catch(() => undefined)
    try {
      const answer = await asked
      return own === newest ? answer : null
    } catch (error) {
      if (own === newest) throw error
      return null
    }
  }
}
