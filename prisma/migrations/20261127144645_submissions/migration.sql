-- CreateEnum
CREATE TYPE "DocumentClass" AS ENUM ('BANK_STATEMENT', 'APPLICATION_FORM', 'DEBT_SUMMARY', 'VOID_CHECK', 'INVOICE', 'PNL_STATEMENT', 'BALANCE_SHEET', 'TAX_RETURN', 'MONEY_MARKET_STATEMENT', 'PHOTO_ID', 'BUSINESS_LICENSE', 'PROOF_OF_OWNERSHIP', 'MERCHANT_PROCESSING_STATEMENT', 'PAYOFF_LETTER', 'LEASE', 'SIGNED_CONTRACT', 'OTHER');

-- CreateEnum
CREATE TYPE "DocumentStatus" AS ENUM ('UPLOADED', 'SCANNING', 'ACCEPTED', 'REJECTED', 'QUARANTINED', 'REMOVED');

-- CreateEnum
CREATE TYPE "RequirementKind" AS ENUM ('DOCUMENT', 'QUESTION');

-- CreateEnum
CREATE TYPE "RequirementStage" AS ENUM ('PRE_DECISION', 'PRE_FUNDING');

-- CreateEnum
CREATE TYPE "RequirementStatus" AS ENUM ('OPEN', 'RESPONDED', 'ACCEPTED', 'REJECTED', 'WAIVED');

-- CreateEnum
CREATE TYPE "DecisionOutcome" AS ENUM ('APPROVED', 'DECLINED');

-- CreateEnum
CREATE TYPE "DeclineReason" AS ENUM ('APPLICATION_INCOMPLETE', 'UNVERIFIABLE_INFORMATION', 'CREDIT_HISTORY', 'PERSONAL_RISK_SCORE', 'BUSINESS_RISK_SCORE', 'DEFAULT_HISTORY', 'LIENS_OR_JUDGMENTS', 'BANKRUPTCY', 'OVER_LEVERAGED', 'INSUFFICIENT_REVENUE', 'VOLATILE_DEPOSITS', 'LOW_BALANCES', 'EXCESSIVE_NSF', 'INSUFFICIENT_HISTORY', 'TIME_IN_BUSINESS', 'RESTRICTED_INDUSTRY', 'RESTRICTED_STATE', 'AMOUNT_OUT_OF_RANGE', 'FAILED_INTERVIEW', 'IDENTITY_NOT_VERIFIED', 'SUSPECTED_FRAUD', 'CRIMINAL_RECORD', 'PREVIOUS_DECLINE', 'EXISTING_CUSTOMER', 'DUPLICATE_SUBMISSION', 'ANOTHER_BROKER_PROTECTED', 'OTHER');

-- CreateEnum
CREATE TYPE "OfferProduct" AS ENUM ('MCA', 'TERM_LOAN', 'LINE_OF_CREDIT');

-- CreateEnum
CREATE TYPE "PaymentFrequency" AS ENUM ('DAILY', 'WEEKLY', 'BIWEEKLY', 'MONTHLY');

-- CreateEnum
CREATE TYPE "OfferStatus" AS ENUM ('OFFERED', 'ACCEPTED', 'REJECTED', 'NOT_SELECTED', 'EXPIRED', 'RESCINDED');

-- CreateEnum
CREATE TYPE "Side" AS ENUM ('FUNDER', 'BROKER');

-- CreateEnum
CREATE TYPE "TaxIdKind" AS ENUM ('EIN', 'SSN', 'ITIN');

-- CreateEnum
CREATE TYPE "SubmissionSource" AS ENUM ('API', 'EMBED', 'MANUAL');

-- CreateEnum
CREATE TYPE "ClosingStage" AS ENUM ('OFFER_ACCEPTED', 'CONTRACT_SENT', 'CONTRACT_SIGNED', 'CLEARED');

-- CreateEnum
CREATE TYPE "WithdrawReason" AS ENUM ('MERCHANT_CHANGED_MIND', 'FUNDED_ELSEWHERE', 'WRONG_DATA', 'DUPLICATE', 'OTHER');

-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "annual_revenue_minor" BIGINT,
ADD COLUMN     "assigned_user_id" TEXT,
ADD COLUMN     "billing_address" JSONB,
ADD COLUMN     "closing_stage" "ClosingStage",
ADD COLUMN     "created_by_id" TEXT,
ADD COLUMN     "data_key" BYTEA,
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "funded_amount_minor" BIGINT,
ADD COLUMN     "funded_on" DATE,
ADD COLUMN     "held_at" TIMESTAMPTZ(3),
ADD COLUMN     "industry" TEXT,
ADD COLUMN     "legal_hold" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "master_key_id" TEXT,
ADD COLUMN     "meta" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "monthly_revenue_minor" BIGINT,
ADD COLUMN     "phone_extension" TEXT,
ADD COLUMN     "physical_address" JSONB,
ADD COLUMN     "previous_submission_id" TEXT,
ADD COLUMN     "purpose_note_cipher" BYTEA,
ADD COLUMN     "source" "SubmissionSource" NOT NULL DEFAULT 'API',
ADD COLUMN     "source_email" TEXT,
ADD COLUMN     "source_name" TEXT,
ADD COLUMN     "source_notes_cipher" BYTEA,
ADD COLUMN     "status_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
ADD COLUMN     "submitted_at" TIMESTAMPTZ(3),
ADD COLUMN     "tax_id_cipher" BYTEA,
ADD COLUMN     "tax_id_hash" BYTEA,
ADD COLUMN     "tax_id_kind" "TaxIdKind",
ADD COLUMN     "tax_id_last4" TEXT,
ADD COLUMN     "withdraw_reason" "WithdrawReason";

-- AlterTable
ALTER TABLE "owner" ADD COLUMN     "credit_score" INTEGER,
ADD COLUMN     "date_of_birth" DATE,
ADD COLUMN     "has_signed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "home_address" JSONB,
ADD COLUMN     "home_phone" TEXT,
ADD COLUMN     "is_applicant" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_guarantor" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "middle_name" TEXT,
ADD COLUMN     "phone_extension" TEXT,
ADD COLUMN     "prefix" TEXT,
ADD COLUMN     "signed_on" DATE,
ADD COLUMN     "ssn_cipher" BYTEA,
ADD COLUMN     "ssn_hash" BYTEA,
ADD COLUMN     "ssn_last4" TEXT,
ADD COLUMN     "suffix" TEXT;

-- CreateTable
CREATE TABLE "document" (
    "id" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "funder_id" TEXT NOT NULL,
    "submission_id" TEXT NOT NULL,
    "requirement_id" TEXT,
    "status" "DocumentStatus" NOT NULL DEFAULT 'UPLOADED',
    "class" "DocumentClass" NOT NULL DEFAULT 'OTHER',
    "period_month" TEXT,
    "account_last4" TEXT,
    "file_name_cipher" BYTEA,
    "media_type" TEXT NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "storage_key" TEXT NOT NULL,
    "has_active_content" BOOLEAN NOT NULL DEFAULT false,
    "reject_reason" TEXT,
    "note_cipher" BYTEA,
    "uploaded_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "funder_id" TEXT NOT NULL,
    "submission_id" TEXT NOT NULL,
    "requirement_id" TEXT,
    "class" "DocumentClass",
    "period_month" TEXT,
    "account_last4" TEXT,
    "file_name_cipher" BYTEA NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "sha256" BYTEA,
    "storage_key" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "requirement" (
    "id" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "funder_id" TEXT NOT NULL,
    "submission_id" TEXT NOT NULL,
    "kind" "RequirementKind" NOT NULL,
    "stage" "RequirementStage" NOT NULL,
    "status" "RequirementStatus" NOT NULL DEFAULT 'OPEN',
    "document_class" "DocumentClass",
    "months" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "text_cipher" BYTEA,
    "response_cipher" BYTEA,
    "note_cipher" BYTEA,
    "due_at" TIMESTAMPTZ(3),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "responded_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "requirement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "funder_id" TEXT NOT NULL,
    "submission_id" TEXT NOT NULL,
    "outcome" "DecisionOutcome" NOT NULL,
    "reasons" "DeclineReason"[] DEFAULT ARRAY[]::"DeclineReason"[],
    "note_cipher" BYTEA,
    "decided_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer" (
    "id" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "funder_id" TEXT NOT NULL,
    "submission_id" TEXT NOT NULL,
    "status" "OfferStatus" NOT NULL DEFAULT 'OFFERED',
    "product" "OfferProduct" NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "funded_amount_minor" BIGINT NOT NULL,
    "net_amount_minor" BIGINT,
    "payback_amount_minor" BIGINT,
    "fees_minor" BIGINT,
    "payment_amount_minor" BIGINT,
    "payment_frequency" "PaymentFrequency",
    "term_days" INTEGER,
    "factor_rate" DECIMAL(8,4),
    "annual_rate_percent" DECIMAL(8,4),
    "commission_minor" BIGINT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "reject_note_cipher" BYTEA,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "funder_id" TEXT NOT NULL,
    "submission_id" TEXT NOT NULL,
    "side" "Side" NOT NULL,
    "author_id" TEXT,
    "text_cipher" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note" (
    "id" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "funder_id" TEXT NOT NULL,
    "submission_id" TEXT NOT NULL,
    "author_id" TEXT,
    "text_cipher" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "document_storage_key_key" ON "document"("storage_key");

-- CreateIndex
CREATE INDEX "document_submission_id_id_idx" ON "document"("submission_id", "id");

-- CreateIndex
CREATE INDEX "document_requirement_id_idx" ON "document"("requirement_id");

-- CreateIndex
CREATE UNIQUE INDEX "upload_storage_key_key" ON "upload"("storage_key");

-- CreateIndex
CREATE INDEX "upload_submission_id_idx" ON "upload"("submission_id");

-- CreateIndex
CREATE INDEX "upload_expires_at_idx" ON "upload"("expires_at");

-- CreateIndex
CREATE INDEX "requirement_submission_id_id_idx" ON "requirement"("submission_id", "id");

-- CreateIndex
CREATE INDEX "decision_submission_id_id_idx" ON "decision"("submission_id", "id");

-- CreateIndex
CREATE INDEX "offer_submission_id_id_idx" ON "offer"("submission_id", "id");

-- CreateIndex
CREATE INDEX "offer_status_expires_at_idx" ON "offer"("status", "expires_at");

-- CreateIndex
CREATE INDEX "message_submission_id_id_idx" ON "message"("submission_id", "id");

-- CreateIndex
CREATE INDEX "note_submission_id_id_idx" ON "note"("submission_id", "id");

-- CreateIndex
CREATE INDEX "submission_funder_id_environment_status_id_idx" ON "submission"("funder_id", "environment", "status", "id");

-- CreateIndex
CREATE INDEX "submission_funder_id_environment_tax_id_hash_idx" ON "submission"("funder_id", "environment", "tax_id_hash");

-- CreateIndex
CREATE UNIQUE INDEX "submission_id_funder_id_environment_key" ON "submission"("id", "funder_id", "environment");

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_submission_id_funder_id_environment_fkey" FOREIGN KEY ("submission_id", "funder_id", "environment") REFERENCES "submission"("id", "funder_id", "environment") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_requirement_id_fkey" FOREIGN KEY ("requirement_id") REFERENCES "requirement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_submission_id_funder_id_environment_fkey" FOREIGN KEY ("submission_id", "funder_id", "environment") REFERENCES "submission"("id", "funder_id", "environment") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_submission_id_funder_id_environment_fkey" FOREIGN KEY ("submission_id", "funder_id", "environment") REFERENCES "submission"("id", "funder_id", "environment") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_submission_id_funder_id_environment_fkey" FOREIGN KEY ("submission_id", "funder_id", "environment") REFERENCES "submission"("id", "funder_id", "environment") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_submission_id_funder_id_environment_fkey" FOREIGN KEY ("submission_id", "funder_id", "environment") REFERENCES "submission"("id", "funder_id", "environment") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_submission_id_funder_id_environment_fkey" FOREIGN KEY ("submission_id", "funder_id", "environment") REFERENCES "submission"("id", "funder_id", "environment") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_submission_id_funder_id_environment_fkey" FOREIGN KEY ("submission_id", "funder_id", "environment") REFERENCES "submission"("id", "funder_id", "environment") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_assigned_user_id_funder_id_fkey" FOREIGN KEY ("assigned_user_id", "funder_id") REFERENCES "user"("id", "funder_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_previous_submission_id_fkey" FOREIGN KEY ("previous_submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Prisma creates every list column as nullable.
ALTER TABLE "requirement" ALTER COLUMN "months" SET NOT NULL;
ALTER TABLE "decision" ALTER COLUMN "reasons" SET NOT NULL;

-- At most one accepted offer per submission, and the same bytes only once per submission.
CREATE UNIQUE INDEX "offer_one_accepted" ON "offer" ("submission_id") WHERE "status" = 'ACCEPTED';
CREATE UNIQUE INDEX "document_bytes_once" ON "document" ("submission_id", "sha256") WHERE "status" <> 'REMOVED';

ALTER TABLE "submission"
  ADD CONSTRAINT "submission_tax_id_whole" CHECK (
    ("tax_id_cipher" IS NULL) = ("tax_id_last4" IS NULL) AND ("tax_id_cipher" IS NULL) = ("tax_id_hash" IS NULL)
    AND ("tax_id_cipher" IS NULL) = ("tax_id_kind" IS NULL)),
  ADD CONSTRAINT "submission_held_when" CHECK (("status" = 'HELD') = ("held_at" IS NOT NULL)),
  ADD CONSTRAINT "submission_revenue_not_negative" CHECK ("annual_revenue_minor" >= 0 AND "monthly_revenue_minor" >= 0);

ALTER TABLE "owner"
  ADD CONSTRAINT "owner_credit_score_in_range" CHECK ("credit_score" BETWEEN 300 AND 850);

ALTER TABLE "requirement"
  ADD CONSTRAINT "requirement_id_has_its_prefix" CHECK ("id" LIKE 'req\_%'),
  ADD CONSTRAINT "requirement_of_a_kind" CHECK (("kind" = 'DOCUMENT') = ("document_class" IS NOT NULL));

ALTER TABLE "offer"
  ADD CONSTRAINT "offer_id_has_its_prefix" CHECK ("id" LIKE 'ofr\_%'),
  ADD CONSTRAINT "offer_amounts_are_positive" CHECK (
    "funded_amount_minor" > 0 AND "net_amount_minor" > 0 AND "payback_amount_minor" > 0 AND "fees_minor" >= 0
    AND "payment_amount_minor" > 0 AND "commission_minor" >= 0 AND "term_days" > 0);

ALTER TABLE "document"
  ADD CONSTRAINT "document_id_has_its_prefix" CHECK ("id" LIKE 'doc\_%'),
  ADD CONSTRAINT "document_sha256_is_sha256" CHECK (octet_length("sha256") = 32),
  ADD CONSTRAINT "document_size" CHECK ("byte_size" BETWEEN 1 AND 26214400),
  ADD CONSTRAINT "document_period_month" CHECK ("period_month" ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT "document_account_last4" CHECK ("account_last4" ~ '^\d{4}$');

ALTER TABLE "upload"
  ADD CONSTRAINT "upload_id_has_its_prefix" CHECK ("id" LIKE 'upl\_%'),
  ADD CONSTRAINT "upload_size" CHECK ("byte_size" BETWEEN 1 AND 26214400);
