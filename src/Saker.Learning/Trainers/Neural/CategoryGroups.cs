namespace Saker.Learning.Trainers.Neural;

/// <summary>Features that are the categories of one column: neighbours whose names have the same column before the equals sign, as one-hot encoding names them, and that are 0 or 1.</summary>
internal static class CategoryGroups
{
    // A pair says no more than one number does.
    private const int Least = 3;

    /// <returns>Where each group begins, and how many features it has.</returns>
    public static IReadOnlyList<(int Start, int Count)> Find(FeatureMatrix features)
    {
        var groups = new List<(int Start, int Count)>();
        for (var i = 0; i < features.ColumnCount;)
        {
            var end = i + 1;
            if (ColumnOf(features.Names[i]) is { } column)
                while (end < features.ColumnCount && ColumnOf(features.Names[end]) == column)
                    end++;
            if (end - i >= Least && IsBinary(features, i, end))
                groups.Add((i, end - i));
            i = end;
        }
        return groups;
    }

    private static string? ColumnOf(string name) => name.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? name[..at] : null;

    private static bool IsBinary(FeatureMatrix features, int start, int end)
    {
        for (var row = 0; row < features.RowCount; row++)
            foreach (var value in features.Row(row)[start..end])
                if (value is not (0 or 1))
                    return false;
        return true;
    }
}
