using System.Globalization;
using System.Text;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving.Settings;
using Saker.Testing;

namespace Saker.Platform.Tests.Rollouts.Evidence;

/// <summary>What docs/rollout-guards.md says is so.</summary>
public sealed class RolloutGuardsPageTests
{
    [Fact]
    public void The_table_of_usual_guards_is_that_of_the_program()
    {
        var rows = File.ReadAllLines(Path.Combine(Checkout.Root, "docs/rollout-guards.md"))
            .SkipWhile(line => !line.StartsWith("| guard |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();

        Assert.Equal(DefaultGuards.All.Select(guard => $"`{guard.Name}`"), rows.Select(row => row[1]));
        foreach (var (guard, row) in DefaultGuards.All.Zip(rows))
        {
            Assert.Equal($"`{EnumText.Write(guard.Kind)}`", row[2]);
            Assert.Equal(EnumText.Write(guard.Direction), row[4]);
            Assert.Equal(guard.Tolerance.ToString(CultureInfo.InvariantCulture), row[5]);
            Assert.Equal(guard.Weight.ToString(CultureInfo.InvariantCulture), row[6]);
        }
    }

    [Fact]
    public void The_settings_are_read_as_the_page_says()
    {
        var settings = RolloutSettingsText.ReadYaml(DocumentationExample.Read("docs/rollout-guards.md", "guards"));

        var guards = settings.Guards.Resolve(new GuardFacts { IsShadow = false }, settings.Risk).ToDictionary(guard => guard.Name);
        Assert.Equal(["error_rate", "latency_p50", "latency_p95", "latency_p99", "p90", "refusals", "revenue"], guards.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((0.2, TimeSpan.FromMilliseconds(5)), (guards["latency_p95"].Tolerance, guards["latency_p95"].Least));
        Assert.Equal((GuardKind.Latency, 0.9), (guards["p90"].Kind, guards["p90"].Quantile));
        Assert.Equal(("revenue", HarmDirection.Down), (guards["revenue"].Metric, guards["revenue"].Direction));
    }

    [Fact]
    public async Task Metrics_are_taken_as_the_page_says()
    {
        var backend = new EmbeddedBackend();
        await using (backend)
        {
            var saker = await backend.OpenAsync();
            var receipt = await saker.OutcomeIntake.AddJsonAsync(Encoding.UTF8.GetBytes(DocumentationExample.Read("docs/rollout-guards.md", "metric")), TestContext.Current.CancellationToken);
            Assert.Equal((2, 2), (receipt.AddedCount, receipt.UnmatchedCount));
        }
    }
}
