export { employmentAttribute, isEmployedIn, lastEmployedDay } from './employment.js';
export { type DatedValue, type Payee, PayeesRepository, valueOn } from './payees.repository.js';
export { PeopleModule } from './people.module.js';
