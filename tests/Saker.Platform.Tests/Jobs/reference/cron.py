# Made cron.json: python3 cron.py > cron.json (Debian's croniter 1.3.5; the next five times, in UTC, where no clock changes).
import datetime, json
from croniter import croniter

start = datetime.datetime(2026, 1, 30, 22, 58, 30, tzinfo=datetime.timezone.utc)
expressions = [
    "* * * * *", "*/7 * * * *", "0 3 * * *", "30 4 1 * *", "0 0 29 2 *", "15,45 8-18/2 * * mon-fri", "0 12 * * 7", "0 12 * * sun", "5/20 1 * * *",
    "0 0 13 * fri", "0 0 31 * *", "59 23 31 12 *", "0 6 * jan,jul 1", "10-12 0 1-7 */3 *", "0 0 1 1 *",
]
result = []
for expression in expressions:
    schedule = croniter(expression, start)
    result.append({"cron": expression, "next": [schedule.get_next(datetime.datetime).strftime("%Y-%m-%dT%H:%M:%SZ") for _ in range(5)]})
print(json.dumps({"start": start.strftime("%Y-%m-%dT%H:%M:%SZ"), "cases": result}, indent=1))
