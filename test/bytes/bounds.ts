/** What a first visit may transfer, in bytes as served (brotli), beside the engine, the decoder and the data. */
export const bounds = {
  /** Until the first answers are on screen: tiles, map and trends. */
  firstAnswers: 260_000,
  /** The overview as a whole, with what it fetches in idle moments. */
  overview: 700_000,
  /** Any other page, opened after the overview, with its workers. */
  page: 200_000,
} as const
