using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform.Monitoring.Drift;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker monitor check ENDPOINT</c>: compares a stretch of traffic now. Ends with 0 when nothing drifted, 1 when something did, 2 when that cannot be told.</summary>
internal static class MonitorCheckCommand
{
    private const int Drifted = 1;
    private const int NotTold = 2;

    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint." };
        var since = new Option<string?>("--since") { Description = "How long back, such as 30m or 2h. Default: a window's length." };
        var from = new Option<string?>("--from") { Description = "Where the traffic begins (UTC), in place of --since: 2026-11-03T12:00:00Z." };
        var to = new Option<string?>("--to") { Description = "Where it ends. Default: now." };
        var version = new Option<int?>("--version-number") { Description = "The version whose traffic it is. Default: the one with the most rows." };
        var reference = new Option<string?>("--reference") { Description = "What to compare with: model, same_hours, a dataset such as churn/3, or a time FROM..TO. Default: what the monitor says." };
        var server = CommonOptions.Server(isNeeded: false);
        var command = new Command("check", "Compare a stretch of traffic with a reference now: exit code 0 when nothing drifted, 1 when something did, 2 when that cannot be told.") { endpoint, since, from, to, version, reference, server };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var end = Moment(parsed, to);
            var request = new DriftInquiry
            {
                Endpoint = parsed.GetValue(endpoint)!,
                Version = parsed.GetValue(version),
                From = Moment(parsed, from) ?? (Length(parsed, since) is { } length ? (end ?? TimeProvider.System.GetUtcNow()) - length : null),
                To = end,
                Reference = parsed.GetValue(reference) is { } text ? Reference(text) : null,
            };
            var report = await new MonitorAccess(parsed.GetValue(server), platform).EvaluateAsync(request, cancellationToken);
            output.Write(JsonNode.Parse(report.ToJson())!, console =>
            {
                console.WriteLine($"{report.Endpoint} ({report.Model}/{report.Version}): {DriftText.Sentence(report)}");
                DriftScreen.WriteReport(console, report);
            });
            return report.HasFindings ? Drifted : 0;
        }, failure: NotTold);
        return command;
    }

    private static DateTimeOffset? Moment(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no moment; write one such as 2026-11-03T12:00:00Z.", option.Name);
    }

    private static TimeSpan? Length(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return DurationText.Parse(text) is { Ticks: > 0 } length ? length : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no duration; write one such as 30m, 2h or 7d.", option.Name);
    }

    private static DriftReference Reference(string text)
    {
        var parts = text.Split("..");
        return text switch
        {
            "model" => new DriftReference { Kind = ReferenceKind.Model },
            "same_hours" => new DriftReference { Kind = ReferenceKind.SameHours },
            _ when parts.Length == 2 => DriftReference.ReadJson(System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["kind"] = "window", ["from"] = parts[0], ["to"] = parts[1] }.ToJsonString())),
            _ => new DriftReference { Kind = ReferenceKind.Dataset, Dataset = text },
        };
    }
}
