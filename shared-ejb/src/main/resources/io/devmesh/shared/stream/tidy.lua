-- Removes consumers of the group ARGV[1] that were idle for more than ARGV[3] milliseconds and have nothing pending, ARGV[2]
-- excepted, and entries that every group has had and acknowledged. Returns how many consumers and entries that were.
redis.replicate_commands() -- Redis 6.2 does not let a script write after XINFO otherwise.

local stream, own, self, longest = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])

local function fields(reply)
  local found = {}
  for i = 1, #reply, 2 do found[reply[i]] = reply[i + 1] end
  return found
end

local function parts(id)
  local time, number = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(time), tonumber(number)
end

local function precedes(a, b)
  local time, number = parts(a)
  local otherTime, otherNumber = parts(b)
  return time < otherTime or (time == otherTime and number < otherNumber)
end

local removed = 0
local bound -- the oldest entry that some group may still need

local groups = redis.pcall('XINFO', 'GROUPS', stream)
if groups.err then
  if string.find(groups.err, 'no such key', 1, true) then return {0, 0} end
  return groups
end
for _, reply in ipairs(groups) do
  local group = fields(reply)
  if group['name'] == own then
    for _, each in ipairs(redis.call('XINFO', 'CONSUMERS', stream, own)) do
      local consumer = fields(each)
      if consumer['pending'] == 0 and consumer['idle'] > longest and consumer['name'] ~= self then
        redis.call('XGROUP', 'DELCONSUMER', stream, own, consumer['name'])
        removed = removed + 1
      end
    end
  end
  local needed
  if group['pending'] > 0 then
    needed = redis.call('XPENDING', stream, group['name'])[2]
  else
    local time, number = string.match(group['last-delivered-id'], '^(%d+)-(%d+)$')
    -- Beyond that, numbers are not exact; then the last entry stays.
    needed = time .. '-' .. (#number < 15 and string.format('%d', number + 1) or number)
  end
  if not bound or precedes(needed, bound) then bound = needed end
end
return {removed, bound and redis.call('XTRIM', stream, 'MINID', bound) or 0}
