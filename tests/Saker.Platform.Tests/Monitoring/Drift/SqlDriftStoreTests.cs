using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Monitoring.Drift;

public sealed class SqlDriftStoreTests() : DriftStoreConformance(new EmbeddedBackend())
{
    /// <summary>Signals are read every few seconds, and reports are large.</summary>
    [Fact]
    public async Task The_latest_reports_are_found_without_reading_all_others()
    {
        var plan = await Saker.Services.GetRequiredService<Database>().ReadAsync(session => session.QueryAsync<Step>("EXPLAIN QUERY PLAN " + SqlDriftStore.SelectLatest), Cancellation);

        Assert.Contains(plan, step => step.Detail.Contains("USING COVERING INDEX drift_reports_latest", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Detail.StartsWith("SCAN drift_reports", StringComparison.Ordinal) && !step.Detail.Contains("COVERING INDEX", StringComparison.Ordinal));
    }

    private sealed record Step
    {
        public string Detail { get; init; } = "";
    }
}
