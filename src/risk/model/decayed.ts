/** A rate whose rows count for half after `halfLife` days. Days must not run backwards. */
export class Decayed {
  #positive = 0
  #all = 0
  #day = 0

  constructor(readonly halfLife: number) {}

  /** What is counted as of a day: the sum and the weight. */
  at(day: number): readonly [positive: number, all: number] {
    const kept = 2 ** (-(day - this.#day) / this.halfLife)
    return [this.#positive * kept, this.#all * kept]
  }

  add(day: number, value: number): void {
    const [positive, all] = this.at(day)
    this.#positive = positive + value
    this.#all = all + 1
    this.#day = day
  }
}

export const logOdds = (p: number): number => Math.log(p / (1 - p))

export function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
