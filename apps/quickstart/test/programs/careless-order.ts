// What is often written: when there is no answer, the order is sent again.
const order = { model: 'kling/v2-1-master-text-to-video', input: { prompt: 'dusk' } }
const create = () =>
  fetch(`${process.env['APIKLEY_BASE_URL']}/api/v1/jobs/createTask`, {
    method: 'POST',
    headers: { authorization: 'Bearer anything', 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })

await create().catch(create)
