import { type ComponentType, type ReactNode, Suspense, use, useState } from 'react'
import { fetchRest, useTexts } from '../../i18n'
import { fetchOnce, forgetFailed } from './fetchOnce'
import { Guard } from './Guard'
import { fetchPageStyles } from './pageStyles'

type Load<Props> = () => Promise<{ readonly default: ComponentType<Props> }>

export interface LaterProps<Props> {
  /** A stable function: `() => import('./Part')` outside components. */
  readonly load: Load<Props>
  readonly props: Props
  /** Holds the place at its final size. */
  readonly wait: ReactNode
}

/** A part whose code comes when it is needed. Unlike with `lazy`, a failed fetch can be tried again. */
export function Later<Props extends object>({ load, props, wait }: LaterProps<Props>) {
  const { t } = useTexts()
  // What failed while it was fetched ahead is asked for again.
  useState(forgetFailed)
  return (
    // Some browsers remember a module that could not be fetched until the page is loaded again.
    <Guard what={t('app.error.part')} advice={t('app.error.reload')} onRetry={forgetFailed}>
      <Suspense fallback={wait}>
        <Part load={load} props={props} />
      </Suspense>
    </Guard>
  )
}

function Part<Props extends object>({ load, props }: { readonly load: Load<Props>; readonly props: Props }) {
  // All at once; what comes later may say anything and look like anything.
  const loaded = fetchOnce(load)
  const styled = fetchOnce(fetchPageStyles)
  use(fetchOnce(fetchRest))
  use(styled)
  const { default: Loaded } = use(loaded)
  return <Loaded {...props} />
}
