using Saker.Data;

namespace Saker.Learning.Scores;

/// <summary>What the predictions of several tasks require alike.</summary>
internal static class TaskRows
{
    public static T[] Pick<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var picked = new T[rows.Length];
        for (var i = 0; i < picked.Length; i++)
            picked[i] = values[rows[i]];
        return picked;
    }

    /// <summary>The given rows of a row-major matrix.</summary>
    public static T[] Pick<T>(T[] values, int columnCount, ReadOnlySpan<int> rows)
    {
        var picked = new T[rows.Length * columnCount];
        for (var i = 0; i < rows.Length; i++)
            values.AsSpan(rows[i] * columnCount, columnCount).CopyTo(picked.AsSpan(i * columnCount));
        return picked;
    }

    /// <exception cref="SakerException">There is no row, or the lengths differ.</exception>
    public static void RequireLengths(int target, int prediction, string name)
    {
        if (target == 0)
            throw new SakerException(ErrorKind.InvalidInput, "A score needs at least one row; there is none.", "target");
        if (target != prediction)
            throw new SakerException(ErrorKind.InvalidInput, $"There must be as much of '{name}' as of the target; got {prediction} for {target}.", name);
    }

    /// <exception cref="SakerException">A value is not finite; the first row is named.</exception>
    public static void RequireFinite(ReadOnlySpan<double> values, int columnCount, string name)
    {
        for (var i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]))
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"'{name}' must be a finite number; row {(i / columnCount) + 1} has {values[i]}."), name);
    }
}
