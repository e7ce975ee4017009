import { useSearchParams } from 'react-router'
import { type JointDays, jointDays } from '../../queries/burdenJoint'

const usual: JointDays = 30

/** Within how many days visits may be one, from the address. */
export function useJointDays(): readonly [JointDays, (days: JointDays) => void] {
  const [search, setSearch] = useSearchParams()
  const days = jointDays.find(each => String(each) === search.get('within')) ?? usual
  return [
    days,
    next => {
      const changed = new URLSearchParams(search)
      if (next === usual) changed.delete('within')
      else changed.set('within', String(next))
      setSearch(changed)
    },
  ]
}
