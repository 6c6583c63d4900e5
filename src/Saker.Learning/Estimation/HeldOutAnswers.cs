using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Estimation;

/// <summary>
/// <c>reference.json</c> of a model folder: what a model said of rows that it had not seen, with their answers and with where their columns are to be found. From it is
/// estimated how the model fares on rows whose answers are not known yet.
/// </summary>
public abstract record HeldOutAnswers
{
    /// <summary>Of more rows than this as many, evenly spread, are kept.</summary>
    public const int MaxRowCount = 20_000;

    private protected HeldOutAnswers()
    {
    }

    /// <summary>Where their raw columns are; null where nobody knows, as of models that were trained elsewhere.</summary>
    public HeldOutRows? Rows { get; init; }

    public abstract string ToJson();

    /// <summary>Reads what any of them wrote: of two classes, of several, or of numbers.</summary>
    /// <exception cref="SakerException">The text is not what <see cref="ToJson"/> writes, or its parts do not fit together.</exception>
    public static HeldOutAnswers FromJson(string json) =>
        EvaluationJson.HasKey(json, "probabilities") ? Checked(EvaluationJson.Read<HeldOutClasses>(json))
        : EvaluationJson.HasKey(json, "prediction") ? Checked(EvaluationJson.Read<HeldOutNumbers>(json))
        : HeldOutPredictions.FromJson(json);

    /// <summary>Files of other making are read too, and what rests on them takes one place a row for granted.</summary>
    /// <exception cref="SakerException">The parts do not fit together.</exception>
    private protected static T Checked<T>(T answers)
        where T : HeldOutAnswers
    {
        var count = answers.CountRows();
        if (answers.Rows is not { } rows)
            return answers;
        if (rows.Places.Count != count)
            throw new SakerException(ErrorKind.InvalidInput, $"The reference must have one place a row; it has {rows.Places.Count} and {count} rows.", "places");
        return rows.Places.All(place => place >= 0) ? answers : throw new SakerException(ErrorKind.InvalidInput, "Places of the reference count from 0; one of them is negative.", "places");
    }

    /// <summary>How many rows there are.</summary>
    /// <exception cref="SakerException">Lengths differ, there is no row, or a value cannot be one.</exception>
    private protected abstract int CountRows();

    /// <summary>The places of the rows that are kept of so many; null where all are.</summary>
    private protected static int[]? Kept(int rowCount, int maxCount, HeldOutRows? places)
    {
        if (places is not null && places.Places.Count != rowCount)
            throw new ArgumentException($"There must be one place a row; got {places.Places.Count} and {rowCount} rows.", nameof(places));
        return rowCount <= maxCount ? null : [.. Enumerable.Range(0, maxCount).Select(row => (int)((long)row * rowCount / maxCount))];
    }

    private protected static HeldOutRows? Take(HeldOutRows? places, int[] kept) => places is null ? null : places with { Places = Array.ConvertAll(kept, row => places.Places[row]) };
}
