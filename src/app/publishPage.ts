import { QueryClient } from '@tanstack/react-query'
import { askAnswers } from '../extracts/publish/askAnswers'
import { publishFolder } from '../extracts/publish/publishFolder'
import { openSorter } from '../extracts/publish/sorterBrowser'
import { defaults } from '../filters/filters'
import { overviewQuestions, publishedQuestionsOf, settingOf } from '../queries/overview'
import type { Live } from './live'

/** What is on screen as a folder in a ZIP, with the answers of the overview's default questions. */
export async function publishPage(live: Live, onProgress: (share: number) => void, signal: AbortSignal): Promise<Blob> {
  const { opened, engine, profile } = live
  const { catalogue, calendarText, targetsText, folder } = opened
  const prepareVersion = __PREPARE_VERSION__
  const questions = publishedQuestionsOf(overviewQuestions(defaults, settingOf(profile)))
  const sorter = openSorter()
  const stop = (): void => sorter.end()
  signal.addEventListener('abort', stop)
  try {
    return await publishFolder({
      catalogue,
      calendarText,
      targetsText,
      folder,
      engine,
      sorter,
      prepareVersion,
      async answersFor(version) {
        // Indicators may still be to be made.
        for (const question of questions) await live.asked(question.strings, () => Promise.resolve())
        return askAnswers({ client: new QueryClient(), engine, profile, version, prepareVersion, questions, signal })
      },
      onProgress,
      signal,
    })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    sorter.end()
  }
}
