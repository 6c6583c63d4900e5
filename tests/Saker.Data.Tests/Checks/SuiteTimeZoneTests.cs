using Saker.Data.Checks;

namespace Saker.Data.Tests.Checks;

/// <summary>A suite means the same moments wherever it is written and run. Alone, as it changes the time zone of the process.</summary>
[CollectionDefinition(nameof(SuiteTimeZoneTests), DisableParallelization = true)]
[Collection(nameof(SuiteTimeZoneTests))]
public sealed class SuiteTimeZoneTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("TZ");

    public SuiteTimeZoneTests() => Move("America/New_York");

    public void Dispose() => Move(_before);

    [Fact]
    public async Task Moments_of_no_kind_are_utc_and_local_ones_are_converted()
    {
        Assert.SkipWhen(TimeZoneInfo.Local.BaseUtcOffset == TimeSpan.Zero, "This machine has no data of time zones.");
        var check = new DateRangeCheck("at") { Min = new DateTime(2024, 1, 1), Max = new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Local) };
        var suite = new CheckSuite { Checks = [check] };
        var written = CheckSuiteText.Write(suite);
        Assert.Contains("\"2024-01-01T00:00:00Z\"", written, StringComparison.Ordinal);
        Assert.Contains("\"2024-01-02T05:00:00Z\"", written, StringComparison.Ordinal);
        DateTime[] moments = [new(2023, 12, 31, 23, 59, 59, DateTimeKind.Utc), new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), new(2024, 1, 2, 4, 0, 0, DateTimeKind.Utc), new(2024, 1, 2, 6, 0, 0, DateTimeKind.Utc)];
        var report = await CheckRunner.RunAsync(new Table([Column.Of<DateTime>("at", moments)]), suite, TestContext.Current.CancellationToken);
        Assert.Equal([1L, 4L], report.Results[1].Violations.Select(violation => violation.Row ?? 0));
    }

    private static void Move(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }
}
