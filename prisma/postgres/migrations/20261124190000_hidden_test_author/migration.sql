-- AlterTable
ALTER TABLE "HiddenTest" ADD COLUMN "personId" TEXT,
ADD COLUMN "personName" TEXT;
