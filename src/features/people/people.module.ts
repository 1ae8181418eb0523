import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun-routes.js';
import { CalendarsRepository } from './calendars.repository.js';
import { PayeesRepository } from './payees.repository.js';
import './people.dto.js';
import './time-worked.dto.js';

const NOUNS = [
  'managers',
  'teams',
  'team-memberships',
  'manager-attributes',
  'grades',
  'calendars',
  'calendar-assignments',
  'attendance',
];

@Module({
  controllers: NOUNS.map(nounController),
  providers: [CalendarsRepository, PayeesRepository],
  exports: [PayeesRepository],
})
export class PeopleModule {}
