using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;

namespace Saker.Learning.Estimation;

/// <summary>
/// <c>reference.json</c> of a model folder: what a binary classifier said of rows that it had not seen, with their answers and with where their
/// columns are to be found. From it is estimated how the model fares on rows whose answers are not known yet.
/// </summary>
public sealed record HeldOutPredictions
{
    /// <summary>Of more rows than this as many, evenly spread, are kept.</summary>
    public const int MaxRowCount = 20_000;

    public required string Negative { get; init; }

    public required string Positive { get; init; }

    /// <summary>A row is called positive from this probability on, where no group has another one.</summary>
    public required double Threshold { get; init; }

    /// <summary>Of the positive class, one a row.</summary>
    public required IReadOnlyList<float> Probability { get; init; }

    /// <summary>A letter a row: 1 for the positive class, 0 for the other.</summary>
    public required string Target { get; init; }

    /// <summary>A letter a row: 1 where the model called it positive, 0 where not.</summary>
    public required string Said { get; init; }

    /// <summary>Where their raw columns are; null where nobody knows, as of models that were trained elsewhere.</summary>
    public HeldOutRows? Rows { get; init; }

    /// <param name="rows">What was said of them.</param>
    /// <param name="labels">What the classes are called.</param>
    /// <param name="places">Where their columns are, one place a row; null where that is not known.</param>
    public static HeldOutPredictions Of(BinaryPredictions rows, ClassLabels labels, HeldOutRows? places = null)
    {
        if (places is not null && places.Places.Count != rows.UnitCount)
            throw new ArgumentException($"There must be one place a row; got {places.Places.Count} and {rows.UnitCount} rows.", nameof(places));
        if (rows.UnitCount > MaxRowCount)
        {
            int[] kept = [.. Enumerable.Range(0, MaxRowCount).Select(row => (int)((long)row * rows.UnitCount / MaxRowCount))];
            (rows, places) = (rows.Take(kept), places is null ? null : places with { Places = Array.ConvertAll(kept, row => places.Places[row]) });
        }
        return new HeldOutPredictions
        {
            Negative = labels.Negative,
            Positive = labels.Positive,
            Threshold = rows.Threshold,
            Probability = rows.Probability.ToArray(),
            Target = new string(Array.ConvertAll(rows.Target.ToArray(), value => value == 1f ? '1' : '0')),
            Said = new string(Array.ConvertAll(rows.Said.ToArray(), said => said ? '1' : '0')),
            Rows = places,
        };
    }

    /// <exception cref="SakerException">The lengths differ, there is no row, or a value is no class or no probability.</exception>
    public BinaryPredictions ToPredictions() => new(Letters(Target, "target"), Probability.ToArray(), Letters(Said, "said"), Threshold);

    public string ToJson() => EvaluationJson.WriteDense(this);

    /// <exception cref="SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static HeldOutPredictions FromJson(string json) => EvaluationJson.Read<HeldOutPredictions>(json);

    private static float[] Letters(string letters, string name) => [.. letters.Select(letter => letter is '0' or '1'
        ? letter - '0'
        : throw new SakerException(ErrorKind.InvalidInput, $"'{name}' of the reference holds 0 and 1 only; it has '{letter}'.", name)).Select(value => (float)value)];
}
