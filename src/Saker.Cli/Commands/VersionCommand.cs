using System.CommandLine;
using Saker.Cli.Output;
using Saker.Platform.Gates;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker models show churn/3</c>: what is known of one version, and what its gates said.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var reference = new Argument<string>("version") { Description = "A registered version: churn/3, churn/1.2.0, churn/1.2, churn@champion, or churn for the newest." };
        var command = new Command("show", "Show one version, with what its gates said.") { reference };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var version = await platform.Registry.ResolveAsync(parsed.GetValue(reference)!, cancellationToken);
            var verdict = await platform.Verdicts.FindAsync(version.Model, version.Version, cancellationToken);
            var report = verdict?.Report is { } text ? GateReport.FromJson(text) : null;
            output.Write(
                new { version = version.Reference, semantic = version.Semantic?.ToString(), aliases = version.Aliases, scores = version.Scores, verdict = verdict is null ? null : verdict with { Report = null }, report },
                console => Show(console, version, verdict, report));
            return 0;
        });
        return command;
    }

    /// <summary>What gates said of a version, in a few words.</summary>
    public static string Gates(ModelVersion version) => version.Verdict switch
    {
        null => "not judged",
        { Passed: true } => "passed",
        { Override: not null } verdict => $"overridden: {string.Join(", ", verdict.Failed)}",
        var verdict => $"not passed: {string.Join(", ", verdict.Failed)}",
    };

    private static void Show(IAnsiConsole console, ModelVersion version, GateVerdict? verdict, GateReport? report)
    {
        var facts = new Grid().AddColumn().AddColumn();
        foreach (var (name, value) in Facts(version, verdict))
            facts.AddRow(new Text(name), new Text(value));
        console.Write(facts);
        if (report is not null)
            GateTable.Write(console, report);
    }

    private static IEnumerable<(string Name, string Value)> Facts(ModelVersion version, GateVerdict? verdict)
    {
        yield return ("version", $"{version.Reference}{(version.Semantic is { } semantic ? $" ({semantic})" : "")}");
        yield return ("aliases", version.Aliases.Count == 0 ? "-" : string.Join(", ", version.Aliases));
        yield return ("registered", $"{Output.Show.Time(version.CreatedAt)}{(version.RegisteredBy is { } by ? $" by {by}" : "")}");
        yield return ("dataset", version.Dataset ?? "-");
        yield return ("run", version.Run?.Value ?? "-");
        yield return ("content", version.Hash ?? $"no files to load: {version.FilesReason}");
        if (version.Scores.Count > 0)
            yield return ("scores", string.Join(", ", version.Scores.OrderBy(score => score.Key, StringComparer.Ordinal).Select(score => $"{score.Key} {Output.Show.Score(score.Value)}")));
        yield return ("gates", $"{Gates(version)}{(verdict is null ? "" : $", judged {Output.Show.Time(verdict.At)} by {verdict.By}")}");
        if (verdict?.Override is { } reason)
            yield return ("overridden", reason);
    }
}
