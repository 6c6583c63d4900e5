using Saker.Data;
using Saker.Platform.Jobs;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>Recurring jobs, for people and for programs.</summary>
internal static class JobOutput
{
    public static object Json(JobStatus status) => new
    {
        name = status.Name,
        interval = DurationText.Write(status.Interval),
        dueAt = status.DueAt,
        failureCount = status.FailureCount,
        lastRun = status.LastRun is { } run ? Json(run) : null,
    };

    public static object Json(JobRun run) => new
    {
        number = run.Number,
        owner = run.Owner,
        startedAt = run.StartedAt,
        endedAt = run.EndedAt,
        durationSeconds = run.Duration?.TotalSeconds,
        outcome = Word(run.Outcome),
        error = run.Error,
    };

    public static void Write(IAnsiConsole console, IReadOnlyList<JobStatus> jobs)
    {
        if (jobs.Count == 0)
        {
            console.WriteLine("There are none yet: a server makes them when it starts (saker up).");
            return;
        }
        var table = CliOutput.Table("job", "every", "last run", "#took", "outcome", "next", "");
        foreach (var job in jobs)
        {
            var run = job.LastRun;
            string[] cells =
            [
                job.Name, DurationText.Write(job.Interval), run is null ? "-" : Show.Time(run.StartedAt), run?.Duration is { } took ? Took(took) : "-", run is null ? "-" : Word(run.Outcome),
                Show.Time(job.DueAt), job.FailureCount > 0 ? $"failed {job.FailureCount} times: {run?.Error}" : "",
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
    }

    public static void Write(IAnsiConsole console, IReadOnlyList<JobRun> runs)
    {
        if (runs.Count == 0)
        {
            console.WriteLine("It did not run yet.");
            return;
        }
        var table = CliOutput.Table("#run", "began", "#took", "outcome", "");
        foreach (var run in runs)
        {
            string[] cells = [Show.Count(run.Number), Show.Time(run.StartedAt), run.Duration is { } took ? Took(took) : "-", Word(run.Outcome), run.Error ?? ""];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
    }

    private static string Word(JobOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static string Took(TimeSpan took) => FormattableString.Invariant($"{took.TotalSeconds:0.0}s");
}
