using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Pipelines;

/// <summary>What a pipeline asks of its data that is not there: all of it, so that it is told at once and before anything is stored or trained.</summary>
internal static class DataProblems
{
    /// <exception cref="SakerException">Something is not there, the target included.</exception>
    public static void Require(Pipeline pipeline, Table rows)
    {
        List<Problem> problems = [];
        ClassLabels? labels = null;
        try
        {
            var target = TargetValues.From(rows, pipeline.Target);
            labels = new ClassLabels(target.Negative, target.Positive);
        }
        catch (SakerException exception)
        {
            problems.Add(new Problem(exception.Field ?? "target", exception.Message));
        }
        problems.AddRange(Find(pipeline, rows, labels));
        ThrowIfAny(problems);
    }

    /// <summary>All but what is wrong with the target. Each capability adds a line.</summary>
    /// <param name="pipeline">What asks.</param>
    /// <param name="rows">The data.</param>
    /// <param name="labels">The classes; null where they are not known, since the target is not right.</param>
    public static IReadOnlyList<Problem> Find(Pipeline pipeline, Table rows, ClassLabels? labels) =>
    [
        .. pipeline.Gates?.Check(rows, pipeline.Target.Column, labels) ?? [],
    ];

    /// <exception cref="SakerException">There are problems; one alone is told as it is.</exception>
    public static void ThrowIfAny(IReadOnlyList<Problem> problems)
    {
        if (problems.Count == 1)
            throw new SakerException(ErrorKind.InvalidInput, problems[0].Message, problems[0].Field);
        if (problems.Count > 1)
            throw new SakerException(ErrorKind.InvalidInput, $"The pipeline asks of the data what is not there: {problems.Count} problems:", problems);
    }
}
