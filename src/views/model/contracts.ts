import type { Backtest, Cards, JudgeOptions, WindowVisit } from '../../risk/backtest/backtest'
import type { OnDoing } from '../../risk/model/doing'
import type { Integrity, IntegrityWindow } from '../../risk/model/integrity'
import type { RiskModel } from '../../risk/model/riskModel'
import type { TrainOptions } from '../../risk/model/train'
import type { Scorecard } from '../../risk/scorecard'
import type { Deed, End, Register, Version } from '../../risk/versions/register'

/** What the page knows of the versions; one object as long as nothing changes. */
export interface VersionsState {
  readonly register: Register
  /** Standing versions, the newest first. */
  readonly versions: readonly Version[]
  /** Null: the default scorecard. */
  readonly active: Version | null
  /** The first entry of the history that does not hold; null when all do. */
  readonly brokenAt: number | null
  /** The last entry that there was, where it is gone; null where it is there. */
  readonly lostEnd: End | null
  /** Who works here, as they last said. */
  readonly who: string
  /** Why what is kept cannot be read; it is left as it is, and nothing is written over it. */
  readonly fault: Error | null
}

/** Versions that this browser keeps, with the history of who did what. */
export interface VersionStore {
  state(): VersionsState
  subscribe(listener: () => void): () => void
  /** False where they are kept until the page is closed, and no longer. */
  persistent(): boolean
  /** Rejects where what is kept cannot be read. */
  enter(did: Deed, name: string, card: Scorecard | null, note?: string): Promise<void>
  sayWho(who: string): Promise<void>
  /** The scorecard that somebody was changing when they left; null where there is none. */
  draft(): Promise<Scorecard | null>
  keepDraft(card: Scorecard | null): Promise<void>
}

/** What learns and judges, off the drawing thread; says what it is at. Methods reject with what went wrong, in words. */
export interface ModelWorkshop {
  train(options: TrainOptions, onDoing?: OnDoing): Promise<RiskModel>
  window(from: string, to: string, onDoing?: OnDoing): Promise<readonly WindowVisit[]>
  judge(options: JudgeOptions, cards: Cards, onDoing?: OnDoing): Promise<Backtest>
  integrity(window: IntegrityWindow, onDoing?: OnDoing): Promise<Integrity>
}

export interface ModelServices {
  readonly versions: VersionStore
  /** Once the page is live. */
  workshop(): Promise<ModelWorkshop>
  /** Hashes of the extracts on screen, by file. */
  extracts(): Promise<Readonly<Record<string, string>>>
  /** A database server answers: it has no place for a learned model's scores. */
  readonly onServer?: boolean
}
