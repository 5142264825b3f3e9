-- Requirements that were overdue before the server noticed due dates: no event and no mail for them now.
UPDATE "requirement" SET "overdue_at" = "due_at"
WHERE "overdue_at" IS NULL AND "due_at" < now() AND "status" IN ('OPEN', 'REJECTED');
