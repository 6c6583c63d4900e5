using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Pipelines;

/// <summary>What a pipeline asks of its data that is not there: columns, groups, segments. Each capability adds a line.</summary>
internal static class DataProblems
{
    /// <summary>All but what is wrong with the target.</summary>
    /// <param name="pipeline">What asks.</param>
    /// <param name="rows">The data.</param>
    /// <param name="labels">The classes; null where they are not known, since the target is not right.</param>
    public static IReadOnlyList<Problem> Find(Pipeline pipeline, Table rows, ClassLabels? labels) =>
    [
        .. pipeline.Gates?.Check(rows, pipeline.Target.Column, labels) ?? [],
    ];

    /// <returns>The rows.</returns>
    /// <exception cref="SakerException">Something is not there; all of it is told.</exception>
    public static Table RequireNone(Pipeline pipeline, Table rows, ClassLabels? labels) => Find(pipeline, rows, labels) is { Count: > 0 } problems
        ? throw new SakerException(ErrorKind.InvalidInput, "The pipeline asks of its data what is not there:", problems)
        : rows;

    /// <summary>The target's values. Where they cannot be had, nothing else can be tried on the rows, so what is known to be missing is told with it.</summary>
    /// <exception cref="SakerException">The target is not right.</exception>
    public static TargetValues RequireTarget(Pipeline pipeline, Table rows)
    {
        try
        {
            return TargetValues.From(rows, pipeline.Target);
        }
        catch (SakerException exception) when (Find(pipeline, rows, labels: null) is { Count: > 0 } others)
        {
            throw new SakerException(exception.Kind, "The pipeline does not fit its data:", [new Problem(exception.Field ?? "target", exception.Message), .. others]);
        }
    }
}
