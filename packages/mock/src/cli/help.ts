// Prism's own port, so that a project which used its command line need not change its settings.
export const defaultPort = 4010

export const help: string = `Usage: apikley-mock [options]

The Apikley video generation API on your own machine.

  --port <number>         port to listen on; 0 takes a free one (default: ${defaultPort})
  --host <address>        address to listen on (default: 127.0.0.1)
  --allow-host <name>     a further name by which the mock may be called; can be given again
  --cors <origin>         an origin, such as http://localhost:5173, whose pages may call the API; can be given again
  --reach <what>          what callbacks and uploads by URL may reach beside the internet: public (nothing),
                          loopback (this machine) or private (and private networks)
                          (default: callbacks reach this machine, uploads by URL do not)
  --task-seconds <number> seconds from a task's creation to its end (default: 5)
  --speed <number>        instead of that: durations like the API's, so many times faster; 1 is real time
  --seed <number>         whole number from which everything random is drawn (default: 1)
  --state <file>          keep tasks, uploads and the bill in this file, over a restart
  --scenario <file>       faults to begin with
  --credits <number>      credits in the account at the start (default: 10000.5)
  --rate-limits <which>   real: code 429 above 20 tasks per 10 s or 10 records per s; off (default)
  --errors <form>         envelope: HTTP 200 and a code in the body, as the API does (default)
                          http: the HTTP status says it too
  --api-key <key>         the one key to accept (default: any)
  --callback-secret <key> sign the callbacks with it
  --later-fields          task records with the undocumented fields seen since September 2026
  --any-model             take models that the API's description does not have, with any input
  --tls                   serve by https, with a certificate made at the start; prints how a program trusts it
  --quiet                 print the URL and nothing else
  --json                  print a line of JSON for everything that happens
  -h, --help              print this
  -v, --version           print the version
`
