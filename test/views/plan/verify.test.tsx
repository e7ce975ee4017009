import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { formats, type Language, messagesOf, startI18n } from '../../../src/i18n'
import { Planner } from '../../../src/plan/planner'
import type { RemotePlanner } from '../../../src/views/plan/contracts'
import { VerifyView } from '../../../src/views/plan/VerifyPage'
import { mostBytes, VerifyFlow, type VerifyState } from '../../../src/views/plan/verifyFlow'
import { foundRows, verifyRows } from '../../../src/views/plan/verifyRows'
import { refusalText } from '../../../src/views/plan/verifyTexts'
import { commitment, plan, record } from './published'

type Verify = RemotePlanner['verify']
const real: Verify = async files => new Planner().verify(files)
const json = (name: string, value: unknown): File => new File([JSON.stringify(value)], name)
const three = () => [json('p.json', plan), json('c.json', commitment), json('r.json', record)] as const
const [planFile, commitmentFile, recordFile] = three()

const is = ({ files }: VerifyState): Record<string, string> =>
  Object.fromEntries(
    files.map(({ name, is }) => [
      name,
      is.state === 'one' ? is.says.kind : is.state === 'refused' ? is.because.kind : is.state,
    ]),
  )
const textsOf = (language: Language) => ({ t: messagesOf(language), language, formats: formats(language) })

beforeAll(() => startI18n('en', true))

describe('the files of a draw', () => {
  it.each([
    [[[recordFile, planFile, commitmentFile]]],
    [[[commitmentFile], [planFile], [recordFile]]],
    [[[planFile, recordFile], [commitmentFile]]],
  ])('are verified in any order, together or one after another', async batches => {
    const flow = new VerifyFlow({ verify: real })
    for (const files of batches) await flow.add(files)
    const { verified, working, failure } = flow.state()
    expect(is(flow.state())).toEqual({ 'p.json': 'plan', 'c.json': 'commitment', 'r.json': 'record' })
    expect(verified?.findings.filter(({ holds }) => holds)).toHaveLength(12)
    expect([working, failure]).toEqual([null, null])
  })

  it('say of themselves what they are before all are there', async () => {
    const flow = new VerifyFlow({ verify: real })
    await flow.add([recordFile, planFile])
    expect(flow.state().verified).toBeNull()
    expect(flow.state().files.map(({ is }) => is.state === 'one' && is.says)).toEqual([
      { kind: 'record', commitment, at: record.at, visits: record.drawn.visits.length },
      { kind: 'plan', targets: 12 },
    ])
  })

  it('that are none are refused with a reason, and the others go on', async () => {
    const flow = new VerifyFlow({ verify: real })
    const large = Object.defineProperty(new File(['x'], 'large.json'), 'size', { value: mostBytes + 1 })
    const gone = Object.assign(new File(['x'], 'gone.json'), { text: () => Promise.reject(new Error('NotReadable')) })
    const [other] = three()
    await flow.add([new File(['{'], 'cut.json'), large, gone, planFile, new File([], 'none.json')])
    await flow.add([
      Object.defineProperty(other, 'name', { value: 'again.json' }),
      json('x.json', { ...plan, extra: 1 }),
    ])
    expect(is(flow.state())).toEqual({
      ...{ 'cut.json': 'wrong', 'large.json': 'large', 'gone.json': 'unread', 'p.json': 'plan' },
      ...{ 'none.json': 'wrong', 'again.json': 'second', 'x.json': 'wrong' },
    })
    const told = flow
      .state()
      .files.flatMap(file =>
        file.is.state === 'refused' ? [refusalText(textsOf('en'), file, file.is.because).text] : [],
      )
    expect(told).toEqual([
      'It is not JSON, or is cut short. Download the published file again.',
      'It has 200 MB, more than 200 MB, and was not read. No published file is so large: choose another.',
      'The browser cannot read it: it was moved, is in use, or is a folder. Choose it again.',
      'It is not JSON, or is cut short. Download the published file again.',
      'There is a file of this kind already (Plan): “p.json”. Remove that one to take this one.',
      '“content” is wrong: the file is damaged or was edited by hand. Download the published file again.',
    ])
    expect(
      refusalText(
        textsOf('zh'),
        { name: 'f.json', bytes: 1 },
        { kind: 'wrong', detail: 'f.json: "format": 1 is none of' },
      ).text,
    ).toContain('不是三个文件之一')
  })

  it('are removed again, and a second one takes the place', async () => {
    const flow = new VerifyFlow({ verify: real })
    const forged = json('other.json', { ...record, public: 'x' })
    await flow.add([...three(), forged])
    expect(flow.state().verified?.findings.every(({ holds }) => holds)).toBe(true)
    const first = flow.state().files.find(({ name }) => name === 'r.json')
    await flow.remove(first?.id ?? -1)
    expect(is(flow.state())).toEqual({ 'p.json': 'plan', 'c.json': 'commitment', 'other.json': 'record' })
    expect(flow.state().verified?.findings.filter(({ holds }) => !holds).map(({ check }) => check)).toEqual(['record_seal', 'visits', 'shortfalls']) // biome-ignore format: one line
    flow.clear()
    expect(flow.state()).toEqual({ files: [], working: null, verified: null, failure: null })
  })

  it('that are taken away while the worker draws are not spoken of', async () => {
    let let_go = (): void => undefined
    const held = new Promise<void>(resolve => {
      let_go = resolve
    })
    const verify: Verify = async files => {
      if (files.length === 3) await held
      return real(files)
    }
    const flow = new VerifyFlow({ verify })
    const done = flow.add(three())
    await vi.waitFor(() => expect(flow.state().working).toEqual({ step: 'drawing' }))
    void flow.remove(0)
    let_go()
    await done
    expect(flow.state()).toMatchObject({ verified: null, working: null, failure: null })
    await flow.add([planFile])
    expect(flow.state().verified).not.toBeNull()
  })

  it('stay where the worker fails, and are taken up again', async () => {
    const verify = vi.fn(real).mockRejectedValueOnce(new Error('out of memory'))
    const flow = new VerifyFlow({ verify })
    await flow.add(three())
    expect(flow.state()).toMatchObject({ failure: 'out of memory', working: null, verified: null })
    await flow.retry()
    expect(flow.state().failure).toBeNull()
    expect(flow.state().verified?.findings).toHaveLength(12)
  })

  it('that were changed on the disk meanwhile are refused', async () => {
    const flow = new VerifyFlow({ verify: real })
    const changing = json('r.json', record)
    await flow.add([changing, planFile])
    changing.text = async () => '{'
    await flow.add([commitmentFile])
    expect(is(flow.state())).toMatchObject({ 'r.json': 'wrong', 'c.json': 'commitment' })
    expect(flow.state().verified).toBeNull()
  })
})

describe('the page', () => {
  const nothing = {
    onFiles: () => undefined,
    onRemove: () => undefined,
    onClear: () => undefined,
    onRetry: () => undefined,
  }
  const page = (state: VerifyState, language: Language = 'en'): string => {
    startI18n(language, true)
    return renderToStaticMarkup(
      <MemoryRouter>
        <VerifyView state={state} {...nothing} />
      </MemoryRouter>,
    )
  }
  const verified = async (...files: readonly File[]): Promise<VerifyState> => {
    const flow = new VerifyFlow({ verify: real })
    await flow.add(files)
    return flow.state()
  }
  const said = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

  it('says what is missing, what it proves and what it cannot', async () => {
    const text = said(page(await verified(planFile)))
    expect(text).toMatch(/Plan p\.json Roster of 12 businesses/)
    expect(text).toMatch(/Commitment Not here yet.*Record Not here yet/)
    expect(text).toContain('nothing is sent or kept')
    expect(text).toMatch(/What this proves.*What it cannot.*npm run -s verify-draw/)
    expect(text).not.toContain('checks hold')
  })

  it('gives the verdict, every check in words, and who was drawn', async () => {
    const markup = page(await verified(...three()))
    expect(said(markup)).toContain('All 12 checks hold')
    expect(markup.match(/data-state="holds"/g)).toHaveLength(12)
    expect(said(markup)).toMatch(
      /names “双色球第2026139期” as the source, and the record has “03 11 14 22 27 31 \+ 09”/,
    )
    expect(said(markup)).toContain('Committed 29 Nov 2026, 09:00, drawn 29 Nov 2026, 21:30.')
    expect(markup).toContain('role="grid"')
    const chinese = said(page(await verified(...three()), 'zh'))
    expect(chinese).toContain('12 项全部相符')
    expect(chinese).not.toMatch(/undefined|NaN|\{\{|holds/)
  })

  it('says of what does not hold what was stated and what was worked out', async () => {
    const { drawn } = record
    const forged = { ...record, at: commitment.at, drawn: { ...drawn, visits: drawn.visits.slice(1), floor: 9 } }
    const state = await verified(planFile, json('c.json', { ...commitment, office: '<b>别的单位</b>', rules: '0'.repeat(64) }), json('r.json', forged)) // biome-ignore format: one line
    const markup = page(state)
    const text = said(markup)
    expect(text).toContain('6 of 12 checks do not hold')
    expect(text).toContain(`The record was changed after it was sealed. Stated ${record.seal} Worked out `)
    expect(text).toMatch(/Office &lt;b&gt;别的单位&lt;\/b&gt; 云岭市市场监管局/)
    expect(text).toContain(`Stated ${'0'.repeat(64)} Worked out ${commitment.rules}`)
    expect(text).toContain('Committed at 2026-11-29 09:00:00 Drawn at 2026-11-29 09:00:00')
    expect(text).toMatch(
      /From number 1 on it is not what is drawn again\. Stated .*by stratum, inspectors 0\d, 0\d Worked out/,
    )
    expect(text).toMatch(/wanted whatever the class is not what is worked out again\. Stated 9 Worked out \d/)
    expect(markup).not.toContain('role="grid"')
    for (const { check, holds } of state.verified?.findings ?? [])
      expect(markup).toContain(`data-check="${check}" data-state="${holds ? 'holds' : 'fails'}"`)
    expect(said(page(state, 'zh'))).toMatch(/先抽取、后承诺.*公布的|从第 1 条起/)
  })

  it('says why nothing can be drawn, and what was not checked', async () => {
    const twice = {
      ...plan,
      rules: { ...plan.rules, floor: 100 },
      targets: [...plan.targets, ...plan.targets.slice(0, 7)],
    }
    const markup = page(await verified(json('p.json', twice), commitmentFile, recordFile))
    const text = said(markup)
    expect(text).toContain('Business ids: &quot;01&quot; stands twice; leave one of them out.')
    expect(text).toContain('and 3 more')
    expect(markup.match(/data-state="unmade"/g)).toHaveLength(3)
    expect(text).toMatch(/of 9 checks do not hold/)
  })

  it('says what it does, and what failed', () => {
    const empty: VerifyState = { files: [], working: null, verified: null, failure: null }
    expect(page({ ...empty, working: { step: 'drawing' } })).toMatch(/role="status"><span>Drawing again/)
    expect(page({ ...empty, working: { step: 'reading', name: '<a>' } })).toContain('Reading &lt;a&gt;…')
    const failed = page({ ...empty, failure: 'the worker <stopped>' })
    expect(failed).toMatch(/role="alert".*Verification was not finished.*the worker &lt;stopped&gt;.*Try again/)
  })
})

describe('the list of what was drawn', () => {
  it('is found by id and by name, however it is typed', () => {
    const rows = verifyRows(textsOf('en'), record, plan.targets)
    expect(rows.map(({ id }) => id)).toEqual(record.drawn.visits.map(({ target }) => target))
    const named = (text: string) =>
      foundRows(rows, text)
        .map(({ id }) => id)
        .sort()
    expect(named('')).toHaveLength(rows.length)
    expect(named('０１２')).toEqual(['012', '04'])
    expect(named('SCRIPT')).toEqual(['01'])
    expect(named('云岭 ”饭')).toEqual(['03'])
    expect(named('nothing')).toEqual([])
  })
})
