using System.CommandLine;
using Saker.Cli.Output;
using Saker.Learning.Scores.Segments;
using Saker.Platform.Monitoring.Performance;

namespace Saker.Cli.Commands;

/// <summary><c>saker performance ENDPOINT</c>: how an endpoint fares by the outcomes of its predictions.</summary>
internal static class PerformanceCommand
{
    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint, such as churn." };
        var since = new Option<string?>("--since") { Description = "Predictions of this age and younger: 12h, 90d; 30 days unless given." };
        var by = new Option<string[]>("--by") { Description = "Columns whose values are told apart; repeat it for several.", DefaultValueFactory = _ => [] };
        var command = new Command("performance", "Show how an endpoint fares by its outcomes: scores beside the evaluation's, decay, and estimates while outcomes are missing.") { endpoint, since, by };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var from = parsed.GetValue(since) is { } age ? TimeProvider.System.GetUtcNow() - AgeText.Read(age, "since") : (DateTimeOffset?)null;
            var performance = await platform.Performance.GetAsync(new PerformanceQuery(parsed.GetValue(endpoint)!, from, [.. parsed.GetValue(by)!.Select(SegmentRequest.By)]), cancellationToken);
            output.Write(PerformanceOutput.Json(performance), console => PerformanceOutput.Write(console, performance));
            return 0;
        });
        return command;
    }
}
