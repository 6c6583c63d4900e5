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
        catch (SakerException exception)
        {
            var failure = Find(pipeline, rows, labels: null) is { Count: > 0 } others
                ? new SakerException(exception.Kind, "The pipeline does not fit its data:", [new Problem(exception.Field ?? "target", exception.Message), .. others])
                : exception;
            throw pipeline.Lines?.Place(failure) ?? failure;
        }
    }

    /// <summary>What a file that cannot be understood as a whole asks of its data that is not there, as far as its parts can be: so that nobody mends it twice.</summary>
    /// <param name="pipeline">What could be read of it.</param>
    /// <param name="known">What is wrong with the file itself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<Problem>> FindBesideAsync(Pipeline pipeline, IReadOnlyList<Problem> known, CancellationToken cancellationToken)
    {
        if (!IsSound("source"))
            return [];
        try
        {
            // Its lines are told with those of the file.
            var asked = pipeline with { Lines = null };
            var read = await pipeline.Source.ReadAllAsync(cancellationToken);
            var rows = pipeline.Privacy is { } privacy && IsSound("privacy") ? await privacy.ApplyAsync(read, TimeProvider.System, cancellationToken) : read;
            if (!IsSound("target"))
                return Find(asked, rows, labels: null);
            Rehearsal.Run(asked, rows, RequireTarget(asked, rows), IsSound, cancellationToken);
            return [];
        }
        catch (SakerException failure)
        {
            IReadOnlyList<Problem> found = failure.Problems.Count > 0 ? failure.Problems : [new Problem(failure.Field ?? "source", failure.Message)];
            return [.. found.Where(problem => !known.Any(other => other.Field == problem.Field && other.Message == problem.Message))];
        }

        bool IsSound(string key) => !known.Any(problem => problem.Field == key || problem.Field.StartsWith($"{key}.", StringComparison.Ordinal) || problem.Field.StartsWith($"{key}[", StringComparison.Ordinal));
    }
}
