import { z } from 'zod';
import { roles } from './model.ts';

export const newStaff = z.object({
  name: z.string().trim().min(1, 'Give a name.').max(120, 'A name has at most 120 characters.'),
  email: z.email('Give an e-mail address.').trim().toLowerCase().max(254),
  role: z.enum(roles, 'Choose a role.'),
});

export const staffId = z.object({ staffId: z.uuid() });

export const changedRole = z.object({ staffId: z.uuid(), role: z.enum(roles, 'Choose a role.') });

const newPassword = z
  .string()
  .min(1, 'Choose a password.')
  .max(1024, 'A password has at most 1024 characters.');

export const passwordByLink = z.object({ token: z.string().max(100), password: newPassword });

export const changedPassword = z.object({
  old: z.string().min(1, 'Give the password that you have now.').max(1024),
  password: newPassword,
});
