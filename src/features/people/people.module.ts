import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun-routes.js';
import { PayeesRepository } from './payees.repository.js';
import './people.dto.js';

@Module({
  controllers: ['managers', 'teams', 'team-memberships', 'manager-attributes', 'grades'].map(nounController),
  providers: [PayeesRepository],
  exports: [PayeesRepository],
})
export class PeopleModule {}
