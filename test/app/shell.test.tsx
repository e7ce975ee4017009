import { renderToString } from 'react-dom/server'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { FilterBar, type FilterBarProps } from '../../src/app/filterBar/FilterBar'
import { entries } from '../../src/app/shell/entries'
import { type Notice, Notices } from '../../src/app/shell/Notices'
import { Shell } from '../../src/app/shell/Shell'
import { type Choices, defaults } from '../../src/filters/filters'
import { setLanguage, startI18n } from '../../src/i18n'

// The first render is without antd: to import it here fails.
vi.mock('antd', () => {
  throw new Error('antd is part of the first render')
})
vi.mock('dayjs', () => {
  throw new Error('dayjs is part of the first render')
})

beforeAll(() => startI18n('en', true))
beforeEach(() => setLanguage('en'))

const text = (html: string): string =>
  html
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, '|')
    .replace(/\|+/g, '|')
    .replaceAll('&quot;', '"')

const options = {
  departments: [],
  industries: [
    { value: 'School', rows: 2 },
    { value: null, rows: 1 },
  ],
  kinds: [{ value: 'complaint', rows: 9 }],
  categories: [
    { value: 'Noise', rows: 3 },
    { value: 'Smell', rows: 2 },
  ],
  results: [{ value: 'ok', rows: 9 }],
}
const regions = {
  regions: [{ code: '8', name: 'Near North Side', level: 'community_area', parent: null }],
  levels: ['community_area'],
  shapes: [],
  extent: null,
  problems: [],
}

function bar(partial: Partial<Choices>, known = true): string {
  const props: FilterBarProps = {
    choices: { ...defaults, ...partial },
    asOf: known ? '2014-08-31' : null,
    firstDay: known ? '2008-01-02' : null,
    options: known ? options : null,
    regions: known ? regions : null,
    onChange: () => undefined,
    onReset: () => undefined,
  }
  return renderToString(<FilterBar {...props} />)
}

describe('the filter bar', () => {
  it('says the window, the comparison and the regions', () => {
    expect(text(bar({}))).toBe('|1 Sep 2013 – 31 Aug 2014|against the period before|All regions|Filter|')
    setLanguage('zh')
    expect(text(bar({}))).toBe('|2013年9月1日 – 2014年8月31日|环比上一期|全部区域|筛选|')
  })

  it('says what is asked for before the extracts are read', () => {
    expect(text(bar({ window: '30d' }, false))).toContain('|Last 30 days|')
  })

  it('has a chip to remove for every filter in force, and a reset', () => {
    const area = [
      [0, 0],
      [1, 0],
      [0, 1],
    ] as const
    const html = bar({
      window: 'ytd',
      compare: 'lastYear',
      regions: ['8', '~none', 'gone'],
      area,
      industries: ['School', null],
      kinds: ['report'],
      categories: ['<b>"x"'],
      results: ['no_entry'],
    })
    for (const part of ['1 Jan – 31 Aug 2014', 'against a year before', 'Near North Side +2', 'Drawn area', 'Reset']) {
      expect(text(html)).toContain(`|${part}|`)
    }
    expect(text(html)).toContain('|School, not stated|')
    expect(text(html)).toContain('|Report|')
    expect(text(html)).toContain('|No entry|')
    expect(html).toContain('&lt;b&gt;')
    expect(html.match(/aria-label="Remove the filter/g)).toHaveLength(8)
  })

  it('has nothing to remove at first', () => {
    expect(bar({})).not.toContain('Remove the filter')
    expect(bar({})).not.toContain('Reset')
  })

  it('offers no comparison with all time', () => {
    expect(bar({ window: 'all' })).toMatch(/disabled=""[^>]*>.*?no comparison/)
    expect(text(bar({ window: 'all' }))).toContain('|All to 31 Aug 2014|no comparison|')
  })
})

describe('the shell', () => {
  const shell = (known: boolean): string =>
    renderToString(
      <Shell
        entries={entries}
        current="/overview"
        path="/overview"
        hrefOf={path => `#${path}`}
        catalogue={known ? { zh: '示例市', en: 'Sample City' } : null}
        asOf={known ? '2014-08-31' : null}
        filterBar={null}
        notices={[]}
      >
        <p>page</p>
      </Shell>,
    )

  it('names the page, the catalogue and its last day, in the language', () => {
    expect(text(shell(true))).toMatch(/\|Overview\|Sample City\|.*data to 31 Aug 2014\|/)
    setLanguage('zh')
    expect(text(shell(true))).toMatch(/\|总览\|示例市\|.*数据截至2014年8月31日\|/)
  })

  it('stands before the catalogue is read, and marks the page in the rail', () => {
    expect(text(shell(false))).toContain('|Overview|')
    expect(shell(false)).toMatch(/<a [^>]*aria-current="page"/)
  })
})

describe('notices', () => {
  const notices = (...all: Notice[]): string => renderToString(<Notices notices={all} />)
  const progress = {
    step: 'load',
    file: 'a.parquet',
    bytes: 5e6,
    totalBytes: 1e7,
    rows: 1200,
    totalRows: 3000,
  } as const

  it('say the step, the file, rows and bytes', () => {
    const html = notices({ kind: 'progress', progress: { ...progress, share: 0.426 }, onCancel: () => undefined })
    expect(text(html)).toContain('|Loading|a.parquet|42%|')
    expect(text(html)).toContain('|1,200 of 3,000 rows · 5 MB of 10 MB|')
    expect(html).toContain('max="1" value="0.426"')
  })

  it('stay within the bar', () => {
    expect(notices({ kind: 'progress', progress: { ...progress, share: 1.2 } })).toContain('100')
    expect(notices({ kind: 'progress', progress: { ...progress, totalRows: 0, totalBytes: 0, share: -1 } })).toContain(
      '0',
    )
  })

  it('say what the answers on screen are', () => {
    expect(text(notices({ kind: 'published', version: '3f2a91c8aabb' }))).toContain('version 3f2a91c)')
  })

  it('say what failed, as text', () => {
    const html = notices({ kind: 'error', title: 'The catalogue cannot be read', detail: '<img src=x>' })
    expect(html).toContain('role="alert"')
    expect(html).toContain('&lt;img src=x&gt;')
  })
})
