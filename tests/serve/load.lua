-- What wrk asks of the server, page after page, and how often each status came.
local paths = {"/", "/search?q=%D0%BC%D1%96%D0%BD%D1%96%D1%81%D1%82%D1%80", "/question/denials", "/query", "/article?id=none"}
local number, threads = 0, {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  answers = {}
end

function request()
  number = number % #paths + 1
  return wrk.format("GET", paths[number])
end

function response(status)
  answers[status] = (answers[status] or 0) + 1
end

function done(summary)
  local all = {}
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("answers")) do
      all[status] = (all[status] or 0) + count
    end
  end
  all[500] = all[500] or 0
  for status, count in pairs(all) do
    io.write(string.format("%d: %d\n", status, count))
  end
  io.write(string.format("%d requests, %d connections failed\n", summary.requests, summary.errors.connect))
end
