import { type ReactNode, useCallback, useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { Sql } from '../../engine/sql'
import { type PageQuery, pageRows } from '../../engine/usePages'
import { isMessage } from '../../i18n'
import { cellOf, headingOf, kindOf } from '../../parts/cells'
import { useFrameState, useOrigin } from '../../parts/frame'
import { RowList, type Sorting } from '../../parts/RowList'
import { Card } from '../../ui/Card'
import type { TableValue } from '../../ui/table'
import type { Burden } from './useBurden'
import { useFirstRows } from './useFirstRows'

/** Rows of businesses, or of visits to them: `entity_id` says whose file a row opens. */
type Listed = Readonly<Record<string, TableValue>>

export interface BusinessListProps {
  readonly burden: Burden
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly controls?: ReactNode
  readonly note?: string
  /** In place of the list where it has no rows. */
  readonly none: string
  readonly count: Sql<{ n: number }>
  readonly columns: readonly string[]
  readonly usual: Sorting
  page(sort: Sorting, part: Parameters<PageQuery<unknown>>[0]): Sql<object>
}

const days = new Set(['last_on', 'before_on', 'day', 'first_on'])

/** A card with a list that is sorted, read page by page and exported whole; a row opens the file of its business. */
export function BusinessList(props: BusinessListProps) {
  const { burden, id, title, subtitle, controls, note, none, count, columns, usual, page } = props
  const { texts, profile, route } = burden
  const { t, formats } = texts
  const navigate = useNavigate()
  const originOf = useOrigin()
  const stateOf = useFrameState()
  const asked = useCallback<Parameters<typeof RowList>[0]['page']>(
    (sort, part) => page(sort, part) as Sql<Record<string, never>>,
    [page],
  )
  // The first page as the list asks it: what the card shows as its question.
  const first = useMemo(() => page(usual, { offset: 0, limit: pageRows }), [page, usual])
  const answer = useFirstRows(first)
  const regions = useMemo(() => new Map(profile.regions.regions.map(region => [region.code, region.name])), [profile])
  const heading = useCallback(
    (name: string): string => {
      const own = `burden.column.${name}`
      return isMessage(own) ? t(own) : headingOf('entities', name, texts)
    },
    [t, texts],
  )
  const cell = useCallback(
    (name: string, value: TableValue): string => {
      if (days.has(name)) return formats.day(typeof value === 'string' ? value : null)
      if (value === null && /department$/.test(name)) return t('words.notStated')
      return cellOf('entities', name, value, regions, texts)
    },
    [formats, t, regions, texts],
  )
  return (
    <Card
      id={id}
      className="burden-list"
      title={title}
      subtitle={subtitle}
      controls={controls}
      note={note}
      state={stateOf(answer)}
      origin={originOf(first, answer)}
    >
      <RowList
        part
        label={title}
        fileName={title}
        count={count}
        shown={columns}
        usual={usual}
        page={asked}
        heading={heading}
        cell={cell}
        kind={name => (name === 'day' ? 'day' : kindOf('entities', name))}
        empty={none}
        onOpen={(row: Listed) => void navigate(route(`/business/${row.entity_id}`))}
      />
    </Card>
  )
}
