import type { AnyModuleComponents, AnyModuleDefinition, ModuleDefinition } from "./ModuleDefinition.ts";

/** The kinds of modules that this application can show. Content may name others, written by another version. */
export class ModuleRegistry {
  readonly #definitions = new Map<string, AnyModuleDefinition>();
  readonly #components = new Map<string, Promise<AnyModuleComponents>>();

  /** @throws Error when the name is taken: two kinds under one name would read each other's states. */
  registerModule<Settings, View>(definition: ModuleDefinition<Settings, View>): this {
    if (this.#definitions.has(definition.name))
      throw new Error(`“${definition.name}” is registered already.`);
    this.#definitions.set(definition.name, definition);
    return this;
  }

  find(name: string): AnyModuleDefinition | undefined {
    return this.#definitions.get(name);
  }

  /** In the order of registration, which is the order in the menu. */
  list(): readonly AnyModuleDefinition[] {
    return [...this.#definitions.values()];
  }

  /** The components of a module, fetched once; the same promise each time, and a new attempt after one that failed. */
  loadComponents(definition: AnyModuleDefinition): Promise<AnyModuleComponents> {
    const known = this.#components.get(definition.name);
    if (known) return known;
    const components = definition.load();
    this.#components.set(definition.name, components);
    components.catch(() => this.#components.delete(definition.name));
    return components;
  }
}
