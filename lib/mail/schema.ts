import { z } from 'zod';
import { mailChoices } from './model.ts';

export const mailChoice = z.object({ notices: z.enum(mailChoices, 'Choose how you want to be told.') });
