import type { PaymentMethod } from "./seed-rows.ts";

/** How one partner's part of the sample behaves. The names are made up. */
export interface PartnerPlan {
  readonly name: string;
  readonly slug: string;
  readonly currency: string;
  /** What one US dollar's worth of goods costs in major units of the currency. */
  readonly priceLevel: number;
  /** Amounts are whole multiples of this many minor units. */
  readonly smallestMinor: number;
  /** Local time less UTC, hours; without summer time. */
  readonly utcOffset: number;
  readonly methods: Readonly<Record<PaymentMethod, number>>;
  readonly cities: Readonly<Record<string, readonly string[]>>;
  readonly merchants: readonly MerchantPlan[];
}

export interface MerchantPlan {
  readonly name: string;
  readonly category: "groceries" | "restaurants" | "fashion" | "electronics" | "beauty" | "travel" | "home" | "health";
  readonly country: string;
  readonly city: string | null;
  /** Payments relative to the other merchants'. */
  readonly size: number;
  /** Growth a year: 0.2 is a fifth more. */
  readonly growth: number;
  /** Something worth finding in the data. */
  readonly story?: "newcomer" | "paused" | "closed" | "deleted" | "dispute spike";
}

const harborline: PartnerPlan = {
  name: "Harborline Payments",
  slug: "harborline",
  currency: "USD",
  priceLevel: 1,
  smallestMinor: 1,
  utcOffset: -6,
  methods: { card: 0.72, wallet: 0.17, bank_transfer: 0.06, cash: 0.05 },
  cities: {
    US: ["Chicago", "Austin", "Seattle", "Denver", "Boston"],
    CA: ["Toronto", "Montréal", "Vancouver"],
    MX: ["Mexico City", "Guadalajara", "Mérida"],
  },
  merchants: [
    { name: "Bramblegate Market", category: "groceries", country: "US", city: "Chicago", size: 13, growth: 0.16 },
    { name: "Tin Lantern Diner", category: "restaurants", country: "US", city: "Austin", size: 9, growth: 0.22 },
    {
      name: "Voltmoor Electronics",
      category: "electronics",
      country: "US",
      city: "Seattle",
      size: 7,
      growth: 0.3,
      story: "dispute spike",
    },
    { name: "Harrow & Thread", category: "fashion", country: "US", city: "Boston", size: 7, growth: 0.19 },
    { name: "Juniper Basin Outfitters", category: "travel", country: "US", city: "Denver", size: 4, growth: 0.27 },
    { name: "Cinderpath Coffee", category: "restaurants", country: "US", city: "Seattle", size: 8, growth: 0.35 },
    { name: "Quillfield Pharmacy", category: "health", country: "US", city: "Chicago", size: 6, growth: 0.12 },
    { name: "Oakmere Home", category: "home", country: "US", city: "Austin", size: 4, growth: 0.18 },
    { name: "Saltwhistle Beauty", category: "beauty", country: "US", city: "Boston", size: 4, growth: 0.41 },
    { name: "Pemberwick Foods", category: "groceries", country: "CA", city: "Toronto", size: 8, growth: 0.2 },
    { name: "Épinette Bistro", category: "restaurants", country: "CA", city: "Montréal", size: 5, growth: 0.15 },
    { name: "Northspool Textiles", category: "fashion", country: "CA", city: "Vancouver", size: 4, growth: -0.14 },
    {
      name: "Maplebyte",
      category: "electronics",
      country: "CA",
      city: "Toronto",
      size: 3,
      growth: 0.5,
      story: "newcomer",
    },
    { name: "Glacierline Tours", category: "travel", country: "CA", city: null, size: 2, growth: 0.24 },
    { name: "Casa Nopalera", category: "restaurants", country: "MX", city: "Guadalajara", size: 5, growth: 0.28 },
    { name: "Mercado Tres Ríos", category: "groceries", country: "MX", city: "Mexico City", size: 7, growth: 0.31 },
    { name: "Botica del Puente", category: "health", country: "MX", city: "Mérida", size: 3, growth: 0.2 },
    { name: "Luz y Barro", category: "home", country: "MX", city: "Mexico City", size: 2, growth: 0.37 },
    {
      name: "Copperkettle Kitchenware",
      category: "home",
      country: "US",
      city: "Denver",
      size: 3,
      growth: 0.05,
      story: "paused",
    },
    {
      name: "Foxglove Rentals",
      category: "travel",
      country: "US",
      city: "Austin",
      size: 2,
      growth: 0.1,
      story: "closed",
    },
    {
      name: "Wickerlane Gifts",
      category: "home",
      country: "US",
      city: "Chicago",
      size: 3,
      growth: 0.08,
      story: "deleted",
    },
    { name: "Ashgrove Skincare", category: "beauty", country: "CA", city: "Vancouver", size: 3, growth: 0.33 },
  ],
};

const brightquay: PartnerPlan = {
  name: "Brightquay",
  slug: "brightquay",
  currency: "EUR",
  priceLevel: 0.95,
  smallestMinor: 1,
  utcOffset: 1,
  methods: { card: 0.54, wallet: 0.16, bank_transfer: 0.23, cash: 0.07 },
  cities: {
    DE: ["Berlin", "Hamburg", "München", "Köln"],
    FR: ["Paris", "Lyon", "Nantes"],
    ES: ["Madrid", "Málaga", "Sevilla"],
  },
  merchants: [
    { name: "Kiosk am Kanal", category: "groceries", country: "DE", city: "Berlin", size: 7, growth: 0.14 },
    { name: "Blechspielzeug & Söhne", category: "home", country: "DE", city: "Hamburg", size: 3, growth: 0.2 },
    { name: "Funkenwerk", category: "electronics", country: "DE", city: "München", size: 4, growth: 0.26 },
    { name: "Apotheke Lindenhof", category: "health", country: "DE", city: "Köln", size: 4, growth: 0.09 },
    { name: "Atelier Brindille", category: "fashion", country: "FR", city: "Paris", size: 5, growth: 0.24 },
    { name: "La Cuillère Bleue", category: "restaurants", country: "FR", city: "Lyon", size: 5, growth: 0.18 },
    { name: "Maison Grésil", category: "beauty", country: "FR", city: "Nantes", size: 3, growth: 0.38 },
    { name: "Épicerie du Pont Gris", category: "groceries", country: "FR", city: "Paris", size: 4, growth: 0.11 },
    { name: "Bodega Salobreña Norte", category: "restaurants", country: "ES", city: "Málaga", size: 4, growth: 0.29 },
    { name: "Viajes Marisma", category: "travel", country: "ES", city: "Sevilla", size: 3, growth: 0.21 },
    {
      name: "Hilo y Lana",
      category: "fashion",
      country: "ES",
      city: "Madrid",
      size: 3,
      growth: 0.45,
      story: "newcomer",
    },
    {
      name: "Kontor Nordlicht",
      category: "travel",
      country: "DE",
      city: "Hamburg",
      size: 1,
      growth: -0.1,
      story: "closed",
    },
  ],
};

const savannaTill: PartnerPlan = {
  name: "Savanna Till",
  slug: "savanna-till",
  currency: "KES",
  priceLevel: 60,
  smallestMinor: 100,
  utcOffset: 3,
  methods: { card: 0.15, wallet: 0.63, bank_transfer: 0.07, cash: 0.15 },
  cities: { KE: ["Nairobi", "Mombasa", "Kisumu"], TZ: ["Dar es Salaam", "Arusha"], UG: ["Kampala", "Entebbe"] },
  merchants: [
    { name: "Duka Jacaranda", category: "groceries", country: "KE", city: "Nairobi", size: 3, growth: 0.55 },
    { name: "Bahari Grill", category: "restaurants", country: "KE", city: "Mombasa", size: 2, growth: 0.4 },
    { name: "Simu Corner", category: "electronics", country: "KE", city: "Kisumu", size: 1.5, growth: 0.62 },
    { name: "Kitenge Loft", category: "fashion", country: "TZ", city: "Dar es Salaam", size: 1.2, growth: 0.35 },
    { name: "Meru Trails", category: "travel", country: "TZ", city: "Arusha", size: 0.6, growth: 0.3 },
    {
      name: "Afya Bora Chemist",
      category: "health",
      country: "UG",
      city: "Kampala",
      size: 1,
      growth: 0.48,
      story: "newcomer",
    },
  ],
};

/** From the largest to the smallest. */
export const samplePartners: readonly PartnerPlan[] = [harborline, brightquay, savannaTill];
