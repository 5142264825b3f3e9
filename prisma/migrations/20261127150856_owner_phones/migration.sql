-- Both phone numbers of an owner have a name that says which one it is, and an extension.
ALTER TABLE "owner" RENAME COLUMN "phone" TO "mobile_phone";
ALTER TABLE "owner" RENAME COLUMN "phone_extension" TO "mobile_phone_extension";
ALTER TABLE "owner" ADD COLUMN "home_phone_extension" TEXT;

ALTER TABLE "owner"
  ADD CONSTRAINT "owner_ssn_whole" CHECK (
    ("ssn_cipher" IS NULL) = ("ssn_last4" IS NULL) AND ("ssn_cipher" IS NULL) = ("ssn_hash" IS NULL));
