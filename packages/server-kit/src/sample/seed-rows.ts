export type PaymentMethod = "card" | "wallet" | "bank_transfer" | "cash";
export type PaymentStatus = "succeeded" | "failed" | "pending";

/** Every row of a merchant's says whose it is. */
interface Owned {
  id: string;
  partner_id: string;
  merchant_id: string;
}

export interface PartnerRow {
  id: string;
  name: string;
  slug: string;
  currency: string;
  created_at: Date;
}

export interface MerchantRow {
  id: string;
  partner_id: string;
  name: string;
  category: string;
  country: string;
  city: string | null;
  status: "active" | "paused" | "closed";
  created_at: Date;
  deleted_at: Date | null;
}

export interface CustomerRow extends Owned {
  name: string;
  email: string | null;
  phone: string | null;
  city: string | null;
  created_at: Date;
}

export interface PaymentRow extends Owned {
  customer_id: string | null;
  amount_minor: number;
  fee_minor: number;
  currency: string;
  status: PaymentStatus;
  method: PaymentMethod;
  created_at: Date;
}

export interface RefundRow extends Owned {
  payment_id: string;
  amount_minor: number;
  reason: string | null;
  created_at: Date;
}

export interface DisputeRow extends Owned {
  payment_id: string;
  amount_minor: number;
  reason: string;
  status: "open" | "won" | "lost";
  opened_at: Date;
  closed_at: Date | null;
}

export interface PayoutRow extends Owned {
  amount_minor: number;
  status: "pending" | "paid" | "failed";
  created_at: Date;
  paid_at: Date | null;
}

export interface InvoiceRow extends Owned {
  kind: "revenue" | "expense";
  counterparty: string | null;
  category: string;
  amount_minor: number;
  status: "draft" | "sent" | "paid" | "overdue";
  issued_at: Date;
  due_at: Date;
  paid_at: Date | null;
}

/** The sample's rows by table, in the order in which tables refer to each other. */
export interface SampleRows {
  partners: PartnerRow[];
  merchants: MerchantRow[];
  customers: CustomerRow[];
  payments: PaymentRow[];
  refunds: RefundRow[];
  disputes: DisputeRow[];
  payouts: PayoutRow[];
  invoices: InvoiceRow[];
}
export type SampleTable = keyof SampleRows;
