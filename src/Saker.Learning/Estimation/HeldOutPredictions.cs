using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Binary;

namespace Saker.Learning.Estimation;

/// <summary>What a classifier of two classes said of rows that it had not seen; see <see cref="HeldOutAnswers"/>.</summary>
public sealed record HeldOutPredictions : HeldOutAnswers
{
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

    /// <param name="rows">What was said of them.</param>
    /// <param name="labels">What the classes are called.</param>
    /// <param name="places">Where their columns are, one place a row; null where that is not known.</param>
    public static HeldOutPredictions Of(BinaryPredictions rows, ClassLabels labels, HeldOutRows? places = null)
    {
        if (Kept(rows.UnitCount, MaxRowCount, places) is { } kept)
            (rows, places) = (rows.Take(kept), Take(places, kept));
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

    public override string ToJson() => EvaluationJson.WriteDense(this);

    /// <exception cref="SakerException">The text is not what <see cref="ToJson"/> writes, or its parts do not fit together.</exception>
    public static new HeldOutPredictions FromJson(string json) => Checked(EvaluationJson.Read<HeldOutPredictions>(json));

    private protected override int CountRows() => ToPredictions().UnitCount;

    private static float[] Letters(string letters, string name) => [.. letters.Select(letter => letter is '0' or '1'
        ? letter - '0'
        : throw new SakerException(ErrorKind.InvalidInput, $"'{name}' of the reference holds 0 and 1 only; it has '{letter}'.", name)).Select(value => (float)value)];
}
