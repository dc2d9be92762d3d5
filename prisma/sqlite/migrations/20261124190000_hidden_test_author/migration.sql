-- AlterTable
ALTER TABLE "HiddenTest" ADD COLUMN "personId" TEXT;
ALTER TABLE "HiddenTest" ADD COLUMN "personName" TEXT;
