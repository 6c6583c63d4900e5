using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Multiclass;

namespace Saker.Learning.Estimation;

/// <summary>As <see cref="HeldOutPredictions"/>, of several classes.</summary>
public sealed record HeldOutClasses : HeldOutAnswers
{
    // With many classes fewer rows are kept, so that the file stays a few megabytes.
    private const int MaxValueCount = 400_000;

    /// <summary>The names of the classes, in the order of the probabilities.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Row-major, rows x classes.</summary>
    public required IReadOnlyList<float> Probabilities { get; init; }

    /// <summary>The index of each row's class.</summary>
    public required IReadOnlyList<int> Target { get; init; }

    /// <summary>The index of the class that each row was called.</summary>
    public required IReadOnlyList<int> Said { get; init; }

    /// <param name="rows">What was said of them.</param>
    /// <param name="places">Where their columns are, one place a row; null where that is not known.</param>
    /// <exception cref="SakerException">Only classes were predicted.</exception>
    public static HeldOutClasses Of(MulticlassPredictions rows, HeldOutRows? places = null)
    {
        if (Kept(rows.UnitCount, Math.Min(MaxRowCount, MaxValueCount / rows.Classes.Count), places) is { } kept)
            (rows, places) = (rows.Take(kept), Take(places, kept));
        return new HeldOutClasses
        {
            Classes = rows.Classes,
            Probabilities = Array.ConvertAll(rows.Probabilities("The reference").ToArray(), value => (float)value),
            Target = rows.Target.ToArray(),
            Said = rows.Predicted.ToArray(),
            Rows = places,
        };
    }

    /// <exception cref="SakerException">The lengths differ, there is no row, or a value is no class or no probability.</exception>
    public MulticlassPredictions ToPredictions() => new(Classes, Target.ToArray(), Said.ToArray(), [.. Probabilities.Select(value => (double)value)]);

    public override string ToJson() => EvaluationJson.WriteDense(this);

    private protected override int CountRows()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Classes)
            if (name is null || !names.Add(name))
                throw new SakerException(ErrorKind.InvalidInput, name is null ? "A class of the reference has no name." : $"The class '{name}' occurs twice in the reference.", "classes");
        return ToPredictions().UnitCount;
    }
}
