import tseslint from "typescript-eslint";

const laws = [
  {
    selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]",
    message: "Text of customers, articles and the model becomes nodes, never HTML.",
  },
  {
    selector: "JSXAttribute[name.name=/^(dangerouslySetInnerHTML|srcdoc)$/]",
    message: "Text of customers, articles and the model becomes nodes, never HTML.",
  },
  {
    selector: "JSXAttribute[name.name='style']",
    message: "The page's CSP allows no inline style: use a class.",
  },
  {
    selector: "CallExpression[callee.property.name='postMessage'] > Literal[value='*']",
    message: "postMessage always names the origin it is meant for.",
  },
  {
    selector: "CallExpression[callee.object.name='document'][callee.property.name=/^write/]",
    message: "No document.write.",
  },
];

export default tseslint.config(
  { ignores: ["node_modules"] },
  ...tseslint.configs.strictTypeChecked,
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "no-restricted-syntax": ["error", ...laws],
      "no-eval": "error",
      "no-console": "error",
      complexity: ["error", 11] /* `??` and `?.` count */,
      "max-lines": ["error", 250],
      "max-lines-per-function": ["error", 70],
      "max-params": ["error", 4],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
    },
  },
  { files: ["tests/**"], rules: { "@typescript-eslint/no-floating-promises": "off", "max-lines-per-function": "off" } },
  { files: ["**/*.js", "**/*.mjs"], ...tseslint.configs.disableTypeChecked },
);
