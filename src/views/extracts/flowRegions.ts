import { checkRegions, guessRegions } from '../../extracts/guess/regionFile'
import type { OtherFile, ReadFault } from '../../extracts/intake/intake'
import type { RegionFile, RegionSet } from '../../extracts/source'
import type { RegionState } from './flowState'

export type RegionChange = Partial<Pick<RegionFile, 'level' | 'code' | 'label' | 'parent'>> & {
  readonly used?: boolean
}

/** Region files with those that came now; one that cannot be used is a fault. */
export function withRegions(
  before: readonly RegionState[],
  came: readonly OtherFile[],
  known: Pick<RegionSet, 'regions' | 'levels'>,
): { readonly regions: readonly RegionState[]; readonly faults: readonly ReadFault[] } {
  const regions = [...before]
  const faults: ReadFault[] = []
  for (const { path, text } of came) {
    try {
      const dropped = regions.map(({ guess }) => guess.file)
      regions.push({ path, guess: guessRegions(path.join(' · '), text, known, dropped), used: true, error: null })
    } catch (error) {
      faults.push({ path, kind: 'regions', message: told(error) })
    }
  }
  return { regions, faults }
}

/** What a file is taken for, changed by the analyst. */
export function changedRegion(region: RegionState, { used = region.used, ...change }: RegionChange): RegionState {
  const guess = { ...region.guess, file: { ...region.guess.file, ...change } }
  try {
    checkRegions(guess)
    return { ...region, guess, used, error: null }
  } catch (error) {
    return { ...region, guess, used, error: told(error) }
  }
}

/** The files that come in. */
export const usedRegions = (regions: readonly RegionState[]): RegionFile[] =>
  regions.filter(({ used, error }) => used && error === null).map(({ guess }) => guess.file)

const told = (error: unknown): string => (error instanceof Error ? error.message : String(error))
