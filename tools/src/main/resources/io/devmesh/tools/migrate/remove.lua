-- Removes entries that are done on the source, where nobody on the target has them in hand.
-- KEYS: stream, record, ids, lock
-- ARGV: token, lock's time to live in ms,
--       groups, then each: name, consumers, then each consumer that the source has,
--       ids on the source
-- Returns: how many were removed
local stream, record, ids, lock = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local at = 0
local function take()
  at = at + 1
  return ARGV[at]
end

local owner = redis.call('GET', lock)
if not owner then return redis.error_reply('MOVEDON the lock has expired') end
if owner ~= take() then return redis.error_reply('LOCKLOST another migrate has taken over') end
redis.call('PEXPIRE', lock, take())

local there = {}
if redis.call('EXISTS', stream) == 1 then
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    for i = 1, #group, 2 do
      if group[i] == 'name' then there[group[i + 1]] = true end
    end
  end
end
local copiedConsumers = {}
for _ = 1, tonumber(take()) do
  local name = take()
  copiedConsumers[name] = {}
  for _ = 1, tonumber(take()) do copiedConsumers[name][take()] = true end
end

local function inHand(id)
  for name in pairs(there) do
    local pending = redis.call('XPENDING', stream, name, id, id, 1)[1]
    if pending and not (copiedConsumers[name] and copiedConsumers[name][pending[2]]) then return true end
  end
  return false
end

local removed = 0
while at < #ARGV do
  local source = take()
  local id = redis.call('HGET', ids, source)
  if id and not inHand(id) then
    for name in pairs(there) do redis.call('XACK', stream, name, id) end
    removed = removed + redis.call('XDEL', stream, id)
  end
  redis.call('HDEL', ids, source)
end
redis.call('HINCRBY', record, 'removed', removed)
return removed
