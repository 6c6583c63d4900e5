using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Importance;
using Saker.Learning.Tuning.Spaces;
using Saker.Platform.Pipelines;
using Saker.Platform.Studies;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>Studies and their trials, for people and for programs.</summary>
internal static class StudyOutput
{
    public static object Json(StudySummary summary) => new
    {
        name = summary.Study.Name,
        run = summary.Study.Run.Value,
        direction = Lower(summary.Study.Settings.Direction),
        sampler = summary.Study.Settings.Sampler.Name,
        pruner = summary.Study.Settings.Pruner.Name,
        trials = summary.TrialCount,
        complete = summary.CompleteCount,
        pruned = summary.PrunedCount,
        failed = summary.FailedCount,
        best = summary.Best,
        createdAt = summary.Study.CreatedAt,
    };

    public static object Json(StoredTrial trial) => new
    {
        number = trial.Trial.Number,
        state = Lower(trial.Trial.State),
        value = trial.Trial.Value,
        parameters = trial.Trial.Parameters,
        reports = trial.Trial.Reports.Select(report => new { report.Step, value = double.IsFinite(report.Value) ? report.Value : (double?)null }),
        reason = trial.Trial.Reason,
        attempt = trial.Trial.Attempt,
        run = trial.Run.Value,
        startedAt = trial.StartedAt,
        endedAt = trial.EndedAt,
    };

    public static object Json(StoredStudy study, IReadOnlyList<StoredTrial> trials) => new
    {
        name = study.Name,
        run = study.Run.Value,
        settings = study.Settings.Describe(),
        createdAt = study.CreatedAt,
        best = StudyCatalogue.Best(study, trials) is { } best ? Json(best) : null,
        trials = trials.Select(Json),
    };

    public static object Json(ImportanceReport report) => new
    {
        parameters = report.Parameters.Select(item => new { item.Parameter, share = Known(item.Share), spread = Known(item.Spread), trials = item.TrialCount }),
        together = Known(report.Together),
        fit = Known(report.Fit),
        trials = report.TrialCount,
        reliable = report.IsReliable,
        statement = report.Statement,
    };

    public static object Json(TuningResult result) => new
    {
        run = result.Run.Value,
        candidates = result.Candidates.Select(candidate => new { candidate.Position, candidate.Title, newTrials = candidate.NewTrials, study = candidate.Study.Name, trials = candidate.Trials.Count, best = Json(candidate.Best) }),
    };

    public static void Write(IAnsiConsole console, IReadOnlyList<StudySummary> studies)
    {
        if (studies.Count == 0)
        {
            console.WriteLine("There are none.");
            return;
        }
        var table = CliOutput.Table("study", "#trials", "#complete", "#pruned", "#failed", "#best", "made");
        foreach (var one in studies)
        {
            string[] cells = [one.Study.Name, Show.Count(one.TrialCount), Show.Count(one.CompleteCount), Show.Count(one.PrunedCount), Show.Count(one.FailedCount), Number(one.Best), Show.Time(one.Study.CreatedAt)];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
    }

    public static void Write(IAnsiConsole console, StoredStudy study, IReadOnlyList<StoredTrial> trials)
    {
        console.WriteLine($"{study.Name}: {Lower(study.Settings.Direction)}, {study.Settings.Sampler.Name}, pruner {study.Settings.Pruner.Name}, seed {study.Settings.Seed}; run {study.Run}");
        var best = StudyCatalogue.Best(study, trials);
        var table = CliOutput.Table("#trial", "state", "#value", "parameters", "");
        foreach (var trial in trials)
        {
            string[] cells = [Show.Count(trial.Trial.Number), Lower(trial.Trial.State), Number(trial.Trial.Value), Parameters(trial.Trial), trial == best ? "best" : trial.Trial.Reason ?? ""];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
    }

    public static void WriteBest(IAnsiConsole console, StoredStudy study, StoredTrial best)
    {
        console.WriteLine($"{study.Name}, trial {best.Trial.Number}: {Number(best.Trial.Value)}");
        foreach (var (name, value) in best.Trial.Parameters)
            console.WriteLine($"  {name}: {ParameterText.Of(value)}");
        console.WriteLine($"run       {best.Run}");
    }

    public static void Write(IAnsiConsole console, ImportanceReport report)
    {
        var table = CliOutput.Table("parameter", "#share", "#± ", "#trials");
        foreach (var item in report.Parameters)
            table.AddRow(new Text(item.Parameter), new Text(Show.Score(item.Share)), new Text(Show.Score(item.Spread)), new Text(Show.Count(item.TrialCount)));
        table.AddRow(new Text("(together)"), new Text(Show.Score(report.Together)), new Text(""), new Text(""));
        console.Write(table);
        console.WriteLine(report.Statement);
    }

    public static void Write(IAnsiConsole console, TuningResult result)
    {
        console.WriteLine();
        foreach (var candidate in result.Candidates)
        {
            WriteBest(console, candidate.Study, candidate.Best);
            console.WriteLine($"study     {candidate.Study.Name}");
        }
    }

    private static string Parameters(Trial trial) =>
        string.Join(", ", trial.Parameters.Select(pair => $"{pair.Key} {(pair.Value is double number ? Number(number) : ParameterText.Of(pair.Value))}"));

    private static string Number(double? value) => value is { } known ? FormattableString.Invariant($"{known:g6}") : "-";

    private static double? Known(double value) => double.IsFinite(value) ? value : null;

    private static string Lower<T>(T value)
        where T : Enum => value.ToString().ToLowerInvariant();
}
