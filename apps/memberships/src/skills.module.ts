import { Module } from '@nestjs/common';
import { AssignSkillController } from './features/assign-skill/assign-skill.controller.js';
import { AssignSkillHandler } from './features/assign-skill/assign-skill.handler.js';
import { ChangeSkillController } from './features/change-skill/change-skill.controller.js';
import { ChangeSkillHandler } from './features/change-skill/change-skill.handler.js';
import { CreateSkillController } from './features/create-skill/create-skill.controller.js';
import { CreateSkillHandler } from './features/create-skill/create-skill.handler.js';
import { GetMemberSkillController } from './features/get-member-skill/get-member-skill.controller.js';
import { GetMemberSkillHandler } from './features/get-member-skill/get-member-skill.handler.js';
import { GetSkillController } from './features/get-skill/get-skill.controller.js';
import { GetSkillHandler } from './features/get-skill/get-skill.handler.js';
import { ListMemberSkillsController } from './features/list-member-skills/list-member-skills.controller.js';
import { ListMemberSkillsHandler } from './features/list-member-skills/list-member-skills.handler.js';
import { ListSkillChangesController } from './features/list-skill-changes/list-skill-changes.controller.js';
import { ListSkillChangesHandler } from './features/list-skill-changes/list-skill-changes.handler.js';
import { ListSkillsController } from './features/list-skills/list-skills.controller.js';
import { ListSkillsHandler } from './features/list-skills/list-skills.handler.js';
import { ReassignSkillController } from './features/reassign-skill/reassign-skill.controller.js';
import { ReassignSkillHandler } from './features/reassign-skill/reassign-skill.handler.js';
import { RemoveSkillController } from './features/remove-skill/remove-skill.controller.js';
import { RemoveSkillHandler } from './features/remove-skill/remove-skill.handler.js';
import { OwnMembers } from './skills/own-members.js';
import { WrittenSkills } from './skills/written-skills.js';

/** Skills of members: defined, given, changed, taken, and what became of them (ID-26). */
@Module({
  controllers: [
    CreateSkillController,
    ChangeSkillController,
    GetSkillController,
    ListSkillsController,
    AssignSkillController,
    ReassignSkillController,
    RemoveSkillController,
    GetMemberSkillController,
    ListMemberSkillsController,
    ListSkillChangesController,
  ],
  providers: [
    OwnMembers,
    WrittenSkills,
    CreateSkillHandler,
    ChangeSkillHandler,
    GetSkillHandler,
    ListSkillsHandler,
    AssignSkillHandler,
    ReassignSkillHandler,
    RemoveSkillHandler,
    GetMemberSkillHandler,
    ListMemberSkillsHandler,
    ListSkillChangesHandler,
  ],
})
export class SkillsModule {}
