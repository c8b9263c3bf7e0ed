/** Where a person finds the account: its keys under `/keys`, and its tasks. From the upstream page. */
export const accountPage = 'https://app.apikley.ru'
