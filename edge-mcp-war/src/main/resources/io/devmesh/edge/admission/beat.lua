-- Notes in the hash KEYS[1] that the replica ARGV[1] is here, and returns how many were within ARGV[2] milliseconds; forgets the
-- others. With 0 milliseconds the replica goes.
redis.replicate_commands() -- Redis 6.2 does not let a script write after TIME otherwise.

local key, self, age = KEYS[1], ARGV[1], tonumber(ARGV[2])
if age == 0 then
  redis.call('HDEL', key, self)
  return 0
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local count = 1
local seen = redis.call('HGETALL', key)
for i = 1, #seen, 2 do
  if seen[i] ~= self then
    if now - tonumber(seen[i + 1]) <= age then count = count + 1 else redis.call('HDEL', key, seen[i]) end
  end
end
redis.call('HSET', key, self, string.format('%.0f', now))
redis.call('PEXPIRE', key, age)
return count
