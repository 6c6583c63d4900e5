using System.Runtime.ExceptionServices;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Selection;

namespace Saker.Platform.Pipelines;

/// <summary>Tries on the rows what does not need a fit of a trainer, so that a pipeline that cannot run is refused before anything is stored.</summary>
internal sealed class Rehearsal
{
    private readonly List<SakerException> _failures = [];

    private Rehearsal()
    {
    }

    /// <summary>Deals the rows to test part and folds, looks for what the file asks about, and fits the preparation on the training part as the final model needs it.</summary>
    /// <exception cref="SakerException">The data lacks a column, there are too few rows of a class, or the preparation does not fit the rows; all of it at once.</exception>
    public static FittedPreparation Run(Pipeline pipeline, Table rows, TargetValues target, CancellationToken cancellationToken) =>
        Run(pipeline, rows, target, isSound: _ => true, cancellationToken)!;

    /// <summary>As the other, of a file some of whose parts are wrong and say nothing.</summary>
    /// <param name="pipeline">What could be read of it.</param>
    /// <param name="rows">The data.</param>
    /// <param name="target">The target of all rows.</param>
    /// <param name="isSound">Whether the part below a key was read as it stands.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where the preparation is none of them.</returns>
    public static FittedPreparation? Run(Pipeline pipeline, Table rows, TargetValues target, Func<string, bool> isSound, CancellationToken cancellationToken)
    {
        var rehearsal = new Rehearsal();
        var split = isSound("split") ? rehearsal.Try(() => Split(pipeline, rows, target)) : null;
        if (isSound("leakage"))
            rehearsal.Try(() => LeakageSection.RequireColumns(pipeline, rows.Schema));
        var learnt = split is null ? rows : rows.Take([.. split.Train]);
        if (split is not null && isSound("select"))
            rehearsal.Try(() => Divide(pipeline, learnt, target.Take(split.Train)));
        var fitted = isSound("prepare") ? rehearsal.Try(() => pipeline.Preparation.Fit(learnt, CheckedData.InputColumns(pipeline, rows), cancellationToken)) : null;
        rehearsal.Try(() => DataProblems.RequireNone(pipeline, rows, target.Labels));
        rehearsal.Try(() => PeopleRules.Require(pipeline, rows, learnt, target, fitted));
        rehearsal.Try(() => RequireSegments(pipeline, rows));
        rehearsal.Try(() => TaskRules.RequireScoresOf(pipeline, target));
        rehearsal.ThrowIfAny(pipeline.Lines);
        return fitted;
    }

    private static Table RequireSegments(Pipeline pipeline, Table rows)
    {
        var problems = pipeline.Evaluation.Check(rows.Without([pipeline.Target.Column]).Schema);
        return problems.Count == 0 ? rows : throw new SakerException(ErrorKind.InvalidInput, "The segments do not fit the data:", [.. problems.Select(problem => problem with { Field = $"evaluate.segments.{problem.Field}" })]);
    }

    private static HoldOut Split(Pipeline pipeline, Table rows, TargetValues target)
    {
        var problems = SplitRules.CheckColumns(pipeline, rows.Schema).ToList();
        return problems.Count == 0 ? RowSplits.HoldOut(pipeline.Split, rows, target) : throw new SakerException(ErrorKind.InvalidInput, "The split does not fit the data:", problems);
    }

    private static IReadOnlyList<Fold> Divide(Pipeline pipeline, Table rows, TargetValues target)
    {
        RowSplits.Nested(pipeline, rows, target);
        return RowSplits.Folds(pipeline, rows, target);
    }

    private T? Try<T>(Func<T> attempt)
        where T : class
    {
        try
        {
            return attempt();
        }
        catch (SakerException failure)
        {
            _failures.Add(failure);
            return null;
        }
    }

    private void ThrowIfAny(PipelineLines? lines)
    {
        if (_failures.Count == 0)
            return;
        if (_failures.Count == 1 && lines is null)
            ExceptionDispatchInfo.Throw(_failures[0]);
        var problems = _failures.SelectMany(failure => failure.Problems.Count > 0 ? failure.Problems : [new Problem(failure.Field ?? "pipeline", failure.Message)]).Distinct().ToList();
        // Two may find the same; the one who knows the place better tells it.
        problems.RemoveAll(problem => problems.Any(other => other.Field.StartsWith($"{problem.Field}.", StringComparison.Ordinal)));
        var failure = _failures.Count == 1 ? _failures[0] : new SakerException(ErrorKind.InvalidInput, "The pipeline does not fit its data:", problems);
        throw lines?.Place(failure) ?? failure;
    }
}
