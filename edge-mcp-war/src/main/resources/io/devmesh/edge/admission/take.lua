-- Takes up to ARGV[4] tokens out of the bucket KEYS[1], or none where there are fewer than ARGV[3]; ARGV[1] come in a second, and
-- ARGV[2] are kept. Returns how many were taken, how many are left, and in how many milliseconds there will be enough.
redis.replicate_commands() -- Redis 6.2 does not let a script write after TIME otherwise.

local rate, burst, least, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])

local tokens, at = burst, now
local kept = redis.call('HGETALL', KEYS[1])
for i = 1, #kept, 2 do
  if kept[i] == 'tokens' then tokens = tonumber(kept[i + 1]) end
  if kept[i] == 'at' then at = tonumber(kept[i + 1]) end
end
-- After a fail-over the clock may be behind.
tokens = math.min(burst, tokens + math.max(0, now - at) * rate / 1000000)

local taken, wait = 0, 0
if tokens >= least then
  taken = math.min(most, math.floor(tokens))
  tokens = tokens - taken
else
  wait = math.ceil((least - tokens) * 1000 / rate)
end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil((burst - tokens) * 1000 / rate) + 1000)
return {taken, math.floor(tokens), wait}
