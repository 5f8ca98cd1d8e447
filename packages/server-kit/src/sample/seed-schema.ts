import type { SampleRows, SampleTable } from "./seed-rows.ts";

/*
 * The sample's tables. Keys and indexes stand apart from the tables because rows are loaded without them: building
 * them afterwards takes a third of the time.
 */

export const createTables = `
create table if not exists public.partners (
  id text not null,
  name text not null,
  slug text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null
);
create table if not exists public.merchants (
  id text not null,
  partner_id text not null,
  name text not null,
  category text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  city text,
  status text not null check (status in ('active', 'paused', 'closed')),
  created_at timestamptz not null,
  deleted_at timestamptz
);
create table if not exists public.customers (
  id text not null,
  partner_id text not null,
  merchant_id text not null,
  name text not null,
  email text,
  phone text,
  city text,
  created_at timestamptz not null
);
create table if not exists public.payments (
  id text not null,
  partner_id text not null,
  merchant_id text not null,
  customer_id text,
  amount_minor bigint not null check (amount_minor > 0),
  fee_minor bigint not null check (fee_minor >= 0),
  currency text not null,
  status text not null check (status in ('succeeded', 'failed', 'pending')),
  method text not null check (method in ('card', 'wallet', 'bank_transfer', 'cash')),
  created_at timestamptz not null
);
create table if not exists public.refunds (
  id text not null,
  partner_id text not null,
  merchant_id text not null,
  payment_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  reason text,
  created_at timestamptz not null
);
create table if not exists public.disputes (
  id text not null,
  partner_id text not null,
  merchant_id text not null,
  payment_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  status text not null check (status in ('open', 'won', 'lost')),
  opened_at timestamptz not null,
  closed_at timestamptz
);
create table if not exists public.payouts (
  id text not null,
  partner_id text not null,
  merchant_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  status text not null check (status in ('pending', 'paid', 'failed')),
  created_at timestamptz not null,
  paid_at timestamptz
);
create table if not exists public.invoices (
  id text not null,
  partner_id text not null,
  merchant_id text not null,
  kind text not null check (kind in ('revenue', 'expense')),
  counterparty text,
  category text not null,
  amount_minor bigint not null check (amount_minor > 0),
  status text not null check (status in ('draft', 'sent', 'paid', 'overdue')),
  issued_at timestamptz not null,
  due_at timestamptz not null,
  paid_at timestamptz
);

comment on table public.partners is 'Organisations that embed analytics for their merchants';
comment on table public.merchants is 'A partner''s customers, who take payments';
comment on table public.customers is 'Who pays a merchant';
comment on table public.payments is 'Attempts to pay a merchant, succeeded or not';
comment on table public.refunds is 'Money given back, in full or in part; a payment may have several';
comment on table public.disputes is 'Payments contested by whoever paid';
comment on table public.payouts is 'Weekly transfers of what a merchant earned, less fees and refunds';
comment on table public.invoices is 'What a merchant bills and is billed outside of payments';
comment on column public.partners.slug is 'Stable name in addresses';
comment on column public.partners.currency is 'ISO 4217, of everything the partner has';
comment on column public.merchants.country is 'ISO 3166-1 alpha-2';
comment on column public.merchants.deleted_at is 'Set when removed: its history stays';
comment on column public.customers.name is 'Personal data';
comment on column public.customers.email is 'Personal data';
comment on column public.customers.phone is 'Personal data';
comment on column public.payments.customer_id is 'Null where nobody asked, as with cash';
comment on column public.payments.amount_minor is 'In minor units of the currency';
comment on column public.payments.fee_minor is 'What the merchant pays for it, in minor units; 0 unless succeeded';
comment on column public.refunds.amount_minor is 'In minor units of the partner''s currency';
comment on column public.disputes.amount_minor is 'In minor units of the partner''s currency';
comment on column public.payouts.amount_minor is 'In minor units of the partner''s currency';
comment on column public.invoices.amount_minor is 'In minor units of the partner''s currency';
`;

interface Constraint {
  readonly table: SampleTable;
  readonly name: string;
  readonly definition: string;
}

const owned = ["customers", "payments", "refunds", "disputes", "payouts", "invoices"] as const;
const all: readonly SampleTable[] = ["partners", "merchants", ...owned];

/** In the order in which they can be added; removed in the opposite one. */
export const constraints: readonly Constraint[] = [
  ...all.map((table) => ({ table, name: `${table}_pkey`, definition: "primary key (id)" })),
  { table: "partners", name: "partners_slug_key", definition: "unique (slug)" },
  { table: "merchants", name: "merchants_partner_id_id_key", definition: "unique (partner_id, id)" },
  {
    table: "merchants",
    name: "merchants_partner_id_fkey",
    definition: "foreign key (partner_id) references public.partners (id)",
  },
  // Over both columns, so that the database itself keeps a row from naming one partner and another's merchant.
  ...owned.map((table) => ({
    table,
    name: `${table}_merchant_fkey`,
    definition: "foreign key (partner_id, merchant_id) references public.merchants (partner_id, id)",
  })),
  {
    table: "payments",
    name: "payments_customer_id_fkey",
    definition: "foreign key (customer_id) references public.customers (id)",
  },
  {
    table: "refunds",
    name: "refunds_payment_id_fkey",
    definition: "foreign key (payment_id) references public.payments (id)",
  },
  {
    table: "disputes",
    name: "disputes_payment_id_fkey",
    definition: "foreign key (payment_id) references public.payments (id)",
  },
];

/** By name: what each is on. */
export const indexes: Readonly<Record<string, string>> = {
  customers_tenant_time: "public.customers (partner_id, merchant_id, created_at)",
  payments_tenant_time: "public.payments (partner_id, merchant_id, created_at)",
  payments_partner_time: "public.payments (partner_id, created_at)",
  payments_customer: "public.payments (customer_id)",
  refunds_tenant_time: "public.refunds (partner_id, merchant_id, created_at)",
  refunds_payment: "public.refunds (payment_id)",
  disputes_tenant_time: "public.disputes (partner_id, merchant_id, opened_at)",
  disputes_payment: "public.disputes (payment_id)",
  payouts_tenant_time: "public.payouts (partner_id, merchant_id, created_at)",
  invoices_tenant_time: "public.invoices (partner_id, merchant_id, issued_at)",
};

/** The columns in the order in which rows are copied; in the order of tables that refer to each other. */
export const tableColumns = {
  partners: ["id", "name", "slug", "currency", "created_at"],
  merchants: ["id", "partner_id", "name", "category", "country", "city", "status", "created_at", "deleted_at"],
  customers: ["id", "partner_id", "merchant_id", "name", "email", "phone", "city", "created_at"],
  payments: [
    "id",
    "partner_id",
    "merchant_id",
    "customer_id",
    "amount_minor",
    "fee_minor",
    "currency",
    "status",
    "method",
    "created_at",
  ],
  refunds: ["id", "partner_id", "merchant_id", "payment_id", "amount_minor", "reason", "created_at"],
  disputes: [
    "id",
    "partner_id",
    "merchant_id",
    "payment_id",
    "amount_minor",
    "reason",
    "status",
    "opened_at",
    "closed_at",
  ],
  payouts: ["id", "partner_id", "merchant_id", "amount_minor", "status", "created_at", "paid_at"],
  invoices: [
    "id",
    "partner_id",
    "merchant_id",
    "kind",
    "counterparty",
    "category",
    "amount_minor",
    "status",
    "issued_at",
    "due_at",
    "paid_at",
  ],
} as const satisfies { [Table in SampleTable]: readonly (keyof SampleRows[Table][number])[] };
