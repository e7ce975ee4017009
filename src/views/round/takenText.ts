import type { Texts } from '../../i18n'
import type { Taken } from '../../round/book'

/** What came of a file, in words. */
export function takenText(taken: Taken, { t, formats }: Texts): string {
  switch (taken.kind) {
    case 'new':
    case 'newer':
    case 'same':
    case 'older':
      return t(`round.taken.${taken.kind}`)
    case 'no_round':
      return t('round.taken.no_round', { plan: taken.plan })
    case 'results': {
      const { taken: n, same, different, foreign } = taken.brought
      return t('round.taken.results', {
        taken: formats.count(n),
        same: formats.count(same),
        different: formats.count(different),
        foreign: formats.count(foreign),
      })
    }
  }
}
