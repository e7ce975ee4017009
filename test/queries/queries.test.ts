// One engine answers all of them: opening one and loading the city into it takes longer than asking.
import './activity'
import './rows'
import './filters'
import './buckets'
import './history'
import './versions'
import './services'
