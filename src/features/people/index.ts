export { employmentAttribute, isEmployedIn, lastEmployedDay, weekdays } from './employment.js';
export { type DatedValue, type Payee, PayeesRepository, valueOn } from './payees.repository.js';
export { PeopleModule } from './people.module.js';
