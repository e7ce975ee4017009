import { mostWords } from './intake'

/** Facts of a column of numbers, days or yes and no, by the texts of its values. */
export class TypedFacts {
  private filled = 0
  private longest = 0
  private words: Map<string, number> | null = new Map()

  add(texts: readonly (string | null)[]): void {
    for (const text of texts) {
      if (text === null) continue
      this.filled++
      if (text.length > this.longest) this.longest = text.length
      if (!this.words) continue
      this.words.set(text, (this.words.get(text) ?? 0) + 1)
      if (this.words.size > mostWords) this.words = null
    }
  }

  facts(): { filled: number; words: { text: string; count: number }[] | null; longest: number } {
    const { filled, words, longest } = this
    const counted = words && [...words].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count)
    return { filled, words: counted, longest }
  }
}
