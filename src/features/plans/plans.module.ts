import { Module } from '@nestjs/common';
import { nounController } from '../../platform/records/noun.controller.js';
import './targets.dto.js';

@Module({ controllers: [nounController('targets')] })
export class PlansModule {}
