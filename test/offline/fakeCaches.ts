/** Caches in memory: what the service worker uses of them. `full` makes a `put` fail as a full disk does. */
export class FakeCaches {
  readonly all = new Map<string, Map<string, Response>>()
  full = false

  async open(name: string): Promise<Cache> {
    const entries = this.all.get(name) ?? new Map<string, Response>()
    this.all.set(name, entries)
    const cache = {
      match: async (url: string) => entries.get(url)?.clone(),
      put: async (url: string, answer: Response) => {
        if (this.full) throw new DOMException('full', 'QuotaExceededError')
        entries.set(url, answer)
      },
    }
    return cache as unknown as Cache
  }

  has = async (name: string): Promise<boolean> => this.all.has(name)
  keys = async (): Promise<string[]> => [...this.all.keys()]
  delete = async (name: string): Promise<boolean> => this.all.delete(name)
  match = async (url: string, { cacheName }: { cacheName: string }): Promise<Response | undefined> =>
    this.all.get(cacheName)?.get(url)?.clone()

  get storage(): CacheStorage {
    return this as unknown as CacheStorage
  }
}
