import { IsInt, IsOptional, IsString, Length, ValidateNested, getMetadataStorage, validateSync } from 'class-validator';
import { gatherRulesOnce } from './validation-rules.js';

class Named {
  @IsString()
  @Length(1, 5)
  name!: string;
}

class Child extends Named {
  @IsOptional()
  @IsInt()
  age?: number;
}

class Family {
  @ValidateNested({ each: true })
  children!: Child[];
}

const child = (fields: object): Child => Object.assign(new Child(), fields);
const strict = { whitelist: true, forbidNonWhitelisted: true };
const faults = (of: object): string[] =>
  validateSync(of, strict).map(({ property, constraints }) => `${property}: ${Object.keys(constraints ?? {}).join()}`);

describe('rules gathered once', () => {
  it('are those that the library gathers each time, the inherited ones among them', () => {
    const storage = getMetadataStorage();
    const before = [Named, Child, Family].map((type) => storage.getTargetValidationMetadatas(type, '', false, false));
    gatherRulesOnce();
    for (const _again of [1, 2]) {
      const after = [Named, Child, Family].map((type) => storage.getTargetValidationMetadatas(type, '', false, false));
      expect(after).toEqual(before);
    }
    expect(before[1].map(({ propertyName }) => propertyName).sort()).toEqual(['age', 'age', 'name', 'name']);
  });

  it('refuse what they refused, object after object', () => {
    gatherRulesOnce();
    expect(faults(child({ name: 'Zoé' }))).toEqual([]);
    expect(faults(child({ name: 'Zoé', age: 1.5, hat: 'red' }))).toEqual(['hat: whitelistValidation', 'age: isInt']);
    expect(faults(child({ name: '' }))).toEqual(['name: isLength']);
    const [{ children }] = validateSync(
      Object.assign(new Family(), { children: [child({ name: 'Ana' }), child({ name: 'too long' })] }),
      strict,
    );
    expect(children?.map(({ property }) => property)).toEqual(['1']);
  });
});
