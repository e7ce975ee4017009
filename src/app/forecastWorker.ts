import { exposeMethods } from '../extracts/wire'
import { type OutlookInput, outlookOf } from '../insight/forecast/outlook'

exposeMethods({ outlook: async (input: OutlookInput) => outlookOf(input) }, 'forecast')
