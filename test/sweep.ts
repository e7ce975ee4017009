/** Cases of a seeded sweep: all of them in `npm run test:full`, a tenth in `npm test`. */
export const sweep = (all: number): number => (process.env.FULL === '1' ? all : Math.ceil(all / 10))
