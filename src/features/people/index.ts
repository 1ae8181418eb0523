export {
  cutAt,
  employedDays,
  employmentAttribute,
  isEmployedIn,
  lastEmployedDay,
  shareOfNorm,
  timeWorked,
} from './employment.js';
export { gradeThen } from './grade-then.js';
export { attributeOn, type DatedValue, type Payee, PayeesRepository, valueOn } from './payees.repository.js';
export { PeopleModule } from './people.module.js';
