-- AlterEnum
ALTER TYPE "UserStatus" ADD VALUE 'INVITED';
