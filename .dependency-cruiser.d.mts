import type { ICruiseOptions, IFlattenedRuleSet } from 'dependency-cruiser';

declare const configuration: {
  forbidden: (NonNullable<IFlattenedRuleSet['forbidden']>[number] & { name: string })[];
  options: ICruiseOptions;
};
export default configuration;
