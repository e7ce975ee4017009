import { useMemo } from 'react'
import { useTexts } from '../../i18n'
import type { Verified } from '../../plan/planner'
import type { Commitment, DrawRecord } from '../../plan/record'
import { checks, type Finding } from '../../plan/verify'
import { Icon } from '../../ui/Icon'
import { faultText, type ShortfallNames } from './shortfallTexts'
import { checkText, differingFields, failsText, sidesOf } from './verifyTexts'

export interface VerifyChecksProps {
  readonly verified: Verified & { readonly record: DrawRecord }
}

/** The verdict in a sentence. */
export function Verdict({ findings }: { readonly findings: readonly Finding[] }) {
  const { t, formats } = useTexts()
  const failed = findings.filter(({ holds }) => !holds).length
  return (
    <p className="plan-verify-verdict" data-holds={failed === 0}>
      <Icon name={failed === 0 ? 'check' : 'warn'} />
      <strong>
        {failed === 0
          ? t('plan.verify.holds', { n: formats.count(findings.length) })
          : t('plan.verify.fails', { n: formats.count(failed), all: formats.count(findings.length) })}
      </strong>
    </p>
  )
}

/** Every check with what it looks at and what it found. */
export function VerifyChecks({ verified }: VerifyChecksProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const { findings, commitment, record, targets } = verified
  const names = useMemo((): ShortfallNames => {
    const byId = new Map(targets.map(({ id, name }) => [id, name]))
    // The files name regions by codes, and whose extracts are on screen says nothing of them.
    return {
      dimensions: [],
      regionName: code => code,
      targetName: id => byId.get(id) ?? null,
      inspectorName: () => null,
    }
  }, [targets])
  return (
    <section className="plan-verify-card" aria-labelledby="plan-verify-checks">
      <h3 id="plan-verify-checks">{t('plan.verify.checks')}</h3>
      <p>{t('plan.verify.compare', { source: commitment?.source ?? '', public: record.public })}</p>
      <ol className="plan-verify-checks">
        {checks.map(check => {
          const finding = findings.find(each => each.check === check)
          const state = finding === undefined ? 'unmade' : finding.holds ? 'holds' : 'fails'
          return (
            <li key={check} data-check={check} data-state={state}>
              <span className="plan-verify-state">
                <Icon name={state === 'holds' ? 'check' : state === 'fails' ? 'warn' : 'minus'} />
                {t(`plan.verify.state.${state}`)}
              </span>
              <div>
                <p>{checkText(texts, check, record.drawn.visits.length)}</p>
                {finding === undefined && <p>{t('plan.verify.unmade')}</p>}
                {check === 'order' && finding?.holds === true && (
                  <p>
                    {t('plan.verify.times', {
                      committed: formats.time(commitment?.at),
                      drawn: formats.time(record.at),
                    })}
                  </p>
                )}
                {finding?.holds === false && (
                  <Failing finding={finding} commitment={commitment} record={record} names={names} />
                )}
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

interface FailingProps {
  readonly finding: Finding
  readonly commitment: Commitment | null
  readonly record: DrawRecord
  readonly names: ShortfallNames
}

/** What a check that does not hold means; what was stated, and what was worked out. */
function Failing({ finding, commitment, record, names }: FailingProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const { check, faults } = finding
  const sides = sidesOf(texts, finding, names)
  const fields =
    check === 'commitment_same' && commitment !== null ? differingFields(texts, commitment, record.commitment) : []
  const labels =
    check === 'order'
      ? [t('plan.publication.committed'), t('plan.publication.drawnAt')]
      : [t('plan.verify.stated'), t('plan.verify.found')]
  return (
    <>
      <p>{failsText(texts, finding)}</p>
      {sides !== null && (
        <dl>
          {sides.map((side, i) => (
            <div key={labels[i]}>
              <dt>{labels[i]}</dt>
              <dd>{side}</dd>
            </div>
          ))}
        </dl>
      )}
      {fields.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('plan.verify.field')}</th>
              <th scope="col">{t('plan.verify.inFile')}</th>
              <th scope="col">{t('plan.verify.inRecord')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([field, published, named]) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td>{published}</td>
                <td>{named}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {faults !== null && (
        <ul>
          {faults.first.map(fault => (
            <li key={fault.message}>{faultText(texts, fault)}</li>
          ))}
          {faults.count > faults.first.length && (
            <li>{t('plan.verify.more', { n: formats.count(faults.count - faults.first.length) })}</li>
          )}
        </ul>
      )}
    </>
  )
}
