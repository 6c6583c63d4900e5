using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Pipelines;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker runs [ID]</c>: lists runs, or shows one; deletes and restores them.</summary>
internal static class RunsCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "Show this run whole; the first digits suffice.", Arity = ArgumentArity.ZeroOrOne };
        var filter = new Option<string?>("--filter") { Description = "Only runs of which this holds, such as \"metrics.auc > 0.8 AND tags.team = 'risk'\"." };
        var order = new Option<string?>("--order") { Description = "What comes first, such as \"metrics.auc DESC\". Default: the newest." };
        var nested = new Option<bool>("--nested") { Description = "List runs that are part of another one too, such as candidates and trials. A filter looks at all." };
        var max = CommonOptions.Max();
        var command = new Command("runs", "List runs, the newest first, or show one.") { id, filter, order, nested, max };
        command.Subcommands.Add(CreateDelete());
        command.Subcommands.Add(CreateRestore());
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var experiments = (await platform.Experiments.ListAsync(cancellationToken)).ToDictionary(experiment => experiment.Id, experiment => experiment.Name);
            if (parsed.GetValue(id) is { } wanted)
                ShowRun(output, experiments, await FindRunAsync(platform, wanted, cancellationToken));
            else
            {
                var search = new RunSearch { Filter = parsed.GetValue(filter), OrderBy = parsed.GetValue(order) is { } by ? [by] : [], MaxCount = parsed.GetValue(max), IsOutermostOnly = !parsed.GetValue(nested) && parsed.GetValue(filter) is null };
                ShowRuns(output, experiments, (await platform.Search.SearchRunsAsync(search, cancellationToken)).Items, search);
            }
            return 0;
        });
        return command;
    }

    private static Command CreateDelete()
    {
        var id = new Argument<string>("id") { Description = "The run; the first digits suffice." };
        var command = new Command("delete", "Mark a run as deleted; restore brings it back.") { id };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var run = await FindRunAsync(platform, parsed.GetValue(id)!, cancellationToken);
            await platform.Runs.DeleteAsync(run.Id, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.RunDeleted, run.Id.Value);
            output.Write(new { deleted = run.Id.Value }, console => console.WriteLine($"deleted {run.Id}"));
            return 0;
        });
        return command;
    }

    private static Command CreateRestore()
    {
        var id = new Argument<string>("id") { Description = "The deleted run; the first digits suffice." };
        var command = new Command("restore", "Bring a deleted run back.") { id };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var wanted = parsed.GetValue(id)!;
            var run = (await platform.Experiments.FindDeletedRunByPrefixAsync(wanted, cancellationToken)
                ?? throw new SakerException(ErrorKind.NotFound, $"There is no deleted run '{wanted}'. `saker runs delete` told the ids of those that it deleted.")).Id;
            await platform.Runs.RestoreAsync(run, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.RunRestored, run.Value);
            output.Write(new { restored = run.Value }, console => console.WriteLine($"restored {run}"));
            return 0;
        });
        return command;
    }

    private static async Task<Run> FindRunAsync(SakerPlatform platform, string wanted, CancellationToken cancellationToken) =>
        await platform.Experiments.FindRunByPrefixAsync(wanted, cancellationToken)
        ?? throw new SakerException(ErrorKind.NotFound, $"There is no run '{wanted}'. `saker runs` lists them.");

    private static void ShowRuns(CliOutput output, Dictionary<ExperimentId, string> experiments, IReadOnlyList<Run> runs, RunSearch search) => output.Write(runs.Select(run => AsJson(run, experiments)), console =>
    {
        if (runs.Count == 0)
        {
            console.WriteLine(search.Filter is null ? "There are no runs yet. Train a model with: saker train FILE" : "No run is like that.");
            return;
        }
        var table = CliOutput.Table("run", "name", "status", "started", "#took", "score", "#CV", "#test");
        // Whoever asks for an order gets that one.
        foreach (var run in search.OrderBy.Count == 0 ? InTreeOrder(runs) : runs)
        {
            var score = SelectionScore.Of(run);
            var indent = run.ParentId is null ? "" : "  ";
            table.AddRow(new Text(run.Id.Short), new Text(indent + run.Name), new Text(run.Status.ToString().ToLowerInvariant()), new Text(Show.Time(run.StartedAt)),
                new Text(Show.Duration(run.EndedAt - run.StartedAt)), new Text(score.Score.Title), new Text(Show.Score(run.Metrics, score.MeanKey)), new Text(Show.Score(run.Metrics, score.TestKey)));
        }
        console.Write(table);
    });

    private static void ShowRun(CliOutput output, Dictionary<ExperimentId, string> experiments, Run run) => output.Write(AsJson(run, experiments), console =>
    {
        console.WriteLine($"run      {run.Id}");
        console.WriteLine($"name     {run.Name}");
        console.WriteLine($"status   {run.Status.ToString().ToLowerInvariant()}");
        console.WriteLine($"started  {Show.Time(run.StartedAt)}");
        console.WriteLine($"took     {Show.Duration(run.EndedAt - run.StartedAt)}");
        Section(console, "parameter", run.Parameters.Select(pair => (pair.Key, pair.Value)));
        Section(console, "metric", run.Metrics.Select(pair => (pair.Key, Show.Score(pair.Value))));
        Section(console, "tag", run.Tags.Select(pair => (pair.Key, pair.Value)));
    });

    private static void Section(IAnsiConsole console, string title, IEnumerable<(string Key, string Value)> rows)
    {
        var table = CliOutput.Table(title, "value");
        foreach (var (key, value) in rows.OrderBy(row => row.Key, StringComparer.Ordinal))
            table.AddRow(new Text(key), new Text(value));
        if (table.Rows.Count > 0)
            console.Write(table);
    }

    /// <summary>Runs with those that are part of them below.</summary>
    private static IEnumerable<Run> InTreeOrder(IReadOnlyList<Run> runs)
    {
        var listed = runs.Select(run => run.Id).ToHashSet();
        foreach (var run in runs.Where(run => run.ParentId is not { } parent || !listed.Contains(parent)))
        {
            yield return run;
            foreach (var child in runs.Where(child => child.ParentId == run.Id).Reverse())
                yield return child;
        }
    }

    private static object AsJson(Run run, Dictionary<ExperimentId, string> experiments) => new
    {
        id = run.Id.Value,
        experimentId = run.ExperimentId.Value,
        experiment = experiments.GetValueOrDefault(run.ExperimentId),
        name = run.Name,
        status = run.Status,
        startedAt = run.StartedAt,
        endedAt = run.EndedAt,
        parentId = run.ParentId?.Value,
        parameters = run.Parameters,
        metrics = run.Metrics,
        tags = run.Tags,
    };
}
