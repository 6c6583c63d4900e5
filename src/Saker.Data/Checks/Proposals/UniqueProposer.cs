namespace Saker.Data.Checks.Proposals;

/// <summary>Columns in which no value occurs twice: keys.</summary>
internal sealed class UniqueProposer : IColumnProposer
{
    private const int FewestValues = 50;
    private const int LongestKey = 64;

    public IEnumerable<CheckDraft> Propose(SampleColumn column, Tolerances tolerances)
    {
        // Measured numbers can be all different by chance, and will not stay so.
        if (column.Count < FewestValues || column.Type is ColumnType.Boolean or ColumnType.Float32 or ColumnType.Float64)
            yield break;
        var isUnique = column.IsText
            ? new HashSet<string>(column.Texts, StringComparer.Ordinal).Count == column.Count && column.Texts.All(text => text.Length <= LongestKey)
            : new HashSet<double>(column.Numbers).Count == column.Count && !IsCrowded(column);
        if (isUnique)
            yield return new CheckDraft("unique", column.Name, $"{column.Count} different values");
    }

    /// <summary>Whether there are so few whole numbers in the range that new ones will soon repeat, unless they go on upwards.</summary>
    private static bool IsCrowded(SampleColumn column)
    {
        var ranked = new Ranked(column.Numbers);
        var isOrdered = column.Numbers.Zip(column.Numbers.Skip(1)).All(pair => pair.First < pair.Second) || column.Numbers.Zip(column.Numbers.Skip(1)).All(pair => pair.First > pair.Second);
        // Birthdays: of so many different ones out of a range, some would be equal if they were drawn.
        return !isOrdered && (double)column.Count * column.Count > 2 * (ranked.Max - ranked.Min) && ranked.Max - ranked.Min > 1.5 * column.Count;
    }
}
