-- AlterTable
ALTER TABLE "Run" ADD COLUMN      "seed" INTEGER;
