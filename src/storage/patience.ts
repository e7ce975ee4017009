/** Some private windows leave a request open for ever: after this many milliseconds the page goes on without. */
export const patience = 3000

/** The reason of a wait that was given up. */
export const tooSlow = Symbol('too slow')

/** `task`'s result; rejects with `tooSlow` (or what `late` makes) once `milliseconds` have passed without one. */
export async function within<T>(
  task: Promise<T>,
  milliseconds: number,
  late: () => unknown = () => tooSlow,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const given = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds)
  })
  try {
    return await Promise.race([task, given])
  } finally {
    clearTimeout(timer)
  }
}
