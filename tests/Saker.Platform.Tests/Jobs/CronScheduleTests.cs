using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Saker.Data;
using Saker.Platform.Jobs;

namespace Saker.Platform.Tests.Jobs;

public sealed class CronScheduleTests
{
    private static readonly TimeZoneInfo s_berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Times_are_those_of_a_reference()
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "reference", "cron.json")));
        var start = reference.RootElement.GetProperty("start").GetDateTimeOffset();
        var cases = reference.RootElement.GetProperty("cases").EnumerateArray().ToList();
        Assert.Equal(15, cases.Count);
        foreach (var one in cases)
        {
            var schedule = CronSchedule.Parse(one.GetProperty("cron").GetString()!, TimeZoneInfo.Utc);
            var expected = one.GetProperty("next").EnumerateArray().Select(time => time.GetDateTimeOffset()).ToList();
            Assert.Equal(expected, Following(schedule, start, expected.Count));
        }
    }

    [Theory]
    [InlineData("@daily", "2026-01-02T00:00:00Z")]
    [InlineData("@hourly", "2026-01-01T13:00:00Z")]
    [InlineData("@weekly", "2026-01-04T00:00:00Z")]
    [InlineData("@monthly", "2026-02-01T00:00:00Z")]
    [InlineData("@yearly", "2027-01-01T00:00:00Z")]
    [InlineData("0 0 * JAN Mon-FRI", "2026-01-02T00:00:00Z")]
    public void Names_are_understood_in_any_case(string cron, string next) =>
        Assert.Equal(At(next), CronSchedule.Parse(cron, TimeZoneInfo.Utc).Next(At("2026-01-01T12:00:00Z")));

    [Fact]
    public void A_time_that_clocks_skip_comes_when_they_go_on_and_once()
    {
        // On 29 March 2026, 2:00 to 3:00 is no time in Berlin.
        var schedule = CronSchedule.Parse("*/30 2 * * *", s_berlin);
        Assert.Equal(
            [At("2026-03-28T01:00:00Z"), At("2026-03-28T01:30:00Z"), At("2026-03-29T01:00:00Z"), At("2026-03-30T00:00:00Z")],
            Following(schedule, At("2026-03-27T12:00:00Z"), 4));
    }

    [Fact]
    public void A_time_that_clocks_show_twice_comes_the_first_time_only()
    {
        // On 25 October 2026, 2:00 to 3:00 comes twice in Berlin.
        var schedule = CronSchedule.Parse("30 2 * * *", s_berlin);
        Assert.Equal([At("2026-10-24T00:30:00Z"), At("2026-10-25T00:30:00Z"), At("2026-10-26T01:30:00Z")], Following(schedule, At("2026-10-23T12:00:00Z"), 3));
        Assert.Equal(At("2026-10-26T01:30:00Z"), schedule.Next(At("2026-10-25T01:15:00Z")));
    }

    [Fact]
    public void The_last_time_before_now_is_found_however_long_ago_and_however_often_they_come()
    {
        var (since, now) = (At("2020-01-01T00:00:00Z"), At("2026-05-05T10:20:30Z"));
        Assert.Equal(At("2026-05-05T10:20:00Z"), CronSchedule.Parse("* * * * *", TimeZoneInfo.Utc).Last(since, now));
        Assert.Equal(At("2024-02-29T00:00:00Z"), CronSchedule.Parse("0 0 29 2 *", TimeZoneInfo.Utc).Last(since, now));
        Assert.Null(CronSchedule.Parse("0 0 29 2 *", TimeZoneInfo.Utc).Last(At("2024-02-29T00:00:00Z"), now));
        Assert.Equal(now, CronSchedule.Parse("20 10 * * *", TimeZoneInfo.Utc).Last(since, now.AddSeconds(-30)) + TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("", "has 0 fields")]
    [InlineData("0 3 * *", "has 4 fields")]
    [InlineData("0 0 3 * * ?", "has 6 fields")]
    [InlineData("60 24 0 13 8", "'60' is no minute; '24' is no hour; '0' is no day of the month; '13' is no month; '8' is no day of the week")]
    [InlineData("5-1 */0 1- x,2 tue-mon", "'5-1' is no minute; '*/0' is no hour; '1-' is no day of the month; 'x' is no month; 'tue-mon' is no day of the week")]
    [InlineData("0 0 30 2 *", "never comes")]
    [InlineData("-1 0 * * *", "'-1' is no minute")]
    public void What_is_no_schedule_is_refused_with_all_that_is_wrong(string cron, string parts)
    {
        var failure = Assert.Throws<SakerException>(() => CronSchedule.Parse(cron, TimeZoneInfo.Utc));
        Assert.All(parts.Split("; "), part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }

    private static List<DateTimeOffset> Following(CronSchedule schedule, DateTimeOffset after, int count)
    {
        List<DateTimeOffset> times = [];
        for (; count > 0; count--)
            times.Add(after = schedule.Next(after)!.Value);
        return times;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Here([CallerFilePath] string path = "") => path;
}
