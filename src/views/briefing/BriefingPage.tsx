import { useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useEngine } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { useChoices } from '../../filters/useChoices'
import { useTexts } from '../../i18n'
import { comparisonOf } from '../../insight/comparison'
import { isByClass } from '../../insight/measures'
import { useRiskScheme } from '../../parts/riskScheme'
import { useFilterNames } from '../../parts/useFilterNames'
import { overviewQuestions } from '../../queries/overview'
import { ExportAbout } from '../../ui/exportAbout'
import { Skeleton } from '../../ui/Skeleton'
import type { Block, Paper } from '../../ui/sheets/blocks'
import { useSvgRuntime } from '../../ui/sheets/ChartPicture'
import { Sheets } from '../../ui/sheets/Sheets'
import { usePaperTheme } from '../../ui/useChartTheme'
import { useReady } from '../../ui/useReady'
import { BriefingTools } from './BriefingTools'
import type { Brief, OptionalPart, Part } from './brief'
import { notesPart } from './sections/notesPart'
import { qualityPart } from './sections/qualityPart'
import { useComing } from './sections/useComing'
import { useCourses } from './sections/useCourses'
import { useLate } from './sections/useLate'
import { useOpenAlerts } from './sections/useOpenAlerts'
import { mostReasons, useReasons } from './sections/useReasons'
import { useRisk } from './sections/useRisk'
import { useSituation } from './sections/useSituation'
import { useTables } from './sections/useTables'
import { useWhat } from './sections/useWhat'
import { useWhere } from './sections/useWhere'
import { titleBlock } from './titleBlock'
import { useBriefSearch } from './useBriefSearch'

export interface BriefingServices {
  readonly name: { readonly zh: string; readonly en: string }
  readonly codeVersion: string
  /** Hashes of the files on screen, once the page is live. */
  hashes(): Promise<Readonly<Record<string, string>>>
  /** Today where the reader is, ISO. */
  today(): string
}

export interface BriefingPageProps {
  readonly services: BriefingServices
  readonly profile: Profile
  readonly targets: Targets
}

/** The report to print: every part that is asked for, on sheets of paper as they will be printed. */
export function BriefingPage({ services, profile, targets }: BriefingPageProps) {
  const { t, language, formats } = useTexts()
  const texts = useMemo(() => ({ t, language, formats }), [t, language, formats])
  const url = useChoices()
  const { choices } = url
  const [search, setSearch] = useBriefSearch(profile.regions.levels)
  const { paper, measure, level, without } = search
  const { card, name: scheme } = useRiskScheme()
  const { extractVersion } = useEngine()
  const theme = usePaperTheme()
  const runtime = useSvgRuntime()
  const about = useContext(ExportAbout)
  const names = useFilterNames()
  const [hashes, setHashes] = useState<Readonly<Record<string, string>> | null>(null)
  const [made] = useState(() => services.today())
  useEffect(() => {
    let ended = false
    services.hashes().then(
      found => !ended && setHashes(found),
      // Without a loaded engine there is nothing to check the report by: it is not finished.
      () => undefined,
    )
    return () => {
      ended = true
    }
  }, [services])

  const brief = useMemo((): Brief => {
    const { asOf, firstDay, regions } = profile
    const byClass = isByClass(measure)
    const asked = overviewQuestions(choices, { asOf, firstDay, level, regions: regions.regions, byClass, card })
    const against = asked.compare === null ? null : comparisonOf(choices, asked.filters.window, asked.compare)
    return { choices, asked, against, profile, targets, card, scheme, measure, level, texts, theme, runtime, paper }
  }, [choices, profile, targets, card, scheme, measure, level, texts, theme, runtime, paper])
  const may = (part: OptionalPart): boolean => !without.includes(part)
  const situation = useSituation(brief, may('situation') || may('why'))
  const reasons = useReasons(brief, useSame(situation.moved.slice(0, mostReasons)), may('why'))
  const parts: Readonly<Record<OptionalPart, Part>> = {
    situation,
    // Which figures moved is known once they are there.
    why: reasons,
    trends: useCourses(brief, may('trends')),
    outlook: useComing(brief, may('outlook')),
    where: useWhere(brief, may('where')),
    what: useWhat(brief, may('what')),
    late: useLate(brief, may('late')),
    alerts: useOpenAlerts(brief, may('alerts')),
    risk: useRisk(brief, may('risk')),
    tables: useTables(brief, may('tables')),
  }
  const name = services.name[language]
  const address = `${location.origin}${location.pathname}${url.href('/overview')}`
  const title = useMemo(() => titleBlock({ name, about, made, texts }), [name, about, made, texts])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `names` follows the language, as `brief.texts` does
  const last = useMemo(
    () => [
      qualityPart(brief),
      notesPart({
        brief,
        about,
        hashes,
        version: extractVersion,
        codeVersion: services.codeVersion,
        address,
        made,
        names,
      }),
    ],
    [brief, about, hashes, extractVersion, services, address, made],
  )
  const chosen = [...Object.values(parts).filter(part => may(part.key as OptionalPart)), ...last]
  const pending = chosen.some(part => part.pending) || (may('why') && situation.pending)
  const lists = useSame([title, ...chosen.map(part => part.blocks)])
  const made_ = useMemo(() => ({ paper, blocks: numbered(lists.flat(), brief) }), [lists, brief, paper])
  // The sheets are of one set of filters: until every part of the next is answered, the last ones stay.
  const settled = useRef<{ readonly paper: Paper; readonly blocks: readonly Block[] } | null>(null)
  if (!pending) settled.current = made_
  const shown = settled.current
  const [drawn, onPaged, sheetsBox] = useDrawn(shown?.blocks ?? null)
  const ready = !pending && drawn !== null
  useReady(ready)

  return (
    <div className="briefing" data-busy={!ready || undefined}>
      <BriefingTools
        search={search}
        levels={profile.regions.levels}
        sheets={ready ? drawn : null}
        back={url.href('/overview')}
        onSearch={setSearch}
      />
      <div ref={sheetsBox} className="briefing-sheets" aria-busy={!ready}>
        {shown === null ? (
          <Skeleton />
        ) : (
          <Sheets
            blocks={shown.blocks}
            paper={shown.paper}
            label={t('briefing.preview')}
            head={
              <>
                <span>{[name, t('briefing.title')].join(' · ')}</span>
                <span>{formats.window(brief.asked.filters.window)}</span>
              </>
            }
            foot={t('briefing.foot', { name, day: formats.day(profile.asOf), version: extractVersion.slice(0, 12) })}
            onPaged={onPaged}
          />
        )}
      </div>
    </div>
  )
}

/** The same array as long as its members are the same. */
function useSame<Member>(members: readonly Member[]): readonly Member[] {
  const kept = useRef(members)
  if (members.length !== kept.current.length || members.some((member, i) => member !== kept.current[i]))
    kept.current = members
  return kept.current
}

/** Tables with their numbers, so that one can speak of them. */
function numbered(blocks: readonly Block[], { texts: { t } }: Brief): Block[] {
  let n = 0
  return blocks.map(block =>
    block.kind === 'table'
      ? { ...block, table: { ...block.table, caption: t('briefing.table', { n: ++n, caption: block.table.caption }) } }
      : block,
  )
}

/** How many sheets `blocks` take, once they are there and every picture in them is; null before. */
function useDrawn(blocks: readonly Block[] | null) {
  const box = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<{ readonly blocks: readonly Block[] | null; readonly sheets: number } | null>(null)
  const [onPaged] = useState(() => ({ current: (_sheets: number): void => undefined }))
  onPaged.current = sheets => {
    const pictures = [...(box.current?.querySelectorAll('img') ?? [])]
    // One that cannot be decoded is no reason to wait for ever.
    void Promise.allSettled(pictures.map(picture => picture.decode())).then(() => setDrawn({ blocks, sheets }))
  }
  const [tell] = useState(() => (sheets: number) => onPaged.current(sheets))
  return [drawn?.blocks === blocks ? drawn.sheets : null, tell, box] as const
}
