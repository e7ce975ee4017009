import { generateCity } from './generate'
let t=performance.now()
await generateCity({out:'/tmp/cityA', onStep:s=>{console.log(s,((performance.now()-t)/1000).toFixed(2))}})
console.log('end',((performance.now()-t)/1000).toFixed(2), process.resourceUsage().maxRSS/1e3)
