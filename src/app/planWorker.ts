import { exposeMethods } from '../extracts/wire'
import { Planner } from '../plan/planner'

exposeMethods(new Planner(), 'plan')
