using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Trainers;
using Saker.Platform.Gates.Kinds;

namespace Saker.Platform.Pipelines;

/// <summary>What can be asked of each task, whether the pipeline comes from a file or from code: what cannot is refused, never left out.</summary>
internal static class TaskRules
{
    private static readonly (string Key, string Why)[] s_binary =
    [
        ("threshold", "a threshold parts two classes"),
        ("calibrate", "probabilities are calibrated for two classes"),
        ("fairness", "fairness is measured of two classes, one of them favourable"),
        ("mitigate", "unevenness between groups is mitigated for two classes"),
    ];

    /// <summary>What of a file does not fit the task. A key that asks for what only two classes have is told whatever it holds.</summary>
    public static void Report(Pipeline pipeline, Settings file)
    {
        var task = pipeline.Target.Task;
        foreach (var (key, why) in s_binary)
            if (task != ScoreTask.Binary && file.Has(key))
                file.Report(key, Refused(why, task));
        // Whoever reads gates tells of theirs.
        foreach (var problem in Check(pipeline).Where(problem => !file.Has(problem.Field) && !problem.Field.StartsWith("gates.", StringComparison.Ordinal)))
            file.Report(problem.Field, problem.Message);
    }

    /// <summary>What does not fit the task; the fields are keys of a pipeline file.</summary>
    public static IEnumerable<Problem> Check(Pipeline pipeline)
    {
        var task = pipeline.Target.Task;
        if (task is not (ScoreTask.Binary or ScoreTask.Multiclass or ScoreTask.Regression))
            return [new Problem("target.task", $"a pipeline does not learn '{task}'; it learns two classes, several classes, or numbers.")];
        return [.. CheckTrainers(pipeline, task), .. CheckScore(pipeline, task), .. CheckSplits(pipeline, task), .. CheckBinary(pipeline, task), .. CheckGates(pipeline, task)];
    }

    /// <summary>Refuses scores of the first few classes where there are no more classes than that: they are 1 of every model.</summary>
    /// <exception cref="SakerException">A score that decides, or a gate, asks for one; all of them at once.</exception>
    public static TargetValues RequireScoresOf(Pipeline pipeline, TargetValues target)
    {
        if (target.Task.Kind != ScoreTask.Multiclass)
            return target;
        var asked = (pipeline.Gates?.Gates ?? []).Select(gate => gate switch
        {
            ScoreGate { Score.Name: var name } => ($"gates.scores.{name}", name),
            SegmentGate { Score.Name: var name } => ("gates.segments", name),
            ChampionGate { Score.Name: var name } => ("gates.champion.score", name),
            _ => ("", ""),
        }).Prepend(("select.score", pipeline.Select.Score));
        var problems = asked.Where(score => MulticlassScores.IsAlwaysOne(score.Item2, target.Classes.Count))
            .Select(score => new Problem(score.Item1, $"'{score.Item2}' is 1 of every model, since there are {target.Classes.Count} classes; use 'accuracy' or 'log_loss'.")).ToList();
        return problems.Count == 0 ? target : throw new SakerException(ErrorKind.InvalidInput, "The scores do not fit the classes:", problems);
    }

    private static IEnumerable<Problem> CheckTrainers(Pipeline pipeline, ScoreTask task)
    {
        for (var i = 0; i < pipeline.Candidates.Count; i++)
            if (pipeline.Candidates[i] is { } trainer && !trainer.Learns(task))
                yield return new Problem($"candidates[{i}].trainer", $"'{trainer.Name}' cannot learn {(task == ScoreTask.Regression ? "numbers" : task == ScoreTask.Multiclass ? "several classes" : "two classes")}; use one of: {string.Join(", ", TrainerCatalogue.NamesFor(task))}.");
    }

    private static IEnumerable<Problem> CheckScore(Pipeline pipeline, ScoreTask task)
    {
        if (ScoreCatalogue.Find(task, pipeline.Select.Score) is null)
            yield return new Problem("select.score", $"'{pipeline.Select.Score}' is no score of this task; use one of: {string.Join(", ", ScoreCatalogue.For(task).Select(score => score.Name))}.");
    }

    private static IEnumerable<Problem> CheckSplits(Pipeline pipeline, ScoreTask task)
    {
        if (task != ScoreTask.Regression)
            yield break;
        if (pipeline.Split.By == SplitBy.Stratified)
            yield return new Problem("split.by", "numbers have no classes to keep the shares of; use 'random', 'group' or 'time'.");
        if (pipeline.Select.Scheme == FoldScheme.Stratified)
            yield return new Problem("select.scheme", "numbers have no classes to keep the shares of; use 'random', 'group', 'expanding' or 'rolling'.");
    }

    private static IEnumerable<Problem> CheckBinary(Pipeline pipeline, ScoreTask task)
    {
        if (task == ScoreTask.Binary)
            yield break;
        bool[] asked = [pipeline.Threshold.ToString() != ThresholdPolicy.Default.ToString(), pipeline.Calibration is not null, pipeline.Fairness is not null, pipeline.Mitigation is not null];
        foreach (var ((key, why), _) in s_binary.Zip(asked).Where(pair => pair.Second))
            yield return new Problem(key, Refused(why, task));
    }

    private static IEnumerable<Problem> CheckGates(Pipeline pipeline, ScoreTask task)
    {
        foreach (var gate in pipeline.Gates?.Gates ?? [])
            if (!gate.Judges(task))
                yield return new Problem($"gates.{gate.Name}", $"this is asked of two classes only, and the target is {(task == ScoreTask.Regression ? "a number" : "one of several classes")}; leave it out.");
    }

    private static string Refused(string why, ScoreTask task) => $"{why}, and the target is {(task == ScoreTask.Regression ? "a number" : "one of several classes")}; leave it out.";
}
