/**
 * What is planted in the sample city, as plain JSON: the generator draws with these constants, and tests look for
 * them. A log-odds is added to the others before the logistic function.
 */
export const truths = {
  /** First and last day of the rows; the last is also the catalogue's as-of date. */
  from: '2022-07-01',
  to: '2025-06-30',

  /** Log-odds of a critical finding at a visit that took place. */
  critical: {
    base: -3.5,
    /** By the industry's tier (`data/industries.ts`). */
    tier: { high: 0.8, middle: 0.35, low: 0 },
    /** For each standard deviation of the business's hidden carelessness, which never changes. */
    carelessness: 0.75,
    /** The first licence is less than 365 days old. */
    youngLicence: 0.6,
    /** For each year since the last visit, up to two. */
    yearSinceVisit: 0.3,
    /** The last visit that took place ended with a critical finding. */
    afterCritical: 0.5,
    /** June to August, in trades that handle food. */
    summerFood: 0.4,
    /** No permit in the extract. */
    noPermit: 0.5,
    /** By the kind of visit; the kinds that are not listed add 0. */
    visit: { complaint: 0.35, recheck: -0.3 },
    /** By subdistrict; the others add 0. */
    subdistricts: {
      '990102004': 0.7,
      '990105002': 0.7,
      '990109008': 0.7,
      '990111004': 0.7,
      '990103008': -0.7,
      '990104002': -0.7,
      '990107003': -0.7,
      '990112008': -0.7,
    } as Readonly<Record<string, number>>,
    /** Strict and lenient officers; the others add 0. Half as much is added for other problems. */
    inspectors: {
      '执法员-007': 1.1,
      '执法员-019': 0.9,
      '执法员-031': 1.0,
      '执法员-053': 0.9,
      '执法员-004': -1.1,
      '执法员-015': -0.9,
      '执法员-028': -1.0,
      '执法员-056': -0.9,
    } as Readonly<Record<string, number>>,
  },

  /** Complaints about a business grow with exp(carelessness × this): so complaints foretell critical findings. */
  complaintsByCarelessness: 0.7,

  /** How often the businesses of a district are complained about, against 1. */
  complaintsByDistrict: { '990104': 0.7, '990106': 1.35, '990108': 1.5, '990110': 0.75 } as Readonly<
    Record<string, number>
  >,

  /** Extra complaints in one place and fortnight, in proportion to the rows: 420 of 250,000. */
  surge: {
    subdistrict: '990103004',
    lon: 110.528,
    lat: 30.991,
    /** The extra complaints lie within it, and within the subdistrict. */
    radiusKm: 0.8,
    category: '食品安全',
    subcategory: '疑似食物中毒',
    firstDay: '2025-03-10',
    lastDay: '2025-03-23',
    rowsPer250000: 420,
  },

  /** One department closes late; the shares are of complaints that are closed as usual (not rejected or passed on). */
  lateDepartment: { department: '住房和城乡建设局', onTime: 0.62, others: 0.93 },

  /** Share of permits decided after the promised working days. */
  permitsLate: 0.05,

  /** Yearly growth of complaints, and their level by weekday (Monday first) and on public holidays. */
  growth: 0.09,
  weekdays: [1.14, 1.08, 1.04, 1.02, 1.06, 0.84, 0.74],
  onHoliday: 0.62,

  /** Share of businesses without a permit in the extract. */
  unlicensed: 0.03,

  /** Share of rows that carry coordinates but no region code; and of complaints, a region code but no coordinates. */
  onlyCoordinates: { permits: 0.04, inspections: 0.12, complaints: 0.3 },
  onlyRegion: { complaints: 0.1 },

  /** Dirty rows of a city of full size; a smaller or larger one has them in proportion to its rows, at least one. */
  dirt: {
    permits: {
      /** A row occurs twice, all of it alike. */
      exact_copy: 100,
      /** An id occurs twice, the second row with another state. */
      changed_copy: 80,
      missing_id: 20,
      /** All dates lie in 1900. */
      date_1900: 25,
      /** Neither accepted, nor decided, nor valid from a date. */
      date_missing: 15,
      decided_before_accepted: 80,
      valid_to_before_from: 60,
      /** Longitude and latitude exchanged. */
      swapped_coordinates: 120,
      missing_code: 400,
      wrong_check_digit: 120,
      /** A region code that is in no region file. */
      unknown_region: 60,
      /** No region code, and coordinates outside every region. */
      outside_city: 30,
      /** Neither region code nor coordinates. */
      no_location: 60,
      /** The region code of another district than the coordinates'. */
      disagreeing_region: 50,
    },
    inspections: {
      exact_copy: 200,
      changed_copy: 150,
      missing_id: 30,
      date_1900: 40,
      /** The day of the visit lies in 2099. */
      date_future: 20,
      date_missing: 30,
      rectified_before_inspected: 100,
      swapped_coordinates: 300,
      missing_code: 900,
      wrong_check_digit: 250,
      unknown_region: 120,
      outside_city: 60,
      no_location: 120,
      disagreeing_region: 100,
    },
    complaints: {
      exact_copy: 400,
      changed_copy: 300,
      missing_id: 60,
      date_1900: 80,
      date_future: 40,
      date_missing: 50,
      closed_before_received: 250,
      swapped_coordinates: 500,
      wrong_check_digit: 350,
      unknown_region: 200,
      outside_city: 150,
      no_location: 300,
      disagreeing_region: 200,
    },
  },
  /** Rows at which the counts of `dirt` hold. */
  dirtAtRows: { permits: 60_000, inspections: 150_000, complaints: 250_000 },
  unknownRegionCode: '990188001',
} as const

export type Table = keyof typeof truths.dirt
