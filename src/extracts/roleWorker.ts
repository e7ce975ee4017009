/**
 * One script for the workers that read extracts: what they share (Arrow, the reader of Parquet) is fetched once, not once
 * with each of them. The name that a worker is given says what it is.
 */
const roles: Readonly<Record<string, () => Promise<unknown>>> = {
  decoder: () => import('./worker'),
  guess: () => import('./guess/guessWorker'),
  intake: () => import('./intake/worker'),
  sort: () => import('./publish/sortWorker'),
}

const early: MessageEvent[] = []
const keep = (event: MessageEvent): void => void early.push(event)
self.addEventListener('message', keep)

const start = roles[self.name]
if (start === undefined) throw new Error(`There is no worker called "${self.name}"`)
start().then(
  () => {
    self.removeEventListener('message', keep)
    // What was said before there was anyone who listens.
    for (const { data, ports } of early) self.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }))
  },
  // Who waits for a worker hears of errors that nobody caught, not of rejections.
  (error: unknown) =>
    setTimeout(() => {
      throw error
    }),
)
